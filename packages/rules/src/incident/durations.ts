import {
  durationEnds,
  DurationName,
  type Duration,
  type Milestone,
  type MilestoneKind,
  type Precision,
  type Status,
} from '@debrief/contract';

/**
 * The statuses of an unfinished incident; in others, a duration without an end is unknown, not
 * running.
 */
const ongoing: readonly Status[] = ['triage', 'active', 'paused'];

export const isOngoing = (status: Status): boolean => ongoing.includes(status);

/** Whether the incident is over, and the time to which running lengths are measured. */
export interface State {
  status: Status;
  now: Date;
}

const coarseness: readonly Precision[] = ['exact', 'minute', 'about', 'unknown'];

/** Every duration of an incident, in the order of their names. Pure: running ones end at `now`. */
export function calculateDurations(
  milestones: readonly Pick<Milestone, 'kind' | 'at' | 'precision'>[],
  incident: State,
): Duration[] {
  return DurationName.options.map((name) => {
    const { from, to } = durationEnds[name];
    const { begin: _begin, end: _end, ...length } = measureBetween(milestones, from, to, incident);
    return { name, from, to, ...length };
  });
}

type Ends = Pick<Milestone, 'kind' | 'at' | 'precision'>;
type Length = Pick<Duration, 'status' | 'ms' | 'precision'>;

/** The time between two milestones, if both are known or it is running, and the milestones. */
export function measureBetween(
  milestones: readonly Ends[],
  from: MilestoneKind,
  to: MilestoneKind,
  { status, now }: State,
): Length & { begin: Ends | undefined; end: Ends | undefined } {
  const begin = milestones.find(({ kind }) => kind === from);
  const end = milestones.find(({ kind }) => kind === to);
  const precision = coarser(begin?.precision ?? 'exact', end?.precision ?? 'exact');
  const none = { begin, end, precision, ms: null };
  if (!begin || (!end && !isOngoing(status))) return { ...none, status: 'missing' };
  const ms = (end ? Date.parse(end.at) : now.getTime()) - Date.parse(begin.at);
  return ms < 0
    ? { ...none, status: 'invalid' }
    : { ...none, ms, status: end ? 'value' : 'running' };
}

function coarser(one: Precision, other: Precision): Precision {
  return coarseness.indexOf(one) > coarseness.indexOf(other) ? one : other;
}
