import {
  durationEnds,
  milestoneTexts,
  MilestoneKind,
  obligationSteps,
  type Deadline,
  type Duration,
  type DurationName,
  type Milestones,
  type Obligation,
  type PhaseName,
} from '@debrief/contract';
import { durationText } from '@debrief/rules/time';

export const phaseWords: Record<PhaseName, string> = {
  undetected: 'Undetected',
  response: 'Response',
  recovery: 'Recovery',
};

/** The milestones of every incident, and those of its reporting obligations. */
export function listKinds(obligations: readonly Obligation[]): MilestoneKind[] {
  const reports = obligations.flatMap((one) =>
    obligationSteps[one].steps.map(({ milestone }) => milestone),
  );
  return MilestoneKind.options.filter(
    (kind, index) =>
      index < MilestoneKind.options.indexOf('aware') ||
      (kind === 'aware' && obligations.length > 0) ||
      reports.includes(kind),
  );
}

/** `due in 2 h 6 min`, `reported 3 h late`. */
export function deadlineText({ status, ms }: Deadline): string {
  const length = durationText(ms ?? 0);
  switch (status) {
    case 'waiting':
      return 'no start time yet';
    case 'open':
      return `due in ${length}`;
    case 'overdue':
      return `${length} overdue`;
    case 'met':
      return `reported ${length} before the deadline`;
    case 'late':
      return `reported ${length} late`;
  }
}

const durationWords: Record<DurationName, string> = {
  'to-detect': 'to detect',
  'to-declare': 'to declare',
  'to-acknowledge': 'to acknowledge',
  'to-mitigate': 'to mitigate',
  'to-resolve': 'to resolve',
  impact: 'of impact',
  'in-all': 'in all',
};

/** `about 2 h 10 min to mitigate`; one without a length says why. */
export function lengthText({ name, status, ms, precision }: Duration): string {
  const what = durationWords[name];
  const { from, to } = durationEnds[name];
  if (status === 'missing') return `${what}: not known`;
  if (status === 'invalid' || ms === null)
    return `${what}: ${milestoneTexts[to].label.toLowerCase()} is earlier than ${milestoneTexts[from].label.toLowerCase()}`;
  return `${durationText(ms, precision)} ${status === 'running' ? `so far ${what}` : what}`;
}

/**
 * The durations to show: known ones first, then running ones, then impossible ones; missing ones
 * are omitted.
 */
export function sortDurations(durations: Milestones['durations']): Duration[] {
  return (['value', 'running', 'invalid'] as const).flatMap((status) =>
    durations.filter((one) => one.status === status),
  );
}
