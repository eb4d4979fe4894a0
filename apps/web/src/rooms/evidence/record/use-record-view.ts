import {
  defaultRangeExtractor,
  useVirtualizer,
  type Range as VirtualRange,
  type Virtualizer,
} from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useMemo, useRef, type RefObject } from 'react';
import type { VisibleRows } from './visible-rows.ts';
import type { Place } from './cursor-moves.ts';
import type { RecordStore } from './record-store.ts';
import type { OpenRecord } from './use-record.ts';

const rowHeight = 28;
export type Align = 'auto' | 'center' | 'start';

interface ViewInput {
  record: OpenRecord;
  active: Place;
  looked: VisibleRows;
  scroll: RefObject<HTMLDivElement | null>;
}

export function useRecordView({
  record,
  active,
  looked,
  scroll,
}: ViewInput): Virtualizer<HTMLDivElement, Element> {
  const { store, version } = record;
  const { total } = store.paging;
  const { hasFolds } = store;
  const isHidden = (index: number) => hasFolds && store.foldAt(index).type === 'hidden';

  // A new identity makes the list measure itself again: needed when rows appear or disappear, not
  // when a page arrives.
  const folds = store.foldVersion;
  const keyOf = useMemo(() => keysAfter(store, folds), [store, folds]);
  const range = useRef<VirtualRange>({ startIndex: 0, endIndex: 0, overscan: 0, count: 0 });
  const view = useVirtualizer<HTMLDivElement, Element>({
    count: total,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => (isHidden(index) ? 0 : rowHeight),
    getItemKey: keyOf,
    overscan: 8,
    rangeExtractor: (now) => {
      range.current = now;
      const rows = defaultRangeExtractor(now).filter((index) => !isHidden(index));
      // The active row stays rendered, so that the list's active descendant always exists.
      return active.index < total && !rows.includes(active.index)
        ? [...rows, active.index].toSorted((a, b) => a - b)
        : rows;
    },
  });
  useEffect(() => {
    if (looked.at(range.current.startIndex, range.current.endIndex))
      store.want(looked.range, looked.direction);
  });
  useEffect(() => store.want(looked.range, looked.direction), [store, looked, version]);
  useStableScroll(view, folds, looked);
  return view;
}

/** Keys of rows; a hidden row loses its measured height. */
function keysAfter(store: RecordStore, _folds: number): (index: number) => string | number {
  return store.hasFolds
    ? (index) => (store.foldAt(index).type === 'hidden' ? `hidden ${index}` : index)
    : (index) => index;
}

/**
 * Folding rows above the screen must not move what is on it: the first visible row keeps its
 * position.
 */
function useStableScroll(
  view: Virtualizer<HTMLDivElement, Element>,
  folds: number,
  looked: VisibleRows,
): void {
  const anchor = useRef({ folds, index: 0, start: 0 });
  useLayoutEffect(() => {
    const start = view.measurementsCache[anchor.current.index]?.start;
    const { scrollElement } = view;
    if (
      anchor.current.folds !== folds &&
      start !== undefined &&
      scrollElement &&
      start !== anchor.current.start
    ) {
      scrollElement.scrollTop += start - anchor.current.start;
    }
    const { first } = looked.range;
    anchor.current = { folds, index: first, start: view.measurementsCache[first]?.start ?? 0 };
  });
}
