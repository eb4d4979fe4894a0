import { toQuoteRange, type QuotedRange, type TouchedPiece } from './quote-range.ts';

export interface SelectedQuote extends QuotedRange {
  evidenceId: string;
}

export function selectedQuote(): SelectedQuote | null {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const item = findItem(range.commonAncestorContainer);
  const evidenceId = item?.dataset['evidence'];
  if (!item || evidenceId === undefined) return null;
  const pieces = [...item.querySelectorAll<HTMLElement>('[data-at]')].flatMap((element) =>
    findTouchedPieces(element, range),
  );
  const quote = toQuoteRange(pieces);
  return quote && { ...quote, evidenceId };
}

function findItem(node: Node): HTMLElement | null {
  const element = node instanceof HTMLElement ? node : node.parentElement;
  return element?.closest<HTMLElement>('[data-evidence]') ?? null;
}

function findTouchedPieces(element: HTMLElement, range: Range): TouchedPiece[] {
  if (!range.intersectsNode(element)) return [];
  const text = element.textContent;
  const from = element.contains(range.startContainer)
    ? offsetIn(element, range.startContainer, range.startOffset)
    : 0;
  const to = element.contains(range.endContainer)
    ? offsetIn(element, range.endContainer, range.endOffset)
    : text.length;
  return from < to ? [{ start: Number(element.dataset['at']), text, from, to }] : [];
}

/** How many characters of an element come before a point inside it. */
function offsetIn(element: HTMLElement, node: Node, offset: number): number {
  const before = document.createRange();
  before.setStart(element, 0);
  before.setEnd(node, offset);
  return before.toString().length;
}
