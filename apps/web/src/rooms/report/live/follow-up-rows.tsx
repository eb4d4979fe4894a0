import type { FollowUp, Incident } from '@debrief/contract';
import { isInPart } from '@debrief/rules/report';
import { dayText } from '@debrief/rules/time';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../../data/queries.ts';
import { Chip } from '../../../ui/chip.tsx';
import type { LiveAttrs } from '../schema/nodes.ts';
import { liveBlockTexts } from './live-block-texts.ts';
import { EmptyBlock } from './empty-block.tsx';
import { QueryState } from '../../../ui/query-state.tsx';

const tones = {
  open: 'warn',
  'in-progress': 'accent',
  done: 'plain',
  verified: 'good',
  'wont-do': 'plain',
} as const;

export function FollowUpRows({ incident, attrs }: { incident: Incident; attrs: LiveAttrs }) {
  const { data, error } = useQuery(queries.followUps(incident.ref));
  if (error || !data) return <QueryState of={{ data, error }} lines={3} />;
  const items = data.items.filter(({ id }) => isInPart(attrs, { id }));
  if (items.length === 0) return <EmptyBlock>{liveBlockTexts['follow-ups'].empty}</EmptyBlock>;
  return (
    <ul className="divide-y divide-line">
      {items.map((one) => (
        <li key={one.id} className="py-1.5 text-sm">
          <p className="wrap-anywhere">{one.text}</p>
          <p className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-0.5 text-xs text-ink-soft">
            <Chip tone={tones[one.state]}>{one.state.replace('-', ' ')}</Chip>
            {listFacts(one).join(' · ')}
          </p>
        </li>
      ))}
    </ul>
  );
}

function listFacts({ intent, owner, dueOn, isOverdue, doneWhen }: FollowUp): string[] {
  return [
    `to ${intent}`,
    owner === null ? 'without an owner' : owner.name,
    dueOn === null ? '' : `by ${dayText(dueOn)}${isOverdue ? ', overdue' : ''}`,
    doneWhen === '' ? '' : `done when: ${doneWhen}`,
  ].filter(Boolean);
}
