import type { LiveKind } from '@debrief/contract';
import { Editor, Extension } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import type { HocuspocusProvider } from '@hocuspocus/provider';
import { NodeSelection, Plugin } from '@tiptap/pm/state';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import type { Doc } from 'yjs';
import { z } from 'zod';
import { citeAttrs } from '../schema/nodes.ts';
import { grammar } from '../schema/schema.ts';
import { CiteViews } from './cite-view.ts';
import { LiveView, type LiveHandles } from './live-view.ts';
import { keepChipsWithText } from './chip-line-breaks.ts';
import { createNumberingPlugin } from './citation-numbers.ts';
import { pasteAsReport } from './paste.ts';
import {
  deleteInSections,
  goToStart,
  createSectionGuard,
  leaveTitle,
  trackFullSelection,
  selectSection,
} from './sections.ts';
import { sectionHints, SectionView, type SectionHandles } from './section-view.ts';
import { openFinder, createTriggerPlugin, type FinderRequest } from './finder-trigger.ts';
import { protectAtoms } from './selected-atom.ts';
import { createSectionWatcher, type SectionNote } from './section-notes.ts';

export interface Writer {
  id: string;
  name: string;
  color: string;
}

export interface EditorParts {
  element: HTMLElement;
  doc: Doc;
  provider: HocuspocusProvider | null;
  writer: Writer;
  canWrite: boolean;
  newId: () => string;
  sections: SectionHandles;
  live: LiveHandles;
  cites: CiteViews;
  onNotes: (notes: SectionNote[]) => void;
  onAsked: (asked: FinderRequest | null) => void;
  onAskedKey: (event: KeyboardEvent) => boolean;
  onRefused: () => void;
  /**
   * Tab: moves to what is after the text, or back to what is before it; false if nothing can take
   * the focus.
   */
  onLeave: (by: 1 | -1) => boolean;
  onLiveRemoved: (kinds: readonly LiveKind[], undo: () => void) => void;
}

export function makeEditor(parts: EditorParts): Editor {
  const editor = new Editor({
    element: parts.element,
    editable: parts.canWrite,
    injectCSS: false,
    editorProps: {
      attributes: {
        'aria-label': 'Report',
        'aria-multiline': 'true',
        role: 'textbox',
        class: 'report-text',
        spellcheck: 'true',
      },
      scrollThreshold: 80,
      scrollMargin: 100,
    },
    extensions: [
      ...grammar(),
      Collaboration.configure({
        document: parts.doc,
        yUndoOptions: { protectedNodes: new Set(['paragraph', 'section', 'sectionTitle']) },
      }),
      ...(parts.provider ? [carets(parts.provider, parts.writer)] : []),
      behaviour(parts),
    ],
  });
  keepNodes(editor);
  goToStart(editor.state, editor.view.dispatch);
  return editor;
}

const Bound = z.object({ binding: z.object({ mapping: z.instanceof(Map) }) });

/**
 * The library drops all nodes on every remote change and renders the full report again. It also
 * removes changed nodes one by one, so dropping all is unnecessary: another person's keystroke then
 * only costs its own section.
 */
function keepNodes(editor: Editor): void {
  const bound = Bound.safeParse(ySyncPluginKey.getState(editor.state)).data;
  if (bound) Object.assign(bound.binding.mapping, { clear: () => undefined });
}

function carets(provider: HocuspocusProvider, writer: Writer): Extension {
  return CollaborationCaret.configure({
    provider,
    user: { ...writer },
    render: (user) => {
      const caret = document.createElement('span');
      caret.className = 'report-caret';
      caret.style.borderColor = String(user['color']);
      const name = document.createElement('span');
      name.className = 'report-caret-name';
      name.style.backgroundColor = String(user['color']);
      name.textContent = String(user['name']).slice(0, 60);
      caret.append(name);
      return caret;
    },
    selectionRender: (user) => ({
      class: 'report-caret-words',
      style: `background-color: ${String(user['color'])}33`,
    }),
  });
}

function behaviour(parts: EditorParts): Extension {
  const { cites } = parts;
  return Extension.create({
    name: 'report',
    priority: 1_100,
    addKeyboardShortcuts() {
      const { editor } = this;
      const run = (command: typeof selectSection) => () =>
        command(editor.state, editor.view.dispatch);
      return {
        'Mod-a': run(selectSection),
        Backspace: run(deleteInSections),
        Delete: run(deleteInSections),
        Tab: () => !editor.isActive('table') && parts.onLeave(1),
        'Shift-Tab': () => !editor.isActive('table') && parts.onLeave(-1),
        'Mod-Alt-m': () => (openFinder(editor.view, '['), true),
        Enter: () => {
          const { selection } = editor.state;
          if (selection instanceof NodeSelection && selection.node.type.name === 'cite')
            return (cites.onFollow(citeAttrs(selection.node.attrs)), true);
          return leaveTitle(editor.state, editor.view.dispatch);
        },
      };
    },
    addProseMirrorPlugins(): Plugin[] {
      return [
        createNumberingPlugin((numbers) => cites.numbered(numbers)),
        keepChipsWithText(),
        trackFullSelection(),
        protectAtoms(parts.onLiveRemoved),
        createSectionGuard(parts.onRefused),
        sectionHints(),
        createSectionWatcher(parts.onNotes),
        createTriggerPlugin({ onAsked: parts.onAsked, onKey: parts.onAskedKey }),
        pasteAsReport(parts.newId),
        views(parts),
      ];
    },
  });
}

/** Chips and sections are plain DOM; live blocks are frames that the page fills. */
function views(parts: EditorParts): Plugin {
  return new Plugin({
    props: {
      nodeViews: {
        section: (node) => new SectionView(node, parts.sections),
        cite: (node) => parts.cites.make(node),
        live: (node, view, getPos) => new LiveView(node, view, getPos, parts.live),
      },
    },
  });
}
