import type { routes } from '@debrief/contract';
import { of, type Inputs } from './route-input.ts';

const keptNote = (targetId: string) => ({
  targetKind: 'event' as const,
  targetId,
  rule: 'luck',
  sentence: '0123456789a',
});

export const lensInputs: { [Name in keyof (typeof routes)['lens']]: Inputs } = {
  notes: of(),
  kept: of(),
  keep: (target, given) => [
    { ...keptNote(target.eventId), incident: target.incident },
    { ...keptNote(target.eventId), incident: given.open },
  ],
  askAgain: (target) => [{ ...keptNote(target.eventId), incident: target.incident }],
};
