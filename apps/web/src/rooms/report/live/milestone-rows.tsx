import { milestoneTexts, type Incident } from '@debrief/contract';
import { durationText } from '@debrief/rules/time';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../../data/queries.ts';
import { useMaskedMilestones } from '../../../ui/masked-milestones.ts';
import { Time } from '../../../ui/time.tsx';
import { liveBlockTexts } from './live-block-texts.ts';
import { EmptyBlock } from './empty-block.tsx';
import { QueryState } from '../../../ui/query-state.tsx';

export function MilestoneRows({ incident }: { incident: Incident }) {
  const { data: all, error } = useQuery(queries.milestones(incident.ref));
  const { data: timeline } = useQuery(queries.timeline(incident.ref));
  const data = useMaskedMilestones(all, timeline);
  if (error || !data) return <QueryState of={{ data, error }} lines={3} />;
  if (data.milestones.length === 0)
    return <EmptyBlock>{liveBlockTexts.milestones.empty}</EmptyBlock>;
  const durations = data.durations.filter(
    (one) => one.ms !== null && (one.status === 'value' || one.status === 'running'),
  );
  return (
    <>
      <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-3 gap-y-1 text-sm">
        {data.milestones.map((one) => (
          <div key={one.kind} className="contents">
            <dt className="text-ink-soft">{milestoneTexts[one.kind].label}</dt>
            <dd>
              <Time at={one.at} precision={one.precision} />
            </dd>
          </div>
        ))}
      </dl>
      {durations.length > 0 && (
        <p className="mt-2 text-xs text-ink-soft">
          {durations
            .map(
              (one) =>
                `${milestoneTexts[one.from].label.toLowerCase()} → ${milestoneTexts[one.to].label.toLowerCase()}: ${durationText(one.ms ?? 0, one.precision)}${one.status === 'running' ? ' so far' : ''}`,
            )
            .join(' · ')}
        </p>
      )}
    </>
  );
}
