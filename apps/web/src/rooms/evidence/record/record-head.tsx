import type { RecordOutline } from '@debrief/contract';
import { countText, numberText } from '@debrief/rules/numbers';
import { timeText, zoneName } from '@debrief/rules/time';
import { memo } from 'react';
import { Button } from '../../../ui/button.tsx';
import { useShownZone } from '../../../ui/time-zone.tsx';

/** A milestone to open the record at. */
export interface RecordPlace {
  label: string;
  at: string;
}

interface RecordHeadProps {
  outline: RecordOutline | null;
  topAt: string | null;
  isFiltered: boolean;
  hasThreads: boolean;
  places: readonly RecordPlace[];
  onJump: (to: { at: string }) => void;
}

export const RecordHead = memo(function RecordHead({
  outline,
  topAt,
  isFiltered,
  hasThreads,
  places,
  onJump,
}: RecordHeadProps) {
  const zone = useShownZone();
  return (
    <header className="flex min-h-10 flex-wrap items-center gap-x-3 px-2 pt-1.5">
      <h2 className="text-sm font-semibold">Record</h2>
      <p className="tabular min-w-0 flex-1 basis-40 truncate text-xs text-ink-soft">
        {[
          topAt !== null && `${timeText(topAt, zone, 'day')} ${zoneName(topAt, zone)}`,
          outline !== null && describeSize(outline, isFiltered, hasThreads),
        ]
          .filter((part) => part !== false)
          .join(' · ')}
      </p>
      {places.length > 0 && (
        <div
          role="group"
          aria-label="Jump to"
          className="flex items-baseline text-xs text-ink-soft"
        >
          <span aria-hidden="true">Jump to</span>
          {places.map(({ label, at }) => (
            <Button
              key={label}
              small
              look="quiet"
              className="px-1.5!"
              title={timeText(at, zone, 'both')}
              onClick={() => onJump({ at })}
            >
              {label}
            </Button>
          ))}
        </div>
      )}
    </header>
  );
});

/** `784 items, 209 in threads`: the count is the same on every screen, also while threads are folded. */
export function describeSize(
  { total, itemCount }: Pick<RecordOutline, 'total' | 'itemCount'>,
  isFiltered: boolean,
  hasThreads: boolean,
): string {
  if (isFiltered) return `${countText(total, 'item')} ${total === 1 ? 'matches' : 'match'}`;
  const folded = itemCount - total;
  if (!hasThreads || folded <= 0) return countText(total, 'item');
  return `${countText(itemCount, 'item')}, ${numberText(folded)} in threads`;
}
