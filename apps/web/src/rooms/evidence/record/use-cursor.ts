import type { Evidence } from '@debrief/contract';
import { useEffect, useEffectEvent, useState, type RefObject } from 'react';
import { toNearestPlace, moveBy, type ListShape, type Place } from './cursor-moves.ts';
import { rowId } from './row-action.ts';
import type { OpenRecord } from './use-record.ts';

const beginning: Place = { index: 0, reply: -1 };

export function useCursor(record: OpenRecord, hasThreads: boolean) {
  const { store, threads } = record;
  const [at, setAt] = useState({ store, place: beginning });
  // Another record, for example after a change of filters, starts at its top.
  const wanted = at.store === store ? at.place : beginning;
  const setActive = (place: Place) => setAt({ store, place });
  const ground: ListShape = {
    total: store.paging.total,
    isHidden: (index) => store.foldAt(index).type === 'hidden',
    repliesOf: (index) => {
      const replies = hasThreads ? threads.of(store.itemAt(index)) : undefined;
      return replies === undefined || replies === 'loading' ? 0 : replies.length;
    },
  };
  const active = ground.total === 0 ? wanted : toNearestPlace(wanted, ground);
  const itemAt = ({ index, reply }: Place): Evidence | undefined => {
    const root = store.itemAt(index);
    if (reply < 0) return root;
    const replies = threads.of(root);
    return replies === 'loading' ? undefined : replies?.[reply];
  };
  return { active, setActive, itemAt, after: (by: number) => moveBy(active, by, ground) };
}

/**
 * Keeps the active row visible as it moves; the list itself scrolls to rows that are not rendered
 * yet.
 */
export function useInSight(
  active: Place,
  scroll: RefObject<HTMLDivElement | null>,
  show: (index: number) => void,
  moves: number,
): void {
  const bring = useEffectEvent(() => {
    const row = document.getElementById(rowId(active));
    if (row && scroll.current?.contains(row)) row.scrollIntoView({ block: 'nearest' });
    else show(active.index);
  });
  // Only when the keyboard or a selection moved it, not when the list scrolls.
  useEffect(() => {
    if (moves > 0) bring();
  }, [moves]);
}

const looks = 6;

/**
 * Scrolls to the row of a place, and checks again after two frames: rows measured or loaded in
 * between can have moved it.
 */
export function showSurely(
  place: Place,
  show: () => void,
  isStill: () => boolean,
  left = looks,
): void {
  show();
  if (left === 0) return;
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      if (isStill() && !document.getElementById(rowId(place)))
        showSurely(place, show, isStill, left - 1);
    }),
  );
}
