import {
  DomainError,
  ExpectHeartbeat,
  SendHeartbeat,
  type ExpectedHeartbeat,
} from '@debrief/contract';
import { sql } from 'kysely';
import { archivedIncidentIds, authorize } from '../access/index.ts';
import { record } from '../activity/index.ts';
import { enqueue, type Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import type { ArrivedAlerts } from '../inbound/index.ts';
import { incidentByRef } from '../incident/index.ts';
import { loadActiveItem } from '../item/index.ts';
import { verb } from '../verb.ts';
import { presentHeartbeat, type HeartbeatRow } from './heartbeat-rows.ts';
import { safeguardItem } from './item.ts';
import { lockSafeguard } from './lock-safeguard.ts';

const minuteMs = 60_000;

interface Named {
  id: string;
  name: string;
  incidentId: string;
}

/** Starts or ends to expect a sign of life. Errors: `not-found`, `forbidden`. */
export const expectHeartbeat = verb(
  ExpectHeartbeat,
  async (ctx, { id, heartbeat }): Promise<ExpectedHeartbeat> => {
    const { incident, state } = await loadActiveItem(ctx, safeguardItem, id);
    const { id: incidentId } = await authorize(
      ctx,
      'incident:write',
      incidentByRef(ctx, incident.id),
    );
    await lockSafeguard(ctx, id);
    const now = ctx.clock.now();
    await ctx.db.deleteFrom('safeguard_heartbeat').where('safeguard_id', '=', id).execute();
    let row: HeartbeatRow | null = null;
    if (heartbeat) {
      const every = Math.round(heartbeat.everyMinutes * minuteMs);
      const grace = Math.round(heartbeat.graceMinutes * minuteMs);
      const late = new Date(now.getTime() + every + grace);
      row = {
        safeguard_id: id,
        every_ms: every,
        grace_ms: grace,
        alert: heartbeat.alert,
        since: now,
        last_at: null,
        delivery_id: null,
        late_at: late,
        silent_at: null,
        back_at: null,
        check_at: late,
      };
      await ctx.db.insertInto('safeguard_heartbeat').values(row).execute();
      await scheduleCheck(ctx, id, late);
    }
    await recordHeartbeat(ctx, 'safeguard.heartbeat-changed', { ...state, incidentId });
    return { heartbeat: row && presentHeartbeat(row) };
  },
);

/**
 * A sign of life, such as of a cron job. It is no activity, but the end of a silence is. Errors:
 * `conflict` if none is expected, `not-found`, `forbidden`.
 */
export const sendHeartbeat = verb(
  SendHeartbeat,
  async (ctx, { id }): Promise<ExpectedHeartbeat> => {
    const { incident, state } = await loadActiveItem(ctx, safeguardItem, id);
    const { id: incidentId } = await authorize(
      ctx,
      'incident:write',
      incidentByRef(ctx, incident.id),
    );
    const row = await storeBeat(ctx, { ...state, incidentId }, { at: ctx.clock.now() });
    if (!row)
      throw new DomainError(
        'conflict',
        'No heartbeat of this safeguard is expected. Set it first.',
      );
    return { heartbeat: presentHeartbeat(row) };
  },
);

/** In a transaction that has authorized it. Null if none is expected. */
export async function storeBeat(
  ctx: Context,
  safeguard: Named,
  { at, deliveryId = null }: { at: Date; deliveryId?: string | null },
): Promise<HeartbeatRow | null> {
  const row = await ctx.db
    .selectFrom('safeguard_heartbeat')
    .selectAll()
    .where('safeguard_id', '=', safeguard.id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return null;
  if (row.last_at && row.last_at > at) return row;
  const late = new Date(at.getTime() + row.every_ms + row.grace_ms);
  // One that is read long after it arrived ends no silence.
  const isBack = row.silent_at !== null && late > ctx.clock.now();
  const change = {
    last_at: at,
    late_at: late,
    delivery_id: deliveryId,
    ...(isBack && { silent_at: null, back_at: ctx.clock.now(), check_at: late }),
  };
  await ctx.db
    .updateTable('safeguard_heartbeat')
    .set(change)
    .where('safeguard_id', '=', safeguard.id)
    .execute();
  if (isBack) {
    await recordHeartbeat(ctx, 'safeguard.back', safeguard);
    await scheduleCheck(ctx, safeguard.id, late);
  }
  return { ...row, ...change };
}

/** Alerts that always fire arrived, at an endpoint of the incident or of the organization. */
export async function noteBeats(
  ctx: Context,
  { endpoint, deliveryId, receivedAt, names }: ArrivedAlerts,
): Promise<void> {
  if (names.length === 0) return;
  const { rows } = await sql<Named>`
    select safeguard.id, safeguard.name, safeguard.incident_id as "incidentId"
    from safeguard_heartbeat join safeguard on safeguard.id = safeguard_id
    where removed_at is null and safeguard_heartbeat.alert = any(${[...names]}::text[])
      and (${endpoint.incidentId}::uuid is null or incident_id = ${endpoint.incidentId}::uuid)
      and incident_id not in (${archivedIncidentIds(ctx)})
    order by safeguard.id`.execute(ctx.db);
  for (const safeguard of rows) await storeBeat(ctx, safeguard, { at: receivedAt, deliveryId });
}

/** Alertmanager repeats a group with the same body, which is not stored again: it is a beat as well. */
export async function noteRepeat(ctx: Context, deliveryId: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { rows } = await sql<Named>`
      select safeguard.id, safeguard.name, safeguard.incident_id as "incidentId"
      from safeguard_heartbeat join safeguard on safeguard.id = safeguard_id
      where removed_at is null and delivery_id = ${deliveryId}
        and incident_id not in (${archivedIncidentIds(ctx)})
      order by safeguard.id`.execute(ctx.db);
    for (const safeguard of rows)
      await storeBeat(ctx, safeguard, { at: ctx.clock.now(), deliveryId });
  });
}

