import { useEffect, useRef } from 'react';
import type { ScrollTarget } from './use-scroll-to-item.ts';
import { toRecordFilter, type RecordSearch } from './record-search.ts';
import { useLatest } from './use-latest.ts';

interface PositionSyncProps {
  search: RecordSearch;
  topAt: string | null;
  isAtTop: boolean;
  onSearch: (patch: { at: string | undefined }) => void;
  onJump: (jump: Omit<ScrollTarget, 'n'>) => void;
}

/**
 * Writes the time at the top of the screen and the current item to the URL shortly after scrolling
 * stops, and keeps them when filters change. A search starts at its first match; clearing it shows
 * what surrounds the one found.
 */
export function PositionSync({ search, topAt, isAtTop, onSearch, onJump }: PositionSyncProps) {
  const at = isAtTop ? undefined : (topAt ?? search.at);
  useEffect(() => {
    if (at === search.at) return;
    const timer = setTimeout(() => onSearch({ at }), 600);
    return () => clearTimeout(timer);
  }, [at, search.at, onSearch]);
  const filterKey = JSON.stringify(toRecordFilter(search));
  const before = useRef(filterKey);
  const text = useRef(search.text);
  const keep = useLatest(() => {
    const isNewSearch = search.text !== undefined && search.text !== text.current;
    text.current = search.text;
    if (isNewSearch) onJump({});
    else
      onJump({
        isSoft: true,
        ...(search.item === undefined ? {} : { item: search.item }),
        ...(search.at === undefined ? {} : { at: search.at }),
      });
  });
  useEffect(() => {
    if (before.current === filterKey) return;
    before.current = filterKey;
    keep();
  }, [filterKey, keep]);
  return null;
}
