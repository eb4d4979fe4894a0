import { useEffect, useRef, useState } from 'react';
import type { Evidence } from '@debrief/contract';
import { toProblem } from '../../../api.ts';
import { queries, queryClient } from '../../../data/queries.ts';
import { showProblem } from '../../../ui/toast.tsx';
import { firstRowAt, locateItem, type PagedList } from './item-lookup.ts';
import type { Place } from './cursor-moves.ts';
import { useLatest } from './use-latest.ts';
import type { OpenRecord } from './use-record.ts';

/**
 * Where to go: to an item, else to a time, else to the top. `n` makes the same target a new
 * request.
 */
export interface ScrollTarget {
  n: number;
  item?: string;
  at?: string;
  isSoft?: boolean;
}

interface ScrollToItemInput {
  incident: string;
  record: OpenRecord;
  hasThreads: boolean;
  /** Items that became known after this time are not found. */
  knownAt: string | null;
  jump: ScrollTarget | null;
  /** `isFound`: at exactly the requested item. */
  arrive: (
    place: Place,
    how: { align: 'center' | 'start'; isFound: boolean; isFirst: boolean },
  ) => void;
}

/**
 * Scrolls to an item or a time anywhere in the record. `missing` names an item that the filters
 * hide, `underWay` an item that the list is still scrolling to: keys act on it, not on the row that
 * happens to be active.
 */
export function useScrollToItem({
  incident,
  record,
  hasThreads,
  knownAt,
  jump,
  arrive,
}: ScrollToItemInput): {
  missing: string | null;
  underWay: string | null;
  forgive: () => void;
} {
  const [missing, setMissing] = useState<string | null>(null);
  const [reached, setReached] = useState(0);
  const [cutOff, setCutOff] = useState(0);
  const done = useRef(0);
  const { strip, store } = record;
  const go = useLatest(async (wish: ScrollTarget, list: PagedList) => {
    try {
      await find(wish, list);
      setReached(wish.n);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) {
        setReached(wish.n);
        return showProblem(error);
      }
      // The record was reloaded on the way, so scrolling starts over.
      if (done.current === wish.n) {
        done.current = 0;
        setCutOff((times) => times + 1);
      }
    }
  });
  const find = async (wish: ScrollTarget, list: PagedList) => {
    setMissing(null);
    const place =
      wish.item === undefined
        ? null
        : await findPlace(wish.item, { incident, record, hasThreads, knownAt, list });
    if (done.current !== wish.n) return;
    if (place)
      return arrive(place, {
        align: 'center',
        isFound: wish.isSoft !== true,
        isFirst: wish.n === 1,
      });
    if (wish.item !== undefined && !wish.isSoft) return setMissing(wish.item);
    const row = wish.at === undefined ? 0 : await firstRowAt(Date.parse(wish.at), list);
    if (done.current === wish.n)
      arrive(
        { index: Math.max(0, Math.min(row, list.strip.density.total - 1)), reply: -1 },
        { align: 'start', isFound: false, isFirst: wish.n === 1 },
      );
  };
  useEffect(() => {
    if (!jump || !strip || strip.density.total === 0 || done.current === jump.n) return;
    done.current = jump.n;
    void go(jump, { strip, pageSize: store.pageSize, pageAt: (page) => store.pageAt(page) });
  }, [jump, strip, store, go, cutOff]);
  const wanted = jump?.isSoft === true ? undefined : jump?.item;
  const underWay = wanted === undefined || reached === jump?.n ? null : wanted;
  return { missing, underWay, forgive: () => setMissing(null) };
}

async function findPlace(
  id: string,
  {
    incident,
    record,
    hasThreads,
    knownAt,
    list,
  }: Omit<ScrollToItemInput, 'jump' | 'arrive'> & { list: PagedList },
): Promise<Place | null> {
  const item = await readItem(incident, id, knownAt);
  if (item === null) return null;
  const root =
    hasThreads && item.repliesTo !== null
      ? ((await readItem(incident, item.repliesTo, knownAt)) ?? item)
      : item;
  const index = await locateItem({ id: root.itemId, atMs: Date.parse(root.occurredAt) }, list);
  if (index === null) return null;
  openRunAround(record, index);
  return root === item
    ? { index, reply: -1 }
    : { index, reply: await findReplyIndex(record, root, item) };
}

/** Null if the item became known after the time of the mask. */
export async function readItem(
  incident: string,
  id: string,
  knownAt: string | null,
): Promise<Evidence | null> {
  try {
    return (await queryClient.fetchQuery(queries.evidence(incident, id, knownAt))).evidence;
  } catch (error) {
    if (knownAt !== null && toProblem(error).code === 'not-found') return null;
    throw error;
  }
}

async function findReplyIndex(
  { threads }: OpenRecord,
  root: Evidence,
  item: Evidence,
): Promise<number> {
  const replies = await threads.show(root);
  return replies.findIndex((reply) => reply.itemId === item.itemId);
}

function openRunAround({ store }: OpenRecord, index: number): void {
  let head = index;
  while (store.foldAt(head).type === 'hidden') head -= 1;
  const first = store.itemAt(head);
  const fold = store.foldAt(head);
  if (fold.type === 'fold' && !fold.isOpen && first && head + fold.length > index)
    store.toggleRun(first.id);
}
