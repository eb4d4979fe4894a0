import {
  milestoneTexts,
  type Incident,
  type MilestoneKind,
  type Milestones,
} from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { Suspense, useState } from 'react';
import { lazyPart } from '../../../ui/lazy-part.ts';
import { queries } from '../../../data/queries.ts';
import { UnsavedBar } from '../../../data/unsaved-bar.tsx';
import { Button } from '../../../ui/button.tsx';
import { useMaskedMilestones } from '../../../ui/masked-milestones.ts';
import { useShownZone } from '../../../ui/time-zone.tsx';
import type { TimeAxis } from '../../../ui/time-axis.ts';
import { useMedia } from '../../../ui/use-media.ts';
import { Deadlines } from './deadlines.tsx';
import { Phases } from './phases.tsx';
import { labelLines, MilestoneMark, placeMarks, Span } from './milestone-track.tsx';
import { openMilestones } from './milestone-writes.ts';
import { isOnAxis } from './on-axis.ts';
import { sortDurations } from './words.ts';

const MilestoneDialog = lazyPart(() => import('./milestone-dialog.tsx'), 'MilestoneDialog');
/** A running duration is updated every minute. */
const againMs = 60_000;

export interface EventToTake {
  id: string;
  title: string;
  at: string;
}

interface MilestoneStripProps {
  incident: Incident;
  /** Shared with the lanes below. */
  axis: TimeAxis;
  /** The event to set the milestone from. */
  taken: EventToTake | null;
  isSetting: boolean;
  onDone: () => void;
}

function isCounting(data: Milestones | undefined): boolean {
  return (
    data !== undefined &&
    (data.durations.some((one) => one.status === 'running') ||
      data.deadlines.some((one) => one.status === 'open' || one.status === 'overdue'))
  );
}

export function MilestoneStrip({ incident, axis, taken, isSetting, onDone }: MilestoneStripProps) {
  const { data: all } = useQuery({
    ...queries.milestones(incident.ref),
    refetchInterval: (query) => (isCounting(query.state.data) ? againMs : false),
  });
  const { data: timeline } = useQuery(queries.timeline(incident.ref));
  const data = useMaskedMilestones(all, timeline);
  const zone = useShownZone();
  const [open, setOpen] = useState<MilestoneKind | null>(null);
  const isRoomy = useMedia('(min-width: 1280px) and (min-height: 800px)');
  const [choice, setChoice] = useState<boolean | null>(null);
  const isOpen = choice ?? isRoomy;
  // The marks are too close for a thumb: the Milestone button lists them.
  const isTouch = useMedia('(pointer: coarse)');
  const canChange = !isTouch && (data?.can.change ?? false);
  if (!data) return null;
  const lengths = sortDurations(data.durations);
  const shown = data.milestones.filter(({ kind }) => isOnAxis(kind));
  const marks = placeMarks(shown, axis, isRoomy ? 0.27 : 0.55, zone);
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
        className="grid grid-cols-[11rem_minmax(0,1fr)] gap-x-3 px-3 pb-1 text-2xs text-ink-soft"
      >
        <p>
          <Button
            small
            look="quiet"
            className="px-1!"
            aria-expanded={isOpen}
            icon={isOpen ? <ChevronDown size={12} /> : <ChevronRight size={12} />}
            onClick={() => setChoice(!isOpen)}
          >
            {countText(data.milestones.length, 'milestone')}
          </Button>
        </p>
        <div className="relative mr-2 fine" style={{ height: `${labelLines(marks) * 1.15}rem` }}>
          {marks.map((mark) => (
            <MilestoneMark
              key={mark.milestone.kind}
              {...mark}
              {...(canChange && { onOpen: () => setOpen(mark.milestone.kind) })}
            />
          ))}
        </div>
        {isOpen && <Phases phases={data.phases} axis={axis} />}
        {isOpen && lengths.length > 0 && (
          <ul className="col-span-2 grid grid-cols-subgrid" aria-label="Durations">
            {lengths.map((one) => (
              <Span key={one.name} duration={one} milestones={data.milestones} axis={axis} />
            ))}
          </ul>
        )}
        <Deadlines deadlines={data.deadlines} {...(data.can.change && { onOpen: setOpen })} />
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
