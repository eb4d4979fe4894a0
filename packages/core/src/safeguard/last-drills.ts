import type { AlertDrill } from '@debrief/contract';
import { judgeDrill } from '@debrief/rules/safeguard';
import { sql, type Selectable } from 'kysely';
import type { Context } from '../context.ts';
import type { SafeguardTables } from './tables.ts';

export type DrillRow = Selectable<SafeguardTables['alert_drill']>;

/** The newest test alert of each of these safeguards. The caller has checked that they are visible. */
export async function lastDrills(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, AlertDrill>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('alert_drill')
    .selectAll()
    .distinctOn('safeguard_id')
    .where('safeguard_id', '=', sql<string>`any(${ids})`)
    .orderBy('safeguard_id')
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const now = ctx.clock.now();
  return new Map(rows.map((row) => [row.safeguard_id, presentDrill(row, now)]));
}

export function presentDrill(row: DrillRow, now: Date): AlertDrill {
  const { id, by, address, until, receiver, endpoint, problem } = row;
  const { started_at: startedAt, arrived_at: arrivedAt, canceled_at: canceledAt } = row;
  return {
    id,
    at: startedAt.toISOString(),
    by: by.name,
    address,
    until: until.toISOString(),
    ...judgeDrill({ startedAt, until, arrivedAt, canceledAt, problem, receiver, endpoint }, now),
    arrivedAt: arrivedAt?.toISOString() ?? null,
    receiver,
    endpoint,
  };
}
