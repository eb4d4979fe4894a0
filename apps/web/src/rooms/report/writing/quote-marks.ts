import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { findQuote } from './find-quote.ts';

export interface QuoteMark {
  sectionId: string;
  quote: string;
}

interface Marked {
  quotes: readonly QuoteMark[];
  decorations: DecorationSet;
}

export const quoteMarksKey = new PluginKey<Marked>('report-quote-marks');

/** Marks the words of open comments, wherever they are now; a click on them opens the comments. */
export function createQuoteMarks(onOpen: (sectionId: string) => void): Plugin<Marked> {
  return new Plugin<Marked>({
    key: quoteMarksKey,
    state: {
      init: () => ({ quotes: [], decorations: DecorationSet.empty }),
      apply(transaction, before, _, state) {
        const given = transaction.getMeta(quoteMarksKey) as readonly QuoteMark[] | undefined;
        if (given === undefined && !transaction.docChanged) return before;
        const quotes = given ?? before.quotes;
        return { quotes, decorations: decorate(state, quotes) };
      },
    },
    props: {
      decorations: (state) => quoteMarksKey.getState(state)?.decorations,
      handleClick(_view, _position, event) {
        const mark =
          event.target instanceof Element ? event.target.closest('[data-commented]') : null;
        const sectionId = mark?.getAttribute('data-commented');
        if (sectionId) onOpen(sectionId);
        return false;
      },
    },
  });
}

function decorate({ doc }: EditorState, quotes: readonly QuoteMark[]): DecorationSet {
  const found = quotes.flatMap(({ sectionId, quote }) => {
    const range = findQuote(doc, sectionId, quote);
    const attributes = { class: 'report-commented', 'data-commented': sectionId };
    return range ? [Decoration.inline(range.from, range.to, attributes)] : [];
  });
  return DecorationSet.create(doc, found);
}
