import { createHash } from 'node:crypto';
import {
  connectionKinds,
  DomainError,
  type InboundDelivery,
  type InboundEndpoint,
} from '@debrief/contract';
import { findBodyReader } from '@debrief/readers';
import { sql, type Selectable } from 'kysely';
import { authorize, refuseUnless, type Authorized } from '../access/index.ts';
import type { Context } from '../context.ts';
import { incidentByRef } from '../incident/index.ts';
import type { InboundTables } from './tables.ts';

export type EndpointRow = Selectable<InboundTables['inbound_endpoint']>;
export type DeliveryRow = Selectable<InboundTables['inbound_delivery']>;

export function presentEndpoint(ctx: Context, row: EndpointRow): InboundEndpoint {
  const stillAhead = (until: Date | null): string | null =>
    until !== null && until > ctx.clock.now() ? until.toISOString() : null;
  return {
    id: row.id,
    name: row.name,
    source: row.source,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    isRevoked: row.token_hash === null,
    oldAddressUntil: stillAhead(row.old_token_until),
    hasSecret: row.secret !== null,
    oldSecretUntil: stillAhead(row.old_secret_until),
    mappingId: row.mapping_id,
    refused: row.refused,
    keepDays: row.incident_id === null ? row.keep_days : null,
  };
}

/** An endpoint as it was read. Each change makes another version, in any process. */
export interface VersionedEndpoint {
  row: EndpointRow;
  version: string;
}

/** The endpoints with these hashes of secrets, in their order; null for an unknown one. */
export async function findEndpoints(
  ctx: Context,
  hashes: readonly string[],
): Promise<(VersionedEndpoint | null)[]> {
  // One parameter: a list of them would be another statement for each size of a batch.
  const isAny = sql<string>`any(${[...hashes]}::text[])`;
  const rows = await ctx.db
    .selectFrom('inbound_endpoint')
    .selectAll()
    .select(sql<string>`xmin::text`.as('version'))
    .where((eb) =>
      eb.or([
        eb('token_hash', '=', isAny),
        eb.and([eb('old_token_hash', '=', isAny), eb('old_token_until', '>', ctx.clock.now())]),
      ]),
    )
    .execute();
  const now = ctx.clock.now();
  const byHash = new Map<string, VersionedEndpoint>();
  for (const { version, ...row } of rows) {
    const found = { row, version };
    if (row.token_hash !== null) byHash.set(row.token_hash, found);
    if (row.old_token_hash !== null && row.old_token_until !== null && row.old_token_until > now)
      byHash.set(row.old_token_hash, found);
  }
  return hashes.map((hash) => byHash.get(hash) ?? null);
}

/**
 * The incident of endpoints, null for those of the organization, which only admins can see and
 * change. Errors: `not-found`, `forbidden`.
 */
export async function authorizeOwner(
  ctx: Context,
  incident: string | undefined,
): Promise<string | null> {
  if (incident !== undefined)
    return (await authorize(ctx, 'evidence:import', incidentByRef(ctx, incident))).id;
  refuseUnless(ctx, 'access:manage');
  return null;
}

/** Errors: `not-found`, `forbidden`. */
export async function authorizeEndpoint(
  ctx: Context,
  { incident, id }: { incident?: string | undefined; id: string },
): Promise<Authorized<EndpointRow>> {
  const incidentId = await authorizeOwner(ctx, incident);
  const permission = incidentId === null ? 'access:manage' : 'evidence:import';
  return authorize(ctx, permission, loadEndpoint(ctx, incidentId, id));
}

/** Errors: `not-found`. */
export async function loadEndpoint(
  ctx: Context,
  incidentId: string | null,
  id: string,
): Promise<EndpointRow> {
  const row = await ctx.db
    .selectFrom('inbound_endpoint')
    .selectAll()
    .where('id', '=', id)
    .where('incident_id', 'is not distinct from', incidentId)
    .executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'Inbound endpoint not found.');
  return row;
}

/** Errors: `invalid` for a connection: it has no address, and nothing is sent to it. */
export function refuseConnection({ source }: EndpointRow): void {
  if (Object.hasOwn(connectionKinds, source))
    throw new DomainError('invalid', 'This is a connection: it has no address.');
}

/** A delivery as an import. */
export function toDelivery(
  { id, name, source }: EndpointRow,
  delivery: Pick<DeliveryRow, 'body' | 'bytes' | 'is_test'>,
) {
  const reader = findBodyReader(source);
  const body = delivery.body ?? Buffer.alloc(0);
  return {
    name: delivery.is_test ? `${name} (test)` : name,
    source: reader?.source?.(body) ?? { kind: 'inbound', key: `inbound:${id}`, name },
    contentHash: createHash('sha256').update(body).digest('hex'),
    bytes: delivery.bytes,
    format: reader?.format ?? 'json',
  };
}

/**
 * What is kept with its body because it was not understood, or not completely. Only such bodies
 * exist once a delivery of an incident was read.
 */
export function keptDeliveries(ctx: Context) {
  return ctx.db
    .selectFrom('inbound_delivery')
    .where('body', 'is not', null)
    .where('state', '<>', 'received')
    .where((eb) => eb.or([eb('state', '<>', 'read'), eb('problem', 'is not', null)]));
}

const longestPayload = 2_000;

export function presentDelivery(
  row: DeliveryRow,
  longest = longestPayload,
  addedTo: InboundDelivery['addedTo'] = [],
): InboundDelivery {
  const text = row.body && bodyText(row.body);
  return {
    id: row.id,
    receivedAt: row.received_at.toISOString(),
    state: row.state,
    bytes: row.bytes,
    problem: row.problem,
    payload: text && text.slice(0, longest).toWellFormed(),
    isCut: text !== null && text.length > longest,
    isTest: row.is_test,
    importId: row.import_id,
    addedTo,
  };
}

/** The body as displayable text. */
export function bodyText(body: Uint8Array): string {
  return Buffer.from(body).toString('utf8').replaceAll('\0', '\ufffd');
}
