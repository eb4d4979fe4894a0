import { CancelDrill, DomainError, SendTestAlert, type AlertDrill } from '@debrief/contract';
import { parseLabels, parseRuleFile } from '@debrief/promql';
import type { KeptSafeguard } from '@debrief/rules/safeguard';
import { sql } from 'kysely';
import { archivedIncidentIds, authorize } from '../access/index.ts';
import { record } from '../activity/index.ts';
import { actorRef, type Context } from '../context.ts';
import { inTransaction, jsonb } from '../db/index.ts';
import type { ArrivedAlerts } from '../inbound/index.ts';
import { incidentByRef } from '../incident/index.ts';
import { loadActiveItem } from '../item/index.ts';
import { parse, type Parsable } from '../parse.ts';
import { verb } from '../verb.ts';
import { safeguardItem } from './item.ts';
import { lockSafeguard } from './lock-safeguard.ts';
import { lastDrills, presentDrill, type DrillRow } from './last-drills.ts';

const minuteMs = 60_000;

/** As Alertmanager takes it. */
export interface TestAlert {
  labels: Record<string, string>;
  annotations: Record<string, string>;
  startsAt: string;
  endsAt: string;
}

/**
 * Starts to wait for a test alert, which the caller sends. `alert` is null if the same request was
 * made before. Errors: `invalid` for data checks, `conflict` while another one is waited for.
 */
export const startDrill = verb(
  SendTestAlert,
  async (ctx, input): Promise<{ drill: AlertDrill; alert: TestAlert | null }> => {
    const { state, incidentId, incidentRef } = await authorizeDrill(ctx, input.id);
    if (state.checks !== null)
      throw new DomainError('invalid', 'These are data checks. Only alerts have a test alert.');
    const id = input.drill ?? ctx.ids.next();
    const now = ctx.clock.now();
    const known = await ctx.db
      .selectFrom('alert_drill')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    if (known?.safeguard_id === state.id) return { drill: presentDrill(known, now), alert: null };
    if (known) throw new DomainError('conflict', 'ID already in use. Send a new one.');
    const last = (await lastDrills(ctx, [state.id])).get(state.id);
    if (last?.state === 'waiting')
      throw new DomainError('conflict', 'A test alert is on its way. Wait for it, or cancel it.');
    const until = new Date(now.getTime() + input.minutes * minuteMs);
    const row: DrillRow = {
      id,
      safeguard_id: state.id,
      started_at: now,
      by: actorRef(ctx.actor),
      address: input.alertmanager,
      until,
      problem: null,
      canceled_at: null,
      arrived_at: null,
      receiver: null,
      endpoint: null,
    };
    await ctx.db
      .insertInto('alert_drill')
      .values({ ...row, by: jsonb(row.by) })
      .execute();
    await recordDrill(ctx, 'safeguard.drilled', { ...state, incidentId });
    const alert = {
      labels: { ...findLabels(state), debrief_drill: id },
      annotations: {
        summary: `Test alert from Debrief for ${incidentRef}. Nothing is wrong.`,
        description: `A drill of the alert ${state.alert}, sent by ${row.by.name}. It ends at ${until.toISOString()}.`,
      },
      startsAt: now.toISOString(),
      endsAt: until.toISOString(),
    };
    return { drill: presentDrill(row, now), alert };
  },
);

/** The labels with which it fired on the incident, else those of its rule that have no template. */
function findLabels({ rules, alert, proof }: KeptSafeguard): Record<string, string> {
  const firing = proof && proof.kind !== 'checks' ? proof.incident.firings[0] : undefined;
  if (firing) return parseLabels(firing.labels);
  const rule = parseRuleFile('rules', rules)
    .flatMap((group) => group.rules)
    .find(({ kind, name }) => kind === 'alert' && name === alert);
  const fixed = Object.entries(rule?.labels ?? {}).filter(([, value]) => !value.includes('{{'));
  return { ...Object.fromEntries(fixed), alertname: alert };
}

/** Alertmanager did not take it. Errors: `not-found`, `forbidden`. */
export async function failDrill(
  ctx: Context,
  { id, drill, problem }: CancelDrill & { problem: string },
): Promise<AlertDrill> {
  return endDrill(ctx, { id, drill }, { problem });
}

/** Stops waiting. One that arrived stays so. Errors: `not-found`, `forbidden`. */
export async function cancelDrill(
  ctx: Context,
  raw: Parsable<typeof CancelDrill>,
): Promise<AlertDrill> {
  return endDrill(ctx, parse(CancelDrill, raw), { canceled_at: ctx.clock.now() });
}

async function endDrill(
  ctx: Context,
  { id, drill }: CancelDrill,
  end: { problem: string } | { canceled_at: Date },
): Promise<AlertDrill> {
  return inTransaction(ctx, async (ctx) => {
    const { state, incidentId } = await authorizeDrill(ctx, id);
    const ended = await ctx.db
      .updateTable('alert_drill')
      .set(end)
      .where('id', '=', drill)
      .where('safeguard_id', '=', id)
      .where('arrived_at', 'is', null)
      .where('canceled_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (ended) await recordDrill(ctx, 'safeguard.drill-ended', { ...state, incidentId });
    const row = await ctx.db
      .selectFrom('alert_drill')
      .selectAll()
      .where('id', '=', drill)
      .where('safeguard_id', '=', id)
      .executeTakeFirst();
    if (!row) throw new DomainError('not-found', 'Test alert not found.');
    return presentDrill(row, ctx.clock.now());
  });
}

async function authorizeDrill(ctx: Context, id: string) {
  const { incident, state } = await loadActiveItem(ctx, safeguardItem, id);
  const { id: incidentId, number } = await authorize(
    ctx,
    'incident:write',
    incidentByRef(ctx, incident.id),
  );
  await lockSafeguard(ctx, id);
  return { state, incidentId, incidentRef: `INC-${number}` };
}

async function recordDrill(
  ctx: Context,
  kind: 'safeguard.drilled' | 'safeguard.drill-ended' | 'safeguard.drill-arrived',
  { id, name, incidentId }: { id: string; name: string; incidentId: string },
): Promise<void> {
  await record(ctx, { kind, incidentId, subjectId: id, after: [{ id, name }] });
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/**
 * Test alerts arrived at an endpoint: of its own incident, or of any if it is the organization's. Other
 * marks confirm nothing.
 */
export async function confirmDrills(
  ctx: Context,
  { endpoint, receivedAt, receiver, marks }: ArrivedAlerts,
): Promise<void> {
  const ids = marks.filter((mark) => uuid.test(mark)).slice(0, 100);
  if (ids.length === 0) return;
  const { rows } = await sql<{ id: string; name: string; incidentId: string }>`
    update alert_drill set arrived_at = ${receivedAt}, receiver = ${receiver.slice(0, 200) || null},
      endpoint = ${endpoint.name}
    from safeguard
    where safeguard.id = alert_drill.safeguard_id and safeguard.removed_at is null
      and alert_drill.id = any(${ids}::uuid[]) and arrived_at is null and canceled_at is null
      and (${endpoint.incidentId}::uuid is null or safeguard.incident_id = ${endpoint.incidentId}::uuid)
      and safeguard.incident_id not in (${archivedIncidentIds(ctx)})
    returning safeguard.id, safeguard.name, safeguard.incident_id as "incidentId"`.execute(ctx.db);
  for (const safeguard of rows) await recordDrill(ctx, 'safeguard.drill-arrived', safeguard);
}
