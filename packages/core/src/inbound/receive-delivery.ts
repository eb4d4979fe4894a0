import { createHash } from 'node:crypto';
import { DomainError } from '@debrief/contract';
import type { FetchText, InboundSource } from '@debrief/readers';
import { sql } from 'kysely';
import { archivedConflict, archivedIncidentIds } from '../access/index.ts';
import { enqueue, type Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import type { EndpointRow } from './rows.ts';

/** An endpoint whose URL has been verified. */
export interface OpenEndpoint {
  row: EndpointRow;
  source: InboundSource;
  /** Of a row that was read earlier: nothing is stored, refused or counted if it has changed since. */
  version: string | null;
}

export interface SentDelivery {
  headers: Headers;
  body: Uint8Array;
  token: string;
  fetchText: FetchText;
}

/** A message that was only to be answered has no id. */
export interface ReceivedDelivery {
  id: string | null;
  isDuplicate: boolean;
}

/** A verified delivery that is to be stored. The same key is stored once for an endpoint. */
export interface NewDelivery {
  endpoint: EndpointRow;
  version?: string | null;
  key: string;
  body: Uint8Array;
  isTest: boolean;
}

export interface StoredDelivery {
  id: string;
  isDuplicate: boolean;
}

/**
 * Verifies a delivery and stores it with the job that reads it, in one transaction. A repeated
 * delivery (by the sender's id, else by its content) returns the first one. Errors: `not-signed-in`
 * for a wrong signature; `conflict` for an archived incident, so that the sender keeps it and tries
 * again; `unavailable`.
 */
export async function receiveDelivery(
  ctx: Context,
  { row, source, version }: OpenEndpoint,
  sent: SentDelivery,
  store: (delivery: NewDelivery) => Promise<StoredDelivery> = (delivery) =>
    storeDelivery(ctx, delivery),
): Promise<ReceivedDelivery> {
  const now = ctx.clock.now();
  const { fetchText, ...given } = sent;
  const request = { ...given, secrets: liveSecrets(row, now), now };
  let deliveryId: string | null;
  try {
    const online = await source.verifyOnline?.(request, fetchText);
    if (online?.isAnswered === true) return { id: null, isDuplicate: false };
    deliveryId = online ? online.id : source.verify(request);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not-signed-in' && version === null)
      await noteRefused(ctx, row, sent.body, error.message);
    throw error;
  }
  const body = source.toStored?.(request) ?? sent.body;
  return store({ endpoint: row, version, key: toKey(deliveryId, body), body, isTest: false });
}

function toKey(deliveryId: string | null, body: Uint8Array): string {
  if (deliveryId === null) return `sha256:${createHash('sha256').update(body).digest('hex')}`;
  return `id:${deliveryId.slice(0, 500).replaceAll('\0', '\ufffd').toWellFormed()}`;
}

/** Errors: `conflict` for an archived incident. */
export async function storeDelivery(ctx: Context, delivery: NewDelivery): Promise<StoredDelivery> {
  const [stored] = await storeDeliveries(ctx, [delivery]);
  if (stored === undefined || stored instanceof Error) throw stored ?? new Error('Not stored');
  return stored;
}

/**
 * Stores what is to be read, and adds the job that reads it, in one transaction. A delivery to an archived
 * incident, or to another version of its endpoint, has a `conflict` as its result.
 */
export async function storeDeliveries(
  ctx: Context,
  deliveries: readonly NewDelivery[],
): Promise<(StoredDelivery | DomainError)[]> {
  const rows = deliveries.map((delivery) => ({ id: ctx.ids.next(), delivery }));
  return inTransaction(ctx, async (ctx) => {
    const stored = await insertDeliveries(ctx, rows);
    if (stored.size > 0)
      await enqueue(ctx, { kind: 'delivery.read', data: { deliveryIds: [...stored] } });
    const missing = rows.filter(({ id }) => !stored.has(id));
    const known = missing.length === 0 ? new Map<string, string>() : await findKnown(ctx, missing);
    return rows.map(({ id, delivery }) => {
      if (stored.has(id)) return { id, isDuplicate: false };
      const first = known.get(`${delivery.endpoint.id} ${delivery.key}`);
      return first === undefined ? archivedConflict() : { id: first, isDuplicate: true };
    });
  });
}

/** In a query of `endpoint` and `row`: it has not changed, and its incident is not archived. */
const isOpen = (ctx: Context) =>
  sql`(row.version is null or row.version = endpoint.xmin::text) and not exists (select 1 from (${archivedIncidentIds(ctx)}) archived where archived.id = endpoint.incident_id)`;

type NewRow = { id: string; delivery: NewDelivery };

/** Returns the ids of those that are new, and whose incident is not archived. */
async function insertDeliveries(ctx: Context, rows: readonly NewRow[]): Promise<Set<string>> {
  const column = <T>(read: (delivery: NewDelivery) => T) => rows.map((row) => read(row.delivery));
  const { rows: stored } = await sql<{ id: string }>`
    insert into inbound_delivery (id, endpoint_id, key, received_at, state, body, bytes, is_test)
    select row.id, row.endpoint_id, row.key, ${ctx.clock.now().toISOString()}::timestamptz, 'received', decode(row.body, 'hex'), length(row.body) / 2, row.is_test
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${column(({ endpoint }) => endpoint.id)}::uuid[], ${column(({ key }) => key)}::text[],
      ${column(({ body }) => Buffer.from(body).toString('hex'))}::text[], ${column(({ isTest }) => isTest)}::boolean[],
      ${column(({ version }) => version ?? null)}::text[]
    ) as row (id, endpoint_id, key, body, is_test, version)
    join inbound_endpoint endpoint on endpoint.id = row.endpoint_id
    where ${isOpen(ctx)}
    on conflict (endpoint_id, key) do nothing
    returning id`.execute(ctx.db);
  return new Set(stored.map(({ id }) => id));
}

/** The ids of deliveries that were stored before, by endpoint and key; none in an archive. */
async function findKnown(ctx: Context, rows: readonly NewRow[]): Promise<Map<string, string>> {
  const { rows: known } = await sql<{ id: string; endpoint_id: string; key: string }>`
    select d.id, d.endpoint_id, d.key
    from unnest(${rows.map(({ delivery }) => delivery.endpoint.id)}::uuid[], ${rows.map(({ delivery }) => delivery.key)}::text[],
      ${rows.map(({ delivery }) => delivery.version ?? null)}::text[]) as row (endpoint_id, key, version)
    join inbound_delivery d on d.endpoint_id = row.endpoint_id and d.key = row.key
    join inbound_endpoint endpoint on endpoint.id = d.endpoint_id
    where ${isOpen(ctx)}`.execute(ctx.db);
  return new Map(known.map(({ id, endpoint_id: endpointId, key }) => [`${endpointId} ${key}`, id]));
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
