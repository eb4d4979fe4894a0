import { obligationSteps, type Deadline, type Milestone, type Obligation } from '@debrief/contract';

const hourMs = 3_600_000;

/**
 * When the reports of these obligations are due, in the order of their obligations; each report
 * once, also if two obligations require it. Pure: open ones are counted to `now`.
 */
export function listDeadlines(
  obligations: readonly Obligation[],
  milestones: readonly Pick<Milestone, 'kind' | 'at'>[],
  now: Date,
): Deadline[] {
  const set = new Map(milestones.map((one) => [one.kind, one.at]));
  return obligations.flatMap((obligation) =>
    obligationSteps[obligation].steps.map(({ milestone, after, within }): Deadline => {
      const from = set.get(after);
      if (from === undefined)
        return { obligation, milestone, dueAt: null, status: 'waiting', ms: null };
      const due = addTime(new Date(from), within);
      const reported = set.get(milestone);
      const leftMs =
        due.getTime() - (reported === undefined ? now.getTime() : Date.parse(reported));
      const isInTime = leftMs >= 0;
      return {
        obligation,
        milestone,
        dueAt: due.toISOString(),
        status:
          reported === undefined ? (isInTime ? 'open' : 'overdue') : isInTime ? 'met' : 'late',
        ms: Math.abs(leftMs),
      };
    }),
  );
}

type Within = (typeof obligationSteps)[Obligation]['steps'][number]['within'];

function addTime(from: Date, within: Within): Date {
  if ('hours' in within) return new Date(from.getTime() + within.hours * hourMs);
  if ('days' in within) return new Date(from.getTime() + within.days * 24 * hourMs);
  return addMonths(from, within.months);
}

/**
 * The same day and time of a later month in UTC; its last day if the month is shorter, as in
 * Regulation (EEC, Euratom) No 1182/71, Article 3(2)(c).
 */
function addMonths(from: Date, months: number): Date {
  const moved = new Date(from);
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0));
  moved.setUTCDate(Math.min(from.getUTCDate(), lastDay.getUTCDate()));
  return moved;
}
