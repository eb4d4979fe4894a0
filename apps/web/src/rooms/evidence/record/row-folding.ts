import type { Evidence } from '@debrief/contract';

/**
 * How a row of the list is shown: `fold` represents a run of `length` rows; the `hidden` ones
 * follow it.
 */
export type RowFold =
  | { type: 'plain' }
  | { type: 'fold'; length: number; isOpen: boolean }
  | { type: 'hidden' }
  | { type: 'opened' };

export type FoldInput = Pick<
  Evidence,
  'id' | 'itemId' | 'kind' | 'author' | 'details' | 'replyCount'
>;

const plain: RowFold = { type: 'plain' };
const hidden: RowFold = { type: 'hidden' };
const opened: RowFold = { type: 'opened' };

/**
 * Joins, topics and bot chatter. An alert or a change is evidence even though a machine wrote it.
 */
export function isBackground(item: FoldInput): boolean {
  if (item.replyCount > 0) return false;
  return (
    item.details.event !== undefined || (item.author?.isBot === true && item.kind === 'message')
  );
}

/**
 * Folds runs of two or more background items within a page; cited items stay visible. A run is
 * identified by its first item's id.
 */
export function foldPage(
  items: readonly FoldInput[],
  isRunOpen: (id: string) => boolean,
  isCited: (itemId: string) => boolean,
): RowFold[] {
  const isFoldable = (item: FoldInput | undefined) =>
    item !== undefined && isBackground(item) && !isCited(item.itemId);
  const rows: RowFold[] = items.map(() => plain);
  let start = 0;
  while (start < items.length) {
    const head = items[start];
    let end = start;
    while (end < items.length && isFoldable(items[end])) end += 1;
    if (head && end - start >= 2) {
      const isOpen = isRunOpen(head.id);
      rows[start] = { type: 'fold', length: end - start, isOpen };
      rows.fill(isOpen ? opened : hidden, start + 1, end);
    }
    start = Math.max(end, start + 1);
  }
  return rows;
}

/** The label of a folded run: "6 joins", "2 joins, 4 bot messages by deploybot". */
export function runLabel(items: readonly FoldInput[]): string {
  const joins = items.filter((item) => item.details.event === 'join').length;
  const leaves = items.filter((item) => item.details.event === 'leave').length;
  const others = items.filter((item) => item.details.event !== undefined).length - joins - leaves;
  const bots = items.filter((item) => item.details.event === undefined);
  const names = new Set(bots.map((item) => item.author?.name ?? 'a bot'));
  const [only] = names;
  return [
    countOrBlank(joins, 'join', 'joins'),
    countOrBlank(leaves, 'leave', 'leaves'),
    countOrBlank(others, 'change of the channel', 'changes of the channel'),
    bots.length === 0
      ? ''
      : `${countOrBlank(bots.length, 'bot message', 'bot messages')}${names.size === 1 && only ? ` by ${only}` : ''}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}

function countOrBlank(count: number, one: string, many: string): string {
  return count === 0 ? '' : `${count} ${count === 1 ? one : many}`;
}
