import { createHash } from 'node:crypto';
import { DomainError } from '@debrief/contract';
import { findInboundSource, type FetchText, type InboundSource } from '@debrief/readers';
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
  const hash = hashToken(token);
  const row = await ctx.db
    .selectFrom('inbound_endpoint')
    .selectAll()
    .where('source', '=', sourceName)
    .where((eb) =>
      eb.or([
        eb('token_hash', '=', hash),
        eb.and([eb('old_token_hash', '=', hash), eb('old_token_until', '>', ctx.clock.now())]),
      ]),
    )
    .executeTakeFirst();
  const source = findInboundSource(sourceName);
  if (!row || !source) throw new DomainError('not-found', 'Inbound endpoint not found.');
  return { row, source };
}

/**
 * Stores a delivery and adds the job that reads it, in one transaction. A repeated delivery (by the
 * sender's id, else by its content) returns the first one. A message that was only to be answered
 * has no id. Errors: `not-signed-in` for a wrong
 * signature; `conflict` for an archived incident, so that the sender keeps it and tries again.
 */
export async function receiveDelivery(
  ctx: Context,
  { row, source }: OpenEndpoint,
  sent: { headers: Headers; body: Uint8Array; token: string; fetchText: FetchText },
): Promise<{ id: string | null; isDuplicate: boolean }> {
  const now = ctx.clock.now();
  const { fetchText, ...given } = sent;
  const request = { ...given, secrets: liveSecrets(row, now), now };
  let deliveryId: string | null;
  try {
    const online = await source.verifyOnline?.(request, fetchText);
    if (online?.isAnswered === true) return { id: null, isDuplicate: false };
    deliveryId = online ? online.id : source.verify(request);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not-signed-in')
      await noteRefused(ctx, row, sent.body, error.message);
    throw error;
  }
  const body = source.toStored?.(request) ?? sent.body;
  const hash = createHash('sha256').update(body).digest('hex');
  const key = deliveryId === null ? `sha256:${hash}` : `id:${deliveryId.slice(0, 500)}`;
  return inTransaction(ctx, async (ctx) => storeDelivery(ctx, row, { key, body, isTest: false }));
}

/**
 * Stores what is to be read, and adds the job, in the caller's transaction. The same key is stored
 * once. Errors: `conflict` for an archived incident.
 */
export async function storeDelivery(
  ctx: Context,
  endpoint: EndpointRow,
  { key, body, isTest }: { key: string; body: Uint8Array; isTest: boolean },
): Promise<{ id: string; isDuplicate: boolean }> {
  await refuseInArchive(ctx, endpoint.incident_id);
  const stored = await ctx.db
    .insertInto('inbound_delivery')
    .values({
      id: ctx.ids.next(),
      endpoint_id: endpoint.id,
      key,
      received_at: ctx.clock.now(),
      state: 'received',
      body,
      bytes: body.length,
      is_test: isTest,
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
    .where('endpoint_id', '=', endpoint.id)
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  return { id, isDuplicate: true };
}

function liveSecrets(row: EndpointRow, now: Date): string[] {
  const old = row.old_secret_until !== null && row.old_secret_until > now ? row.old_secret : null;
  return [row.secret, old].filter((secret) => secret !== null);
}

/** Anyone can cause these, so an endpoint keeps only the latest ones. */
const mostRefused = 50;

/**
 * Counted, and shown in the list of deliveries without its body: nothing proves who sent it. A new
 * one takes the place of the oldest.
 */
async function noteRefused(
  ctx: Context,
  { id: endpointId }: EndpointRow,
  body: Uint8Array,
  problem: string,
): Promise<void> {
  const { refused } = await ctx.db
    .updateTable('inbound_endpoint')
    .set((eb) => ({ refused: eb('refused', '+', 1) }))
    .where('id', '=', endpointId)
    .returning('refused')
    .executeTakeFirstOrThrow();
  const facts = {
    id: ctx.ids.next(),
    received_at: ctx.clock.now(),
    bytes: body.length,
    problem,
  };
  await ctx.db
    .insertInto('inbound_delivery')
    .values({
      ...facts,
      endpoint_id: endpointId,
      key: `refused:${refused % mostRefused}`,
      state: 'refused',
    })
    .onConflict((conflict) => conflict.columns(['endpoint_id', 'key']).doUpdateSet(facts))
    .execute();
}
