import type { RunStep } from '@debrief/contract';
import { describeRollout, type RolloutState } from '@debrief/rules/runbook';
import type { ComponentProps } from 'react';
import { Chip } from '../../ui/chip.tsx';

const tones: Record<RolloutState, NonNullable<ComponentProps<typeof Chip>['tone']>> = {
  'not-started': 'plain',
  'in-progress': 'accent',
  done: 'good',
  'rolled-back': 'danger',
};

/** How far a rollout is. */
export function RolloutChip({ steps }: { steps: readonly RunStep[] }) {
  const { state, text } = describeRollout(steps);
  return <Chip tone={tones[state]}>{text}</Chip>;
}
