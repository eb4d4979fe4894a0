import { useEffect, type RefObject } from 'react';
import './cited-text.css';
import type { QuotedRange } from './quote-range.ts';

export function useCitedWords(
  text: RefObject<HTMLElement | null>,
  quotes: readonly QuotedRange[],
  shown: string,
): void {
  useEffect(() => {
    if (quotes.length === 0 || !('highlights' in CSS) || !text.current) return;
    const pieces = [...text.current.querySelectorAll<HTMLElement>('[data-at]')];
    const ranges = quotes.flatMap((quote) => toDomRange(pieces, quote) ?? []);
    const cited = CSS.highlights.get('cited') ?? new Highlight();
    CSS.highlights.set('cited', cited);
    for (const range of ranges) cited.add(range);
    return () => {
      for (const range of ranges) cited.delete(range);
    };
  }, [text, quotes, shown]);
}

/**
 * The displayed text of a raw range; null if it is not displayed, for example beyond the end of a
 * shortened text.
 */
function toDomRange(pieces: readonly HTMLElement[], quote: QuotedRange): Range | null {
  const readOffset = (piece: HTMLElement) => Number(piece.dataset['at']);
  const touched = pieces.filter(
    (piece) =>
      readOffset(piece) < quote.end && readOffset(piece) + piece.textContent.length > quote.start,
  );
  const [first] = touched;
  const last = touched.at(-1);
  const from = first && pointIn(first, Math.max(0, quote.start - readOffset(first)));
  const to = last && pointIn(last, Math.min(last.textContent.length, quote.end - readOffset(last)));
  if (!from || !to) return null;
  const range = document.createRange();
  range.setStart(from.node, from.offset);
  range.setEnd(to.node, to.offset);
  return range;
}

function pointIn(piece: HTMLElement, offset: number): { node: Node; offset: number } | null {
  const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
  let rest = offset;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0;
    if (rest <= length) return { node, offset: rest };
    rest -= length;
  }
  return null;
}
