import { kindsWhere } from '@debrief/contract';
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { jsonb } from '../db/index.ts';

/** The parts of an activity that contain states before and after. */
export interface HistoryRow {
  id: string;
  incidentId: string | null;
  before: unknown;
  after: unknown;
}

/** Changes in any incident that name one of these ids, and all changes of some incidents. */
export async function historyNaming(
  ctx: Context,
  ids: readonly string[],
  incidentIds: readonly string[],
): Promise<HistoryRow[]> {
  // A kind from another version can contain text of evidence, so only known kinds are skipped.
  const plain = kindsWhere((kind) => kind.undo === null && !kind.repeatsEvidence);
  const result = await sql<{
    id: string;
    incident_id: string | null;
    before: unknown;
    after: unknown;
  }>`
    select id, incident_id, before, after from activity
    where kind <> all(${plain}) and (incident_id = any(${[...incidentIds]}::uuid[])
      or exists (select 1 from unnest(${[...ids]}::text[]) as named (id) where strpos(before::text, named.id) > 0 or strpos(after::text, named.id) > 0))
    order by id`.execute(ctx.db);
  return result.rows.map((row) => ({
    id: String(row.id),
    incidentId: row.incident_id,
    before: row.before,
    after: row.after,
  }));
}

/** All changes of these kinds, in all incidents and in none. */
export async function historyOfKinds(
  ctx: Context,
  kinds: readonly string[],
): Promise<HistoryRow[]> {
  const rows = await ctx.db
    .selectFrom('activity')
    .select(['id', 'incident_id', 'before', 'after'])
    .where('kind', 'in', [...kinds])
    .orderBy('id')
    .execute();
  return rows.map(({ id, incident_id: incidentId, before, after }) => ({
    id: String(id),
    incidentId,
    before,
    after,
  }));
}

/**
 * Updates history with masked words. Only a redaction can do this: the database rejects any other
 * update.
 */
export async function maskHistory(
  ctx: Context,
  rows: readonly HistoryRow[],
  masked: (value: unknown) => unknown,
): Promise<void> {
  for (const row of rows) {
    const next = { before: masked(row.before), after: masked(row.after) };
    if (isDeepStrictEqual(next, { before: row.before, after: row.after })) continue;
    await ctx.db
      .updateTable('activity')
      .set({ before: jsonb(next.before), after: jsonb(next.after) })
      .where('id', '=', row.id)
      .execute();
  }
}
