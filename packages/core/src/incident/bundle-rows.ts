import type { BundleOf } from '@debrief/contract';
import { sql } from 'kysely';
import { toColumns, toLine } from '../bundle-lines.ts';
import type { Context } from '../context.ts';
import type { IncidentRow } from './rows.ts';

type IncidentLine = BundleOf<'incident'>;
type MilestoneLine = BundleOf<'milestone'>;

/**
 * Keeps the number of a bundle only near the newest local one: an invented number must not use up
 * the range.
 */
const longestJump = 10_000;

/** The reference of the incident where it was first exported. */
export function toOriginRef(row: IncidentRow): string {
  return row.origin_ref ?? `INC-${row.number}`;
}

export function incidentLine(row: IncidentRow): IncidentLine {
  return toLine('incident', row);
}

/**
 * Inserts the incident of a bundle under its original number if that is free, else under the next
 * one.
 */
export async function insertBundledIncident(
  ctx: Context,
  line: IncidentLine,
  ref: string,
): Promise<IncidentRow> {
  const number = Number(ref.slice('INC-'.length));
  const values = { ...toColumns(line), origin_ref: ref };
  if (number <= (await newestNumber(ctx)) + longestJump) {
    // Advances the sequence first, so that no one else gets the number.
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

/**
 * The milestones of an incident, in alphabetical order of their kinds. The caller has checked that
 * the actor can see the incident.
 */
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
