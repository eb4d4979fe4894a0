import type { EntryType } from '@debrief/contract';
import { entryLooks } from './words.ts';

/** The outline of an entry's kind, in a box; a word stands beside it. */
export function EntryShape({ type, size = 14 }: { type: EntryType; size?: number }) {
  const { color, shape } = entryLooks[type];
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" className="shrink-0">
      <path d={shape} fill="none" stroke={color} strokeWidth={1.5} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

export function EntryName({ type, isMany = false }: { type: EntryType; isMany?: boolean }) {
  return (
    <span className="inline-flex items-center gap-1 text-2xs font-semibold" style={{ color: entryLooks[type].color }}>
      <EntryShape type={type} />
      {isMany ? entryLooks[type].many : entryLooks[type].label}
    </span>
  );
}
