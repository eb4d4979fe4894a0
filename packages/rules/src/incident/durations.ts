import {
  durationEnds,
  DurationName,
  type Duration,
  type Milestone,
  type Precision,
  type Status,
} from '@debrief/contract';

/**
 * The statuses of an unfinished incident; in others, a duration without an end is unknown, not
 * running.
 */
const ongoing: readonly Status[] = ['triage', 'active', 'paused'];

export const isOngoing = (status: Status): boolean => ongoing.includes(status);

const coarseness: readonly Precision[] = ['exact', 'minute', 'about', 'unknown'];

/** Every duration of an incident, in the order of their names. Pure: running ones end at `now`. */
export function calculateDurations(
  milestones: readonly Pick<Milestone, 'kind' | 'at' | 'precision'>[],
  incident: { status: Status; now: Date },
): Duration[] {
  const set = new Map(milestones.map((one) => [one.kind, one]));
  return DurationName.options.map((name) => {
    const { from, to } = durationEnds[name];
    const [begin, end] = [set.get(from), set.get(to)];
    const precision = coarser(begin?.precision ?? 'exact', end?.precision ?? 'exact');
    const none = { name, from, to, precision, ms: null };
    if (!begin || (!end && !isOngoing(incident.status))) return { ...none, status: 'missing' };
    const ms = (end ? Date.parse(end.at) : incident.now.getTime()) - Date.parse(begin.at);
    if (ms < 0) return { ...none, status: 'invalid' };
    return { ...none, ms, status: end ? 'value' : 'running' };
  });
}

function coarser(one: Precision, other: Precision): Precision {
  return coarseness.indexOf(one) > coarseness.indexOf(other) ? one : other;
}
