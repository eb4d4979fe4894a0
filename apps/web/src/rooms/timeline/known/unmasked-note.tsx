import { timeText } from '@debrief/rules/time';
import { Eye } from 'lucide-react';
import { Button } from '../../../ui/button.tsx';
import { useKnown } from '../../../ui/known-time.tsx';
import { useShownZone } from '../../../ui/time-zone.tsx';

/** On a part of the incident that a time can't mask: the reader sees more than was known. */
export function UnmaskedNote() {
  const zone = useShownZone();
  const { at, move } = useKnown();
  if (at === null) return null;
  return (
    <section
      aria-label="Known at"
      className="no-print flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-highlight px-4 py-1 text-sm sm:px-6"
    >
      <p className="min-w-0 flex-1">
        This page shows everything, also what became known after{' '}
        <time dateTime={at} className="tabular font-semibold">
          {timeText(at, zone, 'both')}
        </time>
        . The timeline, investigation and report show only what was known then.
      </p>
      <Button small look="quiet" icon={<Eye size={14} />} onClick={() => move(null, true)}>
        Show everything
      </Button>
    </section>
  );
}
