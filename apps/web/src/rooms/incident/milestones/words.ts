import {
  durationEnds,
  milestoneTexts,
  type Duration,
  type DurationName,
  type Milestones,
} from '@debrief/contract';
import { durationText } from '@debrief/rules/time';

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
