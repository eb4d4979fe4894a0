import { DomainError, type InboundDelivery } from '@debrief/contract';
import { sql } from 'kysely';
import { authorize } from '../access/index.ts';
import type { Context } from '../context.ts';
import type { Expiry } from '../evidence/index.ts';
import { incidentByRef } from '../incident/index.ts';
import { bodyText, keptDeliveries, loadEndpoint, presentDelivery } from './rows.ts';

/** The latest deliveries to an endpoint, newest first. Errors: `not-found`, `forbidden`. */
export async function listDeliveries(
  ctx: Context,
  input: { incident: string; id: string },
): Promise<{ items: InboundDelivery[] }> {
  const incident = await authorize(ctx, 'evidence:import', incidentByRef(ctx, input.incident));
  const endpoint = await loadEndpoint(ctx, incident.id, input.id);
  const rows = await ctx.db
    .selectFrom('inbound_delivery')
    .selectAll()
    .where('endpoint_id', '=', endpoint.id)
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
  return { items: rows.map((row) => presentDelivery(row)) };
}

/** A delivery with its complete payload, if it is kept. Errors: `not-found`, `forbidden`. */
export async function getDelivery(
  ctx: Context,
  input: { incident: string; id: string; delivery: string },
): Promise<InboundDelivery> {
  const incident = await authorize(ctx, 'evidence:import', incidentByRef(ctx, input.incident));
  const endpoint = await loadEndpoint(ctx, incident.id, input.id);
  const row = await ctx.db
    .selectFrom('inbound_delivery')
    .selectAll()
    .where('endpoint_id', '=', endpoint.id)
    .where('id', '=', input.delivery)
    .executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'Delivery not found.');
  return presentDelivery(row, Infinity);
}

/** Clears what is kept of deliveries that these imports read: their records were removed. */
export async function clearBodies(ctx: Context, importIds: readonly string[]): Promise<void> {
  await ctx.db
    .updateTable('inbound_delivery')
    .set({ body: null })
    .where('import_id', '=', sql<string>`any(${[...importIds]}::uuid[])`)
    .where('body', 'is not', null)
    .execute();
}

/** Clears what is kept of the deliveries of a source that arrived before a time. */
export async function clearExpiredBodies(
  ctx: Context,
  { sourceKey, before, openIncidentIds }: Expiry,
): Promise<void> {
  const [, endpointId] = /^inbound:([0-9a-f-]{36})$/.exec(sourceKey) ?? [];
  if (endpointId === undefined) return;
  await sql`update inbound_delivery set body = null from inbound_endpoint where inbound_endpoint.id = inbound_delivery.endpoint_id
    and inbound_endpoint.id = ${endpointId} and inbound_endpoint.incident_id <> all(${[...openIncidentIds]}::uuid[])
    and inbound_delivery.state <> 'received' and inbound_delivery.received_at < ${before.toISOString()}::timestamptz and body is not null`.execute(
    ctx.db,
  );
}

/** Masks what is kept of deliveries to endpoints of these incidents. */
export async function maskDeliveries(
  ctx: Context,
  incidentIds: readonly string[],
  mask: (text: string) => string,
): Promise<void> {
  const rows = await keptDeliveries(ctx)
    .innerJoin('inbound_endpoint', 'inbound_endpoint.id', 'inbound_delivery.endpoint_id')
    .select(['inbound_delivery.id', 'body', 'problem', 'state'])
    .where('incident_id', 'in', [...incidentIds])
    .execute();
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
