import type { Milestones } from '@debrief/contract';
import { calculateDurations, listDeadlines, listPhases } from '../incident/index.ts';
import { isKnown, readOnly } from './mask.ts';

/** Later milestones are not there yet, and a duration that waits for one is running. */
export function maskMilestones(all: Milestones, t: number): Milestones {
  const milestones = all.milestones.filter((milestone) => isKnown(milestone.at, t));
  const state = { status: 'active' as const, now: new Date(t) };
  const obligations = [...new Set(all.deadlines.map(({ obligation }) => obligation))];
  return {
    milestones,
    durations: calculateDurations(milestones, state),
    phases: listPhases(milestones, state),
    deadlines: listDeadlines(obligations, milestones, state.now),
    ...readOnly,
  };
}
