import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';

/** Words that a note asks about; `block` counts the leaf blocks of the section. */
export interface MarkedWords {
  id: string;
  sectionId: string;
  block: number;
  start: number;
  end: number;
  quoted: string;
}

/** Where the words of notes are in the document; those that have changed are nowhere. */
export function placeMarks(doc: Node, notes: readonly MarkedWords[]): LensMark[] {
  const blocks = new Map<string, number[]>();
  const wanted = new Set(notes.map((one) => one.sectionId));
  doc.forEach((section, offset) => {
    const id = String(section.attrs['id']);
    if (!wanted.has(id)) return;
    const starts: number[] = [];
    section.descendants((node, at) => {
      if (node.type.name === 'sectionTitle') return false;
      if (node.isTextblock) starts.push(offset + 1 + at + 1);
      return !node.isTextblock;
    });
    blocks.set(id, starts);
  });
  return notes.flatMap(({ id, sectionId, block, start, end, quoted }) => {
    const at = blocks.get(sectionId)?.[block];
    if (at === undefined || at + end > doc.content.size) return [];
    const [from, to] = [at + start, at + end];
    return doc.textBetween(from, to, '\n', '\n') === quoted ? [{ id, from, to }] : [];
  });
}

/** A note's words in the document. */
export interface LensMark {
  id: string;
  from: number;
  to: number;
}

export const lensMarksKey = new PluginKey<DecorationSet>('report-lens-marks');

/**
 * A quiet line under words that the language lens asks about; a click opens the note. The marks are
 * no content, and move with the text until it is read again.
 */
export function createLensMarks(onOpen: (id: string) => void): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key: lensMarksKey,
    state: {
      init: () => DecorationSet.empty,
      apply(transaction, before) {
        const marks = transaction.getMeta(lensMarksKey) as readonly LensMark[] | undefined;
        if (marks === undefined) return before.map(transaction.mapping, transaction.doc);
        const decorations = marks.map(({ id, from, to }) =>
          Decoration.inline(from, to, { class: 'report-lens', 'data-lens': id }),
        );
        return DecorationSet.create(transaction.doc, decorations);
      },
    },
    props: {
      decorations: (state) => lensMarksKey.getState(state),
      handleClick(_view, _position, event) {
        const mark = event.target instanceof Element ? event.target.closest('[data-lens]') : null;
        const id = mark?.getAttribute('data-lens');
        if (id) onOpen(id);
        return false;
      },
    },
  });
}
