import { EntryType, type Entry } from '@debrief/contract';
import { cx } from '../../ui/cx.ts';
import { entryLooks, EntryShape } from '../../ui/entry-shape.tsx';
import { toggledKinds } from './rows.ts';

interface EntryKindsProps {
  entries: readonly Entry[];
  shown: readonly EntryType[];
  onShow: (text: string | undefined) => void;
}

/** Which kinds of entry stand among the events: each is put in or left out. */
export function EntryKinds({ entries, shown, onShow }: EntryKindsProps) {
  const counted = EntryType.options
    .map((type) => ({ type, count: entries.filter((entry) => entry.type === type).length }))
    .filter(({ count }) => count > 0);
  if (counted.length === 0) return null;
  return (
    <div
      role="group"
      aria-label="Entries among the events"
      className="flex flex-wrap gap-1 border-b border-line px-3 py-1"
    >
      {counted.map(({ type, count }) => (
        <button
          key={type}
          type="button"
          aria-pressed={shown.includes(type)}
          onClick={() => onShow(toggledKinds(shown, type))}
          className={cx(
            'flex min-h-6 items-center gap-1.5 rounded-sm px-1 text-2xs whitespace-nowrap',
            shown.includes(type)
              ? 'bg-accent-wash font-medium text-ink'
              : 'text-ink-soft hover:text-ink',
          )}
        >
          <EntryShape type={type} size={12} />
          {entryLooks[type].many} <span className="tabular text-ink-faint">{count}</span>
        </button>
      ))}
    </div>
  );
}
