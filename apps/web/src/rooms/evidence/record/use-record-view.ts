import { defaultRangeExtractor, useVirtualizer, type Range as VirtualRange } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Place } from './moves.ts';
import type { Range } from './paging.ts';
import { useLatest } from './use-latest.ts';
import type { OpenRecord } from './use-record.ts';

const rowHeight = 28;

/** The list's place on the screen: which rows are rendered, which are looked at, and how to bring one into sight. */
export function useRecordView(record: OpenRecord, active: Place) {
  const { store, version } = record;
  const scroll = useRef<HTMLDivElement>(null);
  const [visible, setVisible] = useState<Range>({ first: 0, last: 0 });
  const { total } = store.paging;
  const isHidden = (index: number) => store.foldAt(index).type === 'hidden';

  // A new identity makes the list lay itself out again: needed where rows appear or vanish, not where a page merely arrives.
  const folds = store.foldVersion;
  const keyOf = useCallback((index: number) => (store.foldAt(index).type === 'hidden' ? `hidden ${index}` : index), [store, folds]);
  const range = useRef<VirtualRange>({ startIndex: 0, endIndex: 0, overscan: 0, count: 0 });
  const view = useVirtualizer<HTMLDivElement, Element>({
    count: total,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => (isHidden(index) ? 0 : rowHeight),
    getItemKey: keyOf,
    overscan: 12,
    rangeExtractor: (now) => {
      range.current = now;
      const rows = defaultRangeExtractor(now).filter((index) => !isHidden(index));
      // The active row stays in the page, so that the list's active descendant is always there to be named.
      return active.index < total && !rows.includes(active.index) ? [...rows, active.index].toSorted((a, b) => a - b) : rows;
    },
    onChange: () => look(),
  });

  const direction = useRef<'on' | 'back'>('on');
  const look = useLatest(() => {
    const { startIndex: first, endIndex: last } = range.current;
    if (first === visible.first && last === visible.last) return;
    direction.current = first < visible.first ? 'back' : 'on';
    setVisible({ first, last });
  });
  useEffect(look);
  useEffect(() => store.want(visible, direction.current), [store, visible, version]);

  useStableScroll(view, folds, visible.first);
  const show = useLatest((index: number, align: 'auto' | 'center' | 'start' = 'auto') => view.scrollToIndex(index, { align }));
  return { scroll, view, visible, show };
}

/** Folding rows above the screen must not move what is on it: the first visible row keeps its place. */
function useStableScroll(view: ReturnType<typeof useVirtualizer<HTMLDivElement, Element>>, folds: number, first: number): void {
  const anchor = useRef({ folds, index: 0, start: 0 });
  useLayoutEffect(() => {
    const start = view.measurementsCache[anchor.current.index]?.start;
    const { scrollElement } = view;
    if (anchor.current.folds !== folds && start !== undefined && scrollElement && start !== anchor.current.start) {
      scrollElement.scrollTop += start - anchor.current.start;
    }
    anchor.current = { folds, index: first, start: view.measurementsCache[first]?.start ?? 0 };
  });
}
