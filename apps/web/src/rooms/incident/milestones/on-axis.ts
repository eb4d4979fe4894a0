import type { MilestoneKind } from '@debrief/contract';

// Not taken from the schema of milestones: the record page loads no schemas.
const onAxis: ReadonlySet<MilestoneKind> = new Set([
  'impact-started',
  'detected',
  'declared',
  'acknowledged',
  'mitigated',
  'resolved',
  'aware',
]);

/** Reports to authorities can come weeks later, so they are not on the axis. */
export function isOnAxis(kind: MilestoneKind): boolean {
  return onAxis.has(kind);
}
