import { sql } from 'kysely';
import { archivedIncidentIds } from '../../access/index.ts';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/index.ts';
import { followTimeRange } from '../../evidence/index.ts';
import { enqueueRouting, incidentsByIds, loadMilestones } from '../../incident/index.ts';
import type { EndpointRow } from '../rows.ts';
import { followAdded } from './add-delivery.ts';
import { findWindow, type RoutingWindow } from './incident-window.ts';
import { lockEndpoint } from './lock-endpoint.ts';
import type { Rule } from './match-rule.ts';
import { routeRecords, type Place } from './route-records.ts';
import { loadActiveRules } from './rule-rows.ts';

/**
 * Adds what the organization's endpoints keep to an incident, by its services and times, and gives
 * the streams that rules included its new times. Safe to call again at any time: throws if it should
 * be retried.
 */
export async function routeIncident(
  ctx: Context,
  { incidentId }: { incidentId: string },
  signal: AbortSignal,
): Promise<void> {
  const window = await saveWindow(ctx, incidentId);
  if (!window) return;
  const endpoints = await ctx.db
    .selectFrom('inbound_endpoint')
    .selectAll()
    .where('incident_id', 'is', null)
    .orderBy('id')
    .execute();
  for (const endpoint of endpoints) await routePages(ctx, endpoint, window, signal);
}

/** After the rules of an endpoint changed: adds what now belongs to incidents that are not over. */
export async function enqueueOngoing(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  for (const window of await listWindows(ctx, { from: now, until: now }))
    await enqueueRouting(ctx, window.incident_id);
}

async function routePages(
  ctx: Context,
  endpoint: EndpointRow,
  window: RoutingWindow,
  signal: AbortSignal,
): Promise<void> {
  let after: Place | null = null;
  do {
    signal.throwIfAborted();
    const from: Place | null = after;
    after = await inTransaction(ctx, async (ctx) => {
      await lockEndpoint(ctx, endpoint.id);
      const rules = await loadActiveRules(ctx, endpoint.id);
      if (!canMatch(rules, window) || !(await isOpenWindow(ctx, window))) return null;
      return routeRecords(ctx, { endpoint, rules, window, after: from });
    });
  } while (after !== null);
}

/** Adds records that have just arrived to the incidents that they belong to. The caller has locked the endpoint. */
export async function routeArrived(
  ctx: Context,
  endpoint: EndpointRow,
  items: readonly string[],
): Promise<void> {
  await followAdded(ctx, endpoint, items);
  const rules = await loadActiveRules(ctx, endpoint.id);
  if (rules.every(({ service }) => service === null)) return;
  const { rows } = await sql<{ from: Date | null; until: Date | null }>`
    select min(at) as from, max(at) as until from inbound_record where endpoint_id = ${endpoint.id} and item = any(${[...items]}::text[])`.execute(
    ctx.db,
  );
  const [times] = rows;
  if (!times?.from || !times.until) return;
  for (const window of await listWindows(ctx, { from: times.from, until: times.until })) {
    if (!canMatch(rules, window)) continue;
    let after: Place | null = null;
    do after = await routeRecords(ctx, { endpoint, rules, window, items, after });
    while (after !== null);
  }
}

function canMatch(rules: readonly Rule[], { services }: RoutingWindow): boolean {
  return rules.some(
    ({ service }) => service === '*' || (service && services.includes(service.toLowerCase())),
  );
}

/** A clock offset moves records in their windows by less than this. */
const slackMs = 24 * 3_600_000;

/** The windows of incidents that contain a part of this time. */
async function listWindows(
  ctx: Context,
  { from, until }: { from: Date; until: Date },
): Promise<RoutingWindow[]> {
  return ctx.db
    .selectFrom('routing_window')
    .selectAll()
    .where('from_at', '<=', new Date(until.getTime() + slackMs))
    .where((eb) =>
      eb.or([eb('until_at', 'is', null), eb('until_at', '>', new Date(from.getTime() - slackMs))]),
    )
    .where('incident_id', 'not in', archivedIncidentIds(ctx))
    .orderBy('incident_id')
    .execute();
}

async function isOpenWindow(ctx: Context, window: RoutingWindow): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('routing_window')
    .select('incident_id')
    .where('incident_id', '=', window.incident_id)
    .where('incident_id', 'not in', archivedIncidentIds(ctx))
    .executeTakeFirst();
  return row !== undefined;
}

/** The current window of an incident; null if it gets nothing. Sample incidents and imported ones get nothing. */
async function saveWindow(ctx: Context, incidentId: string): Promise<RoutingWindow | null> {
  return inTransaction(ctx, async (ctx) => {
    const incident = (await incidentsByIds(ctx, [incidentId])).get(incidentId);
    if (!incident || incident.archived_at !== null) return null;
    await sql`select pg_advisory_xact_lock(hashtext(${incidentId}))`.execute(ctx.db);
    const before = await ctx.db
      .selectFrom('routing_window')
      .selectAll()
      .where('incident_id', '=', incidentId)
      .executeTakeFirst();
    const canRoute =
      incident.services.length > 0 && !incident.is_demo && incident.origin_ref === null;
    const { milestones } = await loadMilestones(ctx, incident);
    const window = canRoute
      ? findWindow(incident, milestones, before ?? null, ctx.clock.now())
      : null;
    if (!window) {
      await ctx.db.deleteFrom('routing_window').where('incident_id', '=', incidentId).execute();
      return null;
    }
    const { incident_id: _, ...values } = window;
    await ctx.db
      .insertInto('routing_window')
      .values(window)
      .onConflict((conflict) => conflict.column('incident_id').doUpdateSet(values))
      .execute();
    await followTimeRange(ctx, { incidentId, from: window.from_at, until: window.until_at });
    return window;
  });
}
