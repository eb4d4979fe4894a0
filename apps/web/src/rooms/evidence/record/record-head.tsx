import { countText } from '@debrief/rules/numbers';
import { timeText, zoneName } from '@debrief/rules/time';
import { X } from 'lucide-react';
import { memo } from 'react';
import { Button, IconButton } from '../../../ui/button.tsx';
import { useShownZone } from '../../../ui/time-zone.tsx';

interface RecordHeadProps {
  total: number | null;
  topAt: string | null;
  isFiltered: boolean;
}

export const RecordHead = memo(function RecordHead({ total, topAt, isFiltered }: RecordHeadProps) {
  const zone = useShownZone();
  return (
    <header className="flex min-h-9 items-baseline gap-x-3 px-3 pt-2">
      <h2 className="text-sm font-semibold">Record</h2>
      <p className="tabular min-w-0 flex-1 truncate text-xs text-ink-soft">
        {total !== null && `${countText(total, 'item')}${isFiltered ? ' match' : ''}`}
        {topAt !== null && ` · ${timeText(topAt, zone, 'day')}`}
      </p>
      {topAt !== null && <p className="shrink-0 text-xs text-ink-soft">{zoneName(topAt, zone)}</p>}
    </header>
  );
});

/** Says that the requested item exists, but not under these filters. */
export function HiddenNote({ onShow, onClose }: { onShow: () => void; onClose: () => void }) {
  return (
    <div role="status" className="flex items-center gap-2 bg-highlight px-3 py-1.5 text-sm">
      <p className="flex-1">
        The item is not shown under these filters, or isn't in the sources of this incident.
      </p>
      <Button small onClick={onShow}>
        Clear filters
      </Button>
      <IconButton small label="Dismiss" icon={<X size={14} />} onClick={onClose} />
    </div>
  );
}
