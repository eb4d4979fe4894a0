import { countText } from '@debrief/rules/numbers';
import { sameClock, timeText, zoneName } from '@debrief/rules/time';
import { X } from 'lucide-react';
import { memo, use } from 'react';
import { Button, IconButton } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { IncidentZone } from '../../../ui/time.tsx';
import { readerZone } from '../../../ui/reader-zone.ts';

interface RecordHeadProps {
  total: number | null;
  topAt: string | null;
  isFiltered: boolean;
  chosenCount: number;
  onAddToTimeline: () => void;
  onLetGo: () => void;
}

export const RecordHead = memo(function RecordHead({
  total,
  topAt,
  isFiltered,
  chosenCount,
  onAddToTimeline,
  onLetGo,
}: RecordHeadProps) {
  const zone = use(IncidentZone);
  const isChoosing = chosenCount > 0;
  return (
    <>
      {isChoosing && (
        <header className="hidden min-h-9 items-center gap-2 px-3 pt-1.5 md:flex">
          <p role="status" className="tabular flex-1 text-sm font-semibold">
            {countText(chosenCount, 'item')} chosen
          </p>
          <Button small look="primary" keys="e" onClick={onAddToTimeline}>
            Add to timeline
          </Button>
          <Button small look="quiet" keys="escape" onClick={onLetGo}>
            Clear
          </Button>
        </header>
      )}
      <header
        className={cx('flex min-h-9 items-baseline gap-x-3 px-3 pt-2', isChoosing && 'md:hidden')}
      >
        <h2 className="text-sm font-semibold">Record</h2>
        <p className="tabular min-w-0 flex-1 truncate text-xs text-ink-soft">
          {total !== null && `${countText(total, 'item')}${isFiltered ? ' match' : ''}`}
          {topAt !== null && ` · ${timeText(topAt, readerZone, 'day')}`}
        </p>
        {topAt !== null && (
          <p className="shrink-0 text-xs text-ink-soft">
            {zoneName(topAt, readerZone)}
            {zone !== null && !sameClock(topAt, readerZone, zone) && (
              <span title={`The incident's zone is ${zone}`}>
                {' '}
                · incident {timeText(topAt, zone, 'clock')} {zoneName(topAt, zone)}
              </span>
            )}
          </p>
        )}
      </header>
    </>
  );
});

/** Says that what was asked for is there, but not under these filters. */
export function HiddenNote({ onShow, onClose }: { onShow: () => void; onClose: () => void }) {
  return (
    <div role="status" className="flex items-center gap-2 bg-highlight px-3 py-1.5 text-sm">
      <p className="flex-1">
        The item is not shown under these filters, or isn't in the sources of this incident.
      </p>
      <Button small onClick={onShow}>
        Take filters off
      </Button>
      <IconButton
        small
        label="Dismiss"
        icon={<X size={14} aria-hidden="true" />}
        onClick={onClose}
      />
    </div>
  );
}
