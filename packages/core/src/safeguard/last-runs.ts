import type { GateRun } from '@debrief/contract';
import { sql, type Selectable } from 'kysely';
import type { Context } from '../context.ts';
import type { SafeguardTables } from './tables.ts';

/** The newest reported run of each of these safeguards. The caller has checked that they are visible. */
export async function lastRuns(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, GateRun>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('gate_run')
    .selectAll()
    .distinctOn('safeguard_id')
    .where('safeguard_id', '=', sql<string>`any(${ids})`)
    .orderBy('safeguard_id')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return new Map(rows.map((row) => [row.safeguard_id, presentRun(row)]));
}

export function presentRun(row: Selectable<SafeguardTables['gate_run']>): GateRun {
  const { id, at, by, verdict, outcomes } = row;
  return { id, at: at.toISOString(), by: by.name, verdict, outcomes };
}
