import type { BundleOf } from '@debrief/contract';
import { sql } from 'kysely';
import { toColumns, toLine } from '../bundle-lines.ts';
import type { Context } from '../context.ts';
import type { IncidentRow } from './rows.ts';

type IncidentLine = BundleOf<'incident'>;
type MilestoneLine = BundleOf<'milestone'>;

/** A bundle keeps its number only near the newest one here: a made-up one must not use up the numbers. */
const longestJump = 10_000;

/** What the incident was called where it was first exported. */
export function toOriginRef(row: IncidentRow): string {
  return row.origin_ref ?? `INC-${row.number}`;
}

export function incidentLine(row: IncidentRow): IncidentLine {
  return toLine('incident', row);
}

/** Inserts the incident of a bundle under the number that it had, where that is free, else under the next one. */
export async function insertBundledIncident(
  ctx: Context,
  line: IncidentLine,
  ref: string,
): Promise<IncidentRow> {
  const number = Number(ref.slice('INC-'.length));
  const values = { ...toColumns(line), origin_ref: ref };
  if (number <= (await newestNumber(ctx)) + longestJump) {
    // First the sequence, so that nobody is given the number meanwhile.
    await sql`select setval('incident_number', ${number}::bigint) from incident_number where last_value < ${number} or not is_called`.execute(
      ctx.db,
    );
    const row = await ctx.db
      .insertInto('incident')
      .values({ ...values, number })
      .onConflict((conflict) => conflict.column('number').doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row) return row;
  }
  return ctx.db.insertInto('incident').values(values).returningAll().executeTakeFirstOrThrow();
}

async function newestNumber(ctx: Context): Promise<number> {
  const { rows } = await sql<{
    last: string;
  }>`select last_value as last from incident_number`.execute(ctx.db);
  return Number(rows[0]?.last ?? 0);
}

/** The milestones of an incident, by the letters of their kinds. The caller has made sure that the actor sees the incident. */
export async function milestoneLines(ctx: Context, incidentId: string): Promise<MilestoneLine[]> {
  const rows = await ctx.db
    .selectFrom('milestone')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .execute();
  const lines = rows.map((row) => toLine('milestone', row));
  return lines.toSorted((one, other) => (one.kind < other.kind ? -1 : 1));
}

export async function insertMilestones(
  ctx: Context,
  incidentId: string,
  lines: readonly MilestoneLine[],
): Promise<void> {
  await ctx.db
    .insertInto('milestone')
    .values(lines.map((line) => ({ ...toColumns(line), incident_id: incidentId })))
    .execute();
}
