import type { SafeguardState } from '@debrief/contract';
import type { Chip } from '../../ui/chip.tsx';
import type { ComponentProps } from 'react';

interface StateLook {
  label: string;
  tone: NonNullable<ComponentProps<typeof Chip>['tone']>;
}

export const stateLooks: Record<SafeguardState, StateLook> = {
  draft: { label: 'Not proven yet', tone: 'plain' },
  unproven: { label: 'Does not catch it', tone: 'danger' },
  noisy: { label: 'Noisy', tone: 'warn' },
  armed: { label: 'Armed', tone: 'good' },
  stale: { label: 'Proof too old', tone: 'warn' },
};
