import type { Incident, MilestoneKind } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { queries } from '../../../queries.ts';
import { useActions } from '../../../ui/keys.ts';
import { Time } from '../../../ui/time.tsx';
import { lengthText, milestoneWords, told } from './words.ts';

const MilestoneDialog = lazy(() => import('./milestone-dialog.tsx').then(({ MilestoneDialog }) => ({ default: MilestoneDialog })));
/** A duration that still runs is told anew every minute. */
const againMs = 60_000;

export interface EventToTake {
  id: string;
  title: string;
  at: string;
}

interface MilestoneStripProps {
  incident: Incident;
  /** An event of which somebody says that this is when … */
  taken: EventToTake | null;
  onTaken: () => void;
}

/** The named moments of an incident on a quiet line, and how long lay between them. */
export function MilestoneStrip({ incident, taken, onTaken }: MilestoneStripProps) {
  const { data } = useQuery({
    ...queries.milestones(incident.ref),
    refetchInterval: (query) => (query.state.data?.durations.some((one) => one.status === 'running') ? againMs : false),
  });
  const [open, setOpen] = useState<MilestoneKind | 'any' | null>(null);
  const canChange = data?.can.change ?? false;
  useActions([
    {
      id: 'milestones.set',
      group: 'Timeline',
      label: 'Set a milestone',
      keys: 'shift+m',
      also: 'detected mitigated resolved duration',
      isDisabled: !canChange,
      run: () => setOpen('any'),
    },
  ]);
  if (!data || (data.milestones.length === 0 && !canChange)) return null;
  const lengths = told(data.durations);
  const close = () => (setOpen(null), onTaken());
  return (
    <section aria-label="Milestones" className="flex flex-wrap items-center gap-x-3 gap-y-0.5 px-3 pb-1 text-xs text-ink-soft">
      {data.milestones.map((one) => {
        const words = (
          <>
            <span className="font-medium text-ink">{milestoneWords[one.kind].label}</span>{' '}
            <Time at={one.at} precision={one.precision === 'exact' ? 'minute' : one.precision} isBare />
          </>
        );
        return canChange ? (
          <button key={one.kind} type="button" onClick={() => setOpen(one.kind)} title={one.note} className="min-h-6 rounded-sm hover:bg-wash-strong">
            {words}
          </button>
        ) : (
          <span key={one.kind} title={one.note}>
            {words}
          </span>
        );
      })}
      {canChange && (
        <button
          type="button"
          onClick={() => setOpen('any')}
          className="inline-flex min-h-6 items-center gap-1 rounded-sm text-accent hover:underline"
          aria-keyshortcuts="Shift+M"
        >
          <Plus size={12} aria-hidden="true" />
          {data.milestones.length === 0 ? 'Set milestones: when was it detected, mitigated …' : 'Milestone'}
        </button>
      )}
      {lengths.length > 0 && (
        <ul className="flex basis-full flex-wrap gap-x-3" aria-label="How long it took">
          {lengths.map((one) => (
            <li key={one.name} className={one.status === 'invalid' ? 'font-medium text-danger' : ''}>
              {lengthText(one)}
            </li>
          ))}
        </ul>
      )}
      {(open !== null || taken !== null) && (
        <Suspense>
          <MilestoneDialog incident={incident} milestones={data} first={open === 'any' ? null : open} event={taken} onClose={close} />
        </Suspense>
      )}
    </section>
  );
}
