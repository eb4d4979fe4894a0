import { useQuery } from '@tanstack/react-query';
import { TextSelection } from '@tiptap/pm/state';
import { useEffect, useEffectEvent } from 'react';
import { queries } from '../../data/queries.ts';
import { useDiscussion } from '../comment/index.ts';
import { sectionName } from './section-chrome.tsx';
import type { WritingDesk } from './use-desk.ts';
import { findQuote } from './writing/find-quote.ts';
import { createQuoteMarks, quoteMarksKey } from './writing/quote-marks.ts';
import { sectionAround } from './writing/sections.ts';

const maxQuote = 1_000;

/**
 * Comments on the draft: marks their words in the text, and opens them for a section or the
 * selected words.
 */
export function useReportDiscussion({ editor, sections }: WritingDesk, incident: string) {
  const { open, setQuotes } = useDiscussion();
  const { data } = useQuery(queries.comments(incident));
  const openSection = (sectionId: string, quote = '') => {
    const section = sections.get().find(({ id }) => id === sectionId);
    const title = section ? sectionName(section) : 'Report draft';
    open({ target: { kind: 'section', id: sectionId }, title, ...(quote !== '' && { quote }) });
  };
  const openMarked = useEffectEvent(openSection);
  useEffect(() => {
    if (!editor) return;
    editor.registerPlugin(createQuoteMarks((sectionId) => openMarked(sectionId)));
    setQuotes({
      has: (sectionId, quote) => findQuote(editor.state.doc, sectionId, quote) !== null,
      show: (sectionId, quote) => {
        const range = findQuote(editor.state.doc, sectionId, quote);
        if (!range) return;
        const selection = TextSelection.create(editor.state.doc, range.from, range.to);
        editor.view.dispatch(editor.state.tr.setSelection(selection).scrollIntoView());
        editor.view.focus();
      },
    });
    return () => {
      setQuotes(null);
      if (!editor.isDestroyed) editor.unregisterPlugin(quoteMarksKey);
    };
  }, [editor, setQuotes]);
  useEffect(() => {
    if (!editor || editor.isDestroyed) return;
    const quotes = (data?.items ?? []).flatMap(({ target, quote, resolvedAt }) =>
      target.kind === 'section' && quote !== '' && resolvedAt === null
        ? [{ sectionId: target.id, quote }]
        : [],
    );
    editor.view.dispatch(editor.state.tr.setMeta(quoteMarksKey, quotes));
  }, [editor, data]);
  /** Opens the comments of the section with the caret, for the selected words if there are any. */
  return () => {
    if (!editor) return;
    const { doc, selection } = editor.state;
    const section = sectionAround(doc, selection.from);
    if (!section) return;
    const end = Math.min(selection.to, section.at + section.node.nodeSize - 1);
    const quote = doc.textBetween(selection.from, end, ' ').trim().slice(0, maxQuote);
    openSection(String(section.node.attrs['id']), quote);
  };
}
