import { DomainError, type InboundDelivery } from '@debrief/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Expiry } from '../evidence/index.ts';
import { incidentsByIds } from '../incident/index.ts';
import {
  authorizeEndpoint,
  bodyText,
  keptDeliveries,
  presentDelivery,
  type DeliveryRow,
  type EndpointRow,
} from './rows.ts';

/** The latest deliveries to an endpoint, newest first. Errors: `not-found`, `forbidden`. */
export async function listDeliveries(
  ctx: Context,
  input: { incident?: string; id: string },
): Promise<{ items: InboundDelivery[] }> {
  const endpoint = await authorizeEndpoint(ctx, input);
  const rows = await ctx.db
    .selectFrom('inbound_delivery')
    .selectAll()
    .where('endpoint_id', '=', endpoint.id)
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
  const addedTo = await findAddedTo(ctx, endpoint, rows);
  return { items: rows.map((row) => presentDelivery(row, undefined, addedTo.get(row.id))) };
}

/** A delivery with its complete payload, if it is kept. Errors: `not-found`, `forbidden`. */
export async function getDelivery(
  ctx: Context,
  input: { incident?: string; id: string; delivery: string },
): Promise<InboundDelivery> {
  const endpoint = await authorizeEndpoint(ctx, input);
  const row = await ctx.db
    .selectFrom('inbound_delivery')
    .selectAll()
    .where('endpoint_id', '=', endpoint.id)
    .where('id', '=', input.delivery)
    .executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'Delivery not found.');
  return presentDelivery(row, Infinity, (await findAddedTo(ctx, endpoint, [row])).get(row.id));
}

/**
 * Clears what is kept of deliveries that these imports read, or added to an incident: their records
 * were removed.
 */
export async function clearBodies(ctx: Context, importIds: readonly string[]): Promise<void> {
  await ctx.db
    .updateTable('inbound_delivery')
    .set({ body: null })
    .where('import_id', '=', sql<string>`any(${[...importIds]}::uuid[])`)
    .where('body', 'is not', null)
    .execute();
  await clearRoutedDeliveries(ctx, importIds);
}

/** Clears what is kept of the deliveries of a source that arrived before a time. */
export async function clearExpiredBodies(
  ctx: Context,
  { sourceKey, before, openIncidentIds }: Expiry,
): Promise<void> {
  const [, endpointId] = /^inbound:([0-9a-f-]{36})$/.exec(sourceKey) ?? [];
  if (endpointId === undefined) return;
  await sql`update inbound_delivery set body = null from inbound_endpoint where inbound_endpoint.id = inbound_delivery.endpoint_id
    and inbound_endpoint.id = ${endpointId} and (inbound_endpoint.incident_id is null or inbound_endpoint.incident_id <> all(${[...openIncidentIds]}::uuid[]))
    and inbound_delivery.state <> 'received' and inbound_delivery.received_at < ${before.toISOString()}::timestamptz and body is not null`.execute(
    ctx.db,
  );
}

/** The incidents to which rules added records of these deliveries, of those that the actor can see. */
async function findAddedTo(
  ctx: Context,
  endpoint: EndpointRow,
  rows: readonly DeliveryRow[],
): Promise<Map<string, InboundDelivery['addedTo']>> {
  if (endpoint.incident_id !== null || rows.length === 0) return new Map();
  const routed = await ctx.db
    .selectFrom('inbound_routed')
    .select(['delivery_id as id', 'incident_id as incidentId', 'import_id as importId'])
    .distinct()
    .where(
      'delivery_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('import_id')
    .execute();
  const seen = await incidentsByIds(ctx, [...new Set(routed.map((row) => row.incidentId))]);
  const added = Map.groupBy(routed, ({ id }) => id);
  return new Map(
    [...added].map(([id, routes]) => [
      id,
      routes.flatMap(({ incidentId, importId }) => {
        const incident = seen.get(incidentId);
        return incident ? [{ incident: `INC-${incident.number}`, importId }] : [];
      }),
    ]),
  );
}

/**
 * Clears what is kept of the deliveries that these imports added to incidents: an item of theirs was
 * redacted, and another incident must not get it from here.
 */
export async function clearRoutedDeliveries(
  ctx: Context,
  importIds: readonly string[],
): Promise<void> {
  await ctx.db
    .updateTable('inbound_delivery')
    .set({ body: null })
    .where('body', 'is not', null)
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('inbound_routed')
        .select('delivery_id')
        .where('import_id', '=', sql<string>`any(${[...importIds]}::uuid[])`),
    )
    .execute();
}

/**
 * Masks what is kept of deliveries to endpoints of these incidents, and of those that rules added to
 * them.
 */
export async function maskDeliveries(
  ctx: Context,
  incidentIds: readonly string[],
  mask: (text: string) => string,
): Promise<void> {
  const own = await keptDeliveries(ctx)
    .innerJoin('inbound_endpoint', 'inbound_endpoint.id', 'inbound_delivery.endpoint_id')
    .select(['inbound_delivery.id', 'body', 'problem', 'state'])
    .where('incident_id', 'in', [...incidentIds])
    .execute();
  const added = await ctx.db
    .selectFrom('inbound_delivery')
    .select(['id', 'body', 'problem', 'state'])
    .where('body', 'is not', null)
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('inbound_routed')
        .select('delivery_id')
        .where('incident_id', 'in', [...incidentIds]),
    )
    .execute();
  const rows = [...own, ...added];
  for (const { id, body, problem, state } of rows) {
    const text = bodyText(body ?? new Uint8Array());
    const next = { text: mask(text), problem: problem && mask(problem) };
    if (next.text === text && next.problem === problem) continue;
    await ctx.db
      .updateTable('inbound_delivery')
      // The records that were imported are masked themselves: read again, they would be revisions.
      .set({
        body: state === 'imported' ? null : Buffer.from(next.text),
        problem: next.problem,
      })
      .where('id', '=', id)
      .execute();
  }
}
