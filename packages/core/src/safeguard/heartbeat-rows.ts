import type { Heartbeat } from '@debrief/contract';
import { sql, type Selectable } from 'kysely';
import { incidentIdsSeenBy } from '../access/index.ts';
import type { Context } from '../context.ts';
import type { SafeguardTables } from './tables.ts';

export type HeartbeatRow = Selectable<SafeguardTables['safeguard_heartbeat']>;

const minuteMs = 60_000;

/** What is expected of these safeguards. The caller has checked that they are visible. */
export async function loadHeartbeats(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, Heartbeat>> {
  const rows = await ctx.db
    .selectFrom('safeguard_heartbeat')
    .selectAll()
    .where('safeguard_id', '=', sql<string>`any(${ids})`)
    .execute();
  return new Map(rows.map((row) => [row.safeguard_id, presentHeartbeat(row)]));
}

export function presentHeartbeat(row: HeartbeatRow): Heartbeat {
  return {
    everyMinutes: row.every_ms / minuteMs,
    graceMinutes: row.grace_ms / minuteMs,
    alert: row.alert,
    since: row.since.toISOString(),
    lastAt: row.last_at?.toISOString() ?? null,
    lateAt: row.late_at.toISOString(),
    silentAt: row.silent_at?.toISOString() ?? null,
  };
}

/** A safeguard that is silent, or reports again. */
export interface HeartbeatNews {
  id: string;
  incidentId: string;
  name: string;
  at: Date;
}

/** In incidents that the actor sees, of these. */
export async function listHeartbeatNews(
  ctx: Context,
  column: 'silent_at' | 'back_at',
  { incidentIds, since }: { incidentIds: readonly string[]; since: Date },
): Promise<HeartbeatNews[]> {
  return ctx.db
    .selectFrom('safeguard_heartbeat')
    .innerJoin('safeguard', 'safeguard.id', 'safeguard_heartbeat.safeguard_id')
    .select(['safeguard.id', 'safeguard.incident_id as incidentId', 'safeguard.name'])
    .select(sql<Date>`${sql.ref(column)}`.as('at'))
    .where('safeguard.removed_at', 'is', null)
    .where(column, '>', since)
    .where('safeguard.incident_id', '=', sql<string>`any(${incidentIds})`)
    .where('safeguard.incident_id', 'in', incidentIdsSeenBy(ctx))
    .orderBy('at', 'desc')
    .limit(50)
    .execute();
}
