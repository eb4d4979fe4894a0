import { milestoneTexts, type Incident, type MilestoneKind } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { queries } from '../../../data/queries.ts';
import { UnsavedBar } from '../../../data/unsaved-bar.tsx';
import { Time } from '../../../ui/time.tsx';
import { openMilestones } from './milestone-writes.ts';
import { lengthText, sortDurations } from './words.ts';

const MilestoneDialog = lazy(() =>
  import('./milestone-dialog.tsx').then(({ MilestoneDialog }) => ({ default: MilestoneDialog })),
);
/** A running duration is updated every minute. */
const againMs = 60_000;

export interface EventToTake {
  id: string;
  title: string;
  at: string;
}

interface MilestoneStripProps {
  incident: Incident;
  /** The event to set the milestone from. */
  taken: EventToTake | null;
  isSetting: boolean;
  onDone: () => void;
}

export function MilestoneStrip({ incident, taken, isSetting, onDone }: MilestoneStripProps) {
  const { data } = useQuery({
    ...queries.milestones(incident.ref),
    refetchInterval: (query) =>
      query.state.data?.durations.some((one) => one.status === 'running') ? againMs : false,
  });
  const [open, setOpen] = useState<MilestoneKind | null>(null);
  const canChange = data?.can.change ?? false;
  if (!data) return null;
  const lengths = sortDurations(data.durations);
  const close = () => (setOpen(null), onDone());
  return (
    <>
      <UnsavedBar
        writes={openMilestones(incident.ref)}
        refusal={({ verb }) => `The milestone could not be ${verb === 'set' ? 'set' : 'cleared'}`}
        typed={({ input }) => milestoneTexts[input.kind].label}
        renderConflict={() => null}
      />
      <section
        aria-label="Milestones"
        className="flex flex-wrap items-center gap-x-3 gap-y-0.5 px-3 pb-1 text-xs text-ink-soft"
      >
        {data.milestones.map((one) => {
          const words = (
            <>
              <span className="font-medium text-ink">{milestoneTexts[one.kind].label}</span>{' '}
              <Time at={one.at} precision={one.precision === 'exact' ? 'minute' : one.precision} />
            </>
          );
          return canChange ? (
            <button
              key={one.kind}
              type="button"
              onClick={() => setOpen(one.kind)}
              title={one.note}
              className="min-h-6 rounded-sm hover:bg-wash-strong"
            >
              {words}
            </button>
          ) : (
            <span key={one.kind} title={one.note}>
              {words}
            </span>
          );
        })}
        {lengths.length > 0 && (
          <ul className="flex basis-full flex-wrap gap-x-3" aria-label="How long it took">
            {lengths.map((one) => (
              <li
                key={one.name}
                className={one.status === 'invalid' ? 'font-medium text-danger' : ''}
              >
                {lengthText(one)}
              </li>
            ))}
          </ul>
        )}
        {(open !== null || taken !== null || isSetting) && (
          <Suspense>
            <MilestoneDialog
              incident={incident}
              milestones={data}
              first={open}
              event={taken}
              onClose={close}
            />
          </Suspense>
        )}
      </section>
    </>
  );
}
