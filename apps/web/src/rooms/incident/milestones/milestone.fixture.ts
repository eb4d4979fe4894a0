import type { Milestone, MilestoneKind } from '@debrief/contract';

export function makeMilestone(kind: MilestoneKind, at: string): Milestone {
  return {
    kind,
    at,
    precision: 'minute',
    note: '',
    eventId: null,
    setAt: at,
    setBy: { type: 'system', id: null, name: 'System' },
    version: 1,
  };
}
