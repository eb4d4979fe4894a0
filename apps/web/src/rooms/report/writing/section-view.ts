import { sectionWords } from '@debrief/contract';
import type { Node } from '@tiptap/pm/model';
import { Plugin, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type NodeView } from '@tiptap/pm/view';
import { sectionAttrs, type SectionAttrs } from '../schema/nodes.ts';
import { sectionAround } from './sections.ts';
import { ObservableValue } from './observable-value.ts';
import { isEmptySection, readSectionTitle } from './section-notes.ts';

export interface SectionHandle extends SectionAttrs {
  head: HTMLElement;
  note: HTMLElement;
  title: string;
}

export type SectionHandles = ObservableValue<readonly SectionHandle[]>;

const blank = new WeakMap<Node, boolean>();

export function isBlankSection(node: Node): boolean {
  const before = blank.get(node);
  if (before !== undefined) return before;
  const is = isEmptySection(node);
  blank.set(node, is);
  return is;
}

/**
 * A section in plain DOM, because it changes with every keystroke; React fills the two parts that
 * are not editable.
 */
export class SectionView implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM: HTMLElement;
  readonly #handles: SectionHandles;
  #handle: SectionHandle;

  constructor(node: Node, handles: SectionHandles) {
    this.#handles = handles;
    this.dom = document.createElement('section');
    const head = aside('report-section-head');
    const note = aside('report-section-note');
    this.contentDOM = document.createElement('div');
    this.contentDOM.className = 'report-section-body';
    this.dom.append(head, this.contentDOM, note);
    this.#handle = { ...sectionAttrs(node.attrs), head, note, title: readSectionTitle(node) };
    this.#show(node);
    handles.set([...handles.get(), this.#handle]);
  }

  update(node: Node): boolean {
    if (node.type.name !== 'section' || sectionAttrs(node.attrs).id !== this.#handle.id)
      return false;
    this.#show(node);
    const [attrs, title] = [sectionAttrs(node.attrs), readSectionTitle(node)];
    const isSame =
      attrs.isRemoved === this.#handle.isRemoved &&
      attrs.kind === this.#handle.kind &&
      title === this.#handle.title;
    if (!isSame) {
      const next = { ...this.#handle, ...attrs, title };
      this.#handles.set(this.#handles.get().map((one) => (one === this.#handle ? next : one)));
      this.#handle = next;
    }
    return true;
  }

  #show(node: Node): void {
    const { id, kind, isRemoved } = sectionAttrs(node.attrs);
    this.dom.id = `section-${id}`;
    this.dom.dataset['kind'] = kind;
    this.dom.classList.add('report-section');
    this.dom.classList.toggle('is-removed', isRemoved);
    this.dom.classList.toggle('is-blank', !isRemoved && isBlankSection(node));
  }

  stopEvent(event: Event): boolean {
    return (
      event.target instanceof globalThis.Node &&
      (this.#handle.head.contains(event.target) || this.#handle.note.contains(event.target))
    );
  }

  ignoreMutation(mutation: { type: string; target: globalThis.Node }): boolean {
    return mutation.type !== 'selection' && !this.contentDOM.contains(mutation.target);
  }

  destroy(): void {
    this.#handles.set(this.#handles.get().filter((one) => one !== this.#handle));
  }
}

function aside(className: string): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  element.contentEditable = 'false';
  return element;
}

/**
 * Shows the hint of an empty section where writing starts. The section with the caret stays open
 * even if it was removed.
 */
function decorateSections({ doc, selection }: EditorState): DecorationSet {
  const decorations: Decoration[] = [];
  const mine = sectionAround(doc, selection.from);
  if (mine)
    decorations.push(
      Decoration.node(mine.at, mine.at + mine.node.nodeSize, { class: 'has-caret' }),
    );
  doc.forEach((section, at) => {
    const title = section.firstChild?.type.name === 'sectionTitle' ? section.firstChild : null;
    const first = section.maybeChild(title ? 1 : 0);
    const { kind } = sectionAttrs(section.attrs);
    if (title && title.content.size === 0)
      decorations.push(
        Decoration.node(at + 1, at + 1 + title.nodeSize, {
          class: 'is-hinted',
          'data-hint': sectionWords[kind].name,
        }),
      );
    if (first?.type.name !== 'paragraph' || first.content.size > 0) return;
    const start = at + 1 + (title?.nodeSize ?? 0);
    const hint = sectionWords[kind].hint || 'What else belongs into this report?';
    decorations.push(
      Decoration.node(start, start + first.nodeSize, { class: 'is-hinted', 'data-hint': hint }),
    );
  });
  return DecorationSet.create(doc, decorations);
}

export function sectionHints(): Plugin {
  return new Plugin({ props: { decorations: decorateSections } });
}
