import type { InboundDelivery } from '@debrief/contract';
import { authorize } from '../access/index.ts';
import type { Context } from '../context.ts';
import { incidentByRef } from '../incident/index.ts';
import { bodyText, loadEndpoint, presentDelivery } from './rows.ts';

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
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
  return { items: rows.map(presentDelivery) };
}

/** Masks stored deliveries to endpoints of these incidents that could not be read. */
export async function maskDeliveries(
  ctx: Context,
  incidentIds: readonly string[],
  mask: (text: string) => string,
): Promise<void> {
  const rows = await ctx.db
    .selectFrom('inbound_delivery')
    .innerJoin('inbound_endpoint', 'inbound_endpoint.id', 'inbound_delivery.endpoint_id')
    .select(['inbound_delivery.id', 'body', 'problem'])
    .where('incident_id', 'in', [...incidentIds])
    .where('state', 'in', ['unreadable', 'failed'])
    .execute();
  for (const { id, body, problem } of rows) {
    const text = bodyText(body ?? new Uint8Array());
    const next = { text: mask(text), problem: problem && mask(problem) };
    if (next.text === text && next.problem === problem) continue;
    await ctx.db
      .updateTable('inbound_delivery')
      .set({ body: Buffer.from(next.text), problem: next.problem })
      .where('id', '=', id)
      .execute();
  }
}
