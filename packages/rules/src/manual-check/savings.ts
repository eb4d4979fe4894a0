import type { CheckPeriod, SafeguardState } from '@debrief/contract';
import { countText, numberText } from '../numbers.ts';

const daysIn: Readonly<Record<CheckPeriod, number>> = { day: 1, week: 7, month: 30 };

interface Work {
  times: number;
  per: CheckPeriod;
  minutes: number;
  people: number;
}

/** How often it is done by hand in so many days, and what that takes. */
export function countByHand({ times, per, minutes, people }: Work, days: number) {
  const count = Math.round((times * days) / daysIn[per]);
  return { times: count, minutes: count * minutes * people };
}

/**
 * What runs of a check save. A run takes the place of one time by hand: in each day, week or month
 * no more count than are done by hand, so that many runs of one day are not the work of a month.
 * `runsByDay` are the runs by days before the end of the period.
 */
export function countSavings(work: Work, runsByDay: ReadonlyMap<number, number>, days: number) {
  const parts = new Map<number, number>();
  let runs = 0;
  for (const [day, count] of runsByDay) {
    const part = Math.floor(day / daysIn[work.per]);
    parts.set(part, (parts.get(part) ?? 0) + count);
    runs += count;
  }
  const replaced = [...parts.values()].reduce((sum, count) => sum + Math.min(count, work.times), 0);
  const times = Math.min(replaced, countByHand(work, days).times);
  return { times, minutes: times * work.minutes * work.people, runs };
}

export function hoursText(minutes: number): string {
  return `${numberText(Math.round(minutes / 6) / 10)} h`;
}

interface Automation {
  state: SafeguardState;
  /** Null for an alert, which reports no runs. */
  checks: string | null;
}

/** The calculation, or why a safeguard saves nothing. */
export function describeSavings(
  work: Work,
  safeguard: Automation | null,
  saved: { times: number; minutes: number; runs: number },
  days: number,
): string {
  if (safeguard === null) return 'Not automated.';
  if (safeguard.checks === null) return 'Not counted: runs of an alert are not reported.';
  if (safeguard.state !== 'armed') return 'Not counted: the safeguard is not armed.';
  if (saved.runs === 0) return `Not counted: no run in ${days} days.`;
  const people = work.people === 1 ? '' : ` × ${countText(work.people, 'person', 'people')}`;
  return `${countText(saved.runs, 'run')} in ${days} days, ${saved.times} of ${countByHand(work, days).times} times by hand: ${saved.times} × ${work.minutes} min${people} = ${hoursText(saved.minutes)}`;
}
