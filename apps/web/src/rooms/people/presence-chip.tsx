import type { Presence } from '@debrief/contract';
import { Chip } from '../../ui/chip.tsx';

const looks = {
  'on-call': {
    label: 'on call',
    title: 'On call when they came in, by a schedule or a calendar of the record',
  },
  'off-call': {
    label: 'off call',
    title: 'Not on call when they came in, by the schedules that cover this time',
  },
  observer: { label: 'observer', title: 'They wrote nothing' },
} as const;

/** Whether someone was on call when they came in; nothing if it is unknown. */
export function PresenceChip({ presence, isCalled }: { presence: Presence; isCalled: boolean }) {
  if (presence === null) return null;
  const { label, title } = looks[presence];
  const isPulledIn = presence === 'off-call' && isCalled;
  return (
    <Chip
      title={title}
      {...(presence === 'on-call' && { tone: 'good' as const })}
      {...(isPulledIn && { tone: 'warn' as const })}
    >
      {isPulledIn ? 'called in while off call' : label}
    </Chip>
  );
}
