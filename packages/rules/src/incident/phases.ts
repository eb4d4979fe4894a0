import { phaseEnds, PhaseName, type Milestone, type Phase } from '@debrief/contract';
import { measureBetween, type State } from './durations.ts';

/** The phases of an incident, in order. Pure: a running one ends at `now`. */
export function listPhases(
  milestones: readonly Pick<Milestone, 'kind' | 'at' | 'precision'>[],
  state: State,
): Phase[] {
  return PhaseName.options.map((name) => {
    const { from, to } = phaseEnds[name];
    const { begin, end, ...length } = measureBetween(milestones, from, to, state);
    return { name, from: begin?.at ?? null, until: end?.at ?? null, ...length };
  });
}
