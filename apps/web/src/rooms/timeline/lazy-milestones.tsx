import type { Incident } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { lazyPart } from '../../ui/lazy-part.ts';
import { queries } from '../../data/queries.ts';
import type { TimeAxis } from '../../ui/time-axis.ts';
import { useActions } from '../../ui/keys.ts';
import type { EventToTake } from '../incident/milestones/index.ts';

const MilestoneStrip = lazyPart(() => import('../incident/milestones/index.ts'), 'MilestoneStrip');

interface MilestonesProps {
  incident: Incident;
  axis: TimeAxis;
  taken: EventToTake | null;
  isSetting: boolean;
  onSet: () => void;
  onDone: () => void;
}

/** The milestones above a timeline, loaded if there are any or someone sets one. */
export function Milestones({ incident, axis, taken, isSetting, onSet, onDone }: MilestonesProps) {
  const { data } = useQuery(queries.milestones(incident.ref));
  useActions('Timeline', [
    {
      label: 'Set a milestone',
      keys: 'shift+m',
      also: 'detected mitigated resolved duration',
      isDisabled: !incident.can.change,
      run: onSet,
    },
  ]);
  if (!data || (data.milestones.length === 0 && taken === null && !isSetting)) return null;
  return (
    <Suspense>
      <MilestoneStrip
        incident={incident}
        axis={axis}
        taken={taken}
        isSetting={isSetting}
        onDone={onDone}
      />
    </Suspense>
  );
}
