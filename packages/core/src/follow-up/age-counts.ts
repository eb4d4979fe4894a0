import { followUpAgeDays, FollowUpAgingFilter, type FollowUpAging } from '@debrief/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { parse } from '../parse.ts';
import { toUtcDay } from './present.ts';
import { selectFollowUps } from './select.ts';

/**
 * How long unfinished follow-ups of visible incidents have waited, and how long they are overdue.
 * Errors: `invalid`, `not-found` for an incident.
 */
export async function readFollowUpAging(
  ctx: Context,
  raw: FollowUpAgingFilter,
): Promise<FollowUpAging> {
  const filter = parse(FollowUpAgingFilter, raw);
  const now = ctx.clock.now();
  const all = await selectFollowUps(ctx, filter);
  const age = sql`floor(extract(epoch from ${now}::timestamptz - created_at) / 86400)::float8`;
  const late = sql`case when due_on < ${toUtcDay(now)} then ${toUtcDay(now)}::date - due_on::date end`;
  const aged = all
    .where('state', 'in', ['open', 'in-progress'])
    .select([age.as('age'), late.as('late')]);
  const limits = sql`${[...followUpAgeDays]}::float8[]`;
  const { rows } = await sql<{
    band: number | null;
    n: number;
    age: number | null;
    lateCount: number;
    late: number | null;
  }>`select width_bucket(age, ${limits}) as band, count(*)::int as n, percentile_cont(0.5) within group (order by age) as age,
      count(late)::int as "lateCount", percentile_cont(0.5) within group (order by late) as late
    from (${aged}) aged group by grouping sets ((), (1))`.execute(ctx.db);
  const total = rows.find(({ band }) => band === null);
  return {
    n: total?.n ?? 0,
    medianDays: total?.age ?? null,
    overdue: { n: total?.lateCount ?? 0, medianDays: total?.late ?? null },
    bands: followUpAgeDays.map((fromDays, index) => {
      const found = rows.find(({ band }) => band === index + 1);
      return { fromDays, n: found?.n ?? 0, overdue: found?.lateCount ?? 0 };
    }),
  };
}
