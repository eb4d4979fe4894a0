import { createHash } from 'node:crypto';
import { DomainError } from '@debrief/contract';
import { findInboundSource, type InboundSource } from '@debrief/readers';
import { refuseInArchive } from '../access/index.ts';
import { hashToken } from '../account/index.ts';
import { enqueue, type Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import type { EndpointRow } from './rows.ts';

/** An endpoint whose URL has been verified. */
export interface OpenEndpoint {
  row: EndpointRow;
  source: InboundSource;
}

/**
 * The endpoint at a URL. The secret is looked up by its hash, so response times reveal nothing
 * about it. Errors: `not-found`, the same for an unknown source, a wrong secret and a revoked
 * endpoint.
 */
export async function endpointAt(
  ctx: Context,
  sourceName: string,
  token: string,
): Promise<OpenEndpoint> {
  const row = await ctx.db
    .selectFrom('inbound_endpoint')
    .selectAll()
    .where('token_hash', '=', hashToken(token))
    .where('source', '=', sourceName)
    .executeTakeFirst();
  const source = findInboundSource(sourceName);
  if (!row || !source) throw new DomainError('not-found', 'Inbound endpoint not found.');
  return { row, source };
}

/**
 * Stores a delivery and adds the job that reads it, in one transaction. A repeated delivery (by the
 * sender's id, else by its content) returns the first one. Errors: `not-signed-in` for a wrong
 * signature; `conflict` for an archived incident, so that the sender keeps it and tries again.
 */
export async function receiveDelivery(
  ctx: Context,
  { row, source }: OpenEndpoint,
  request: { headers: Headers; body: Uint8Array; token: string },
): Promise<{ id: string; isDuplicate: boolean }> {
  const hash = createHash('sha256').update(request.body).digest('hex');
  let deliveryId: string | null;
  try {
    deliveryId = source.verify({ ...request, now: ctx.clock.now() });
  } catch (error) {
    if (error instanceof DomainError)
      await noteRefused(ctx, row, request.body, hash, error.message);
    throw error;
  }
  const key = deliveryId === null ? `sha256:${hash}` : `id:${deliveryId.slice(0, 500)}`;
  return inTransaction(ctx, async (ctx) => {
    await refuseInArchive(ctx, row.incident_id);
    const stored = await ctx.db
      .insertInto('inbound_delivery')
      .values({
        id: ctx.ids.next(),
        endpoint_id: row.id,
        key,
        received_at: ctx.clock.now(),
        state: 'received',
        body: request.body,
        bytes: request.body.length,
      })
      .onConflict((conflict) => conflict.columns(['endpoint_id', 'key']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (stored) {
      await enqueue(ctx, { kind: 'delivery.read', data: { deliveryId: stored.id } });
      return { id: stored.id, isDuplicate: false };
    }
    const { id } = await ctx.db
      .selectFrom('inbound_delivery')
      .select('id')
      .where('endpoint_id', '=', row.id)
      .where('key', '=', key)
      .executeTakeFirstOrThrow();
    return { id, isDuplicate: true };
  });
}

/** Shown in the list of deliveries, without its body: nothing proves who sent it. */
async function noteRefused(
  ctx: Context,
  row: EndpointRow,
  body: Uint8Array,
  hash: string,
  problem: string,
): Promise<void> {
  await ctx.db
    .insertInto('inbound_delivery')
    .values({
      id: ctx.ids.next(),
      endpoint_id: row.id,
      key: `refused:${hash}`,
      received_at: ctx.clock.now(),
      state: 'failed',
      bytes: body.length,
      problem,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['endpoint_id', 'key'])
        .doUpdateSet({ received_at: ctx.clock.now(), problem }),
    )
    .execute();
}
