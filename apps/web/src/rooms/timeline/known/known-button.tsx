import type { Incident } from '@debrief/contract';
import { History } from 'lucide-react';
import { queries, queryClient } from '../../../data/queries.ts';
import { Button } from '../../../ui/button.tsx';
import { useActions } from '../../../ui/keys.ts';
import { useKnown } from '../../../ui/known-time.tsx';
import { showProblem, showToast } from '../../../ui/toast.tsx';

/** Hides what responders could not know yet, from the detection of the incident on. */
export function KnownButton({ incident: { ref } }: { incident: Incident }) {
  const { at, move } = useKnown();
  const start = async () => {
    const first = await findStart(ref);
    if (first !== null) return move(Date.parse(first), true);
    showToast({
      title: 'Nothing has a time yet',
      detail: 'Add an event to the timeline, or set a milestone.',
    });
  };
  const show = () => void start().catch(showProblem);
  useActions('This incident', [
    {
      label: 'Show what was known at a time',
      keys: 'shift+k',
      also: 'mask hindsight knew then',
      isDisabled: at !== null,
      run: show,
    },
  ]);
  if (at !== null) return null;
  return (
    <Button small look="quiet" icon={<History size={14} />} onClick={show}>
      Known at…
    </Button>
  );
}

/** When the incident was detected, else when its first event became known. */
async function findStart(ref: string): Promise<string | null> {
  const { milestones } = await queryClient.ensureQueryData(queries.milestones(ref));
  const detected = milestones.find(({ kind }) => kind === 'detected');
  if (detected) return detected.at;
  const { events } = await queryClient.ensureQueryData(queries.timeline(ref));
  const detection = events.find(({ type }) => type === 'detection') ?? events[0];
  return detection?.knownSince.at ?? milestones[0]?.at ?? null;
}
