import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';

/** Words that a note asks about, where they are in the document. */
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