/**
 * Notices silence once, at the time that the heartbeat names. Nothing is noticed while the safeguard is
 * removed or its incident is archived: then waiting starts again in each interval.
 */
export async function checkHeartbeat(
  ctx: Context,
  { safeguardId, dueAt }: { safeguardId: string; dueAt: string },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const row = await ctx.db
      .selectFrom('safeguard_heartbeat')
      .selectAll()
      .where('safeguard_id', '=', safeguardId)
      .forUpdate()
      .executeTakeFirst();
    if (row?.check_at.getTime() !== Date.parse(dueAt) || row.silent_at) return;
    const safeguard = await ctx.db
      .selectFrom('safeguard')
      .select(['id', 'name', 'incident_id as incidentId'])
      .where('id', '=', safeguardId)
      .where('removed_at', 'is', null)
      .where('incident_id', 'not in', sql<string>`(${archivedIncidentIds(ctx)})`)
      .executeTakeFirst();
    const now = ctx.clock.now();
    const isPaused = safeguard === undefined;
    const next = isPaused ? new Date(now.getTime() + row.every_ms + row.grace_ms) : row.late_at;
    const isSilent = !isPaused && next <= now;
    await ctx.db
      .updateTable('safeguard_heartbeat')
      .set(isSilent ? { silent_at: now } : { late_at: next, check_at: next })
      .where('safeguard_id', '=', safeguardId)
      .execute();
    if (isSilent) await recordHeartbeat(ctx, 'safeguard.silent', safeguard);
    else await scheduleCheck(ctx, safeguardId, next);
  });
}

async function scheduleCheck(ctx: Context, safeguardId: string, at: Date): Promise<void> {
  const delayMs = Math.max(0, at.getTime() - ctx.clock.now().getTime());
  await enqueue(ctx, {
    kind: 'heartbeat.check',
    data: { safeguardId, dueAt: at.toISOString() },
    ...(delayMs > 0 && { delayMs }),
  });
}

async function recordHeartbeat(
  ctx: Context,
  kind: 'safeguard.heartbeat-changed' | 'safeguard.silent' | 'safeguard.back',
  { id, name, incidentId }: Named,
): Promise<void> {
  await record(ctx, { kind, incidentId, subjectId: id, after: [{ id, name }] });
}
