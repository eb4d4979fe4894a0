import {
  ChangeInboundEndpoint,
  CreateInboundEndpoint,
  DomainError,
  InboundEndpointRef,
  RotateInboundEndpoint,
  SetInboundMapping,
  SetInboundSecret,
  type ActivityKind,
  type CreatedInboundEndpoint,
  type InboundEndpoint,
  type InboundEndpointSummary,
  type InboundSourceName,
} from '@debrief/contract';
import { findInboundSource, inboundSources } from '@debrief/readers';
import type { Authorized } from '../access/index.ts';
import { hashToken, newToken } from '../account/index.ts';
import { record } from '../activity/index.ts';
import { actorRef, enqueue, type Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import { findReading } from '../evidence/index.ts';
import type { Updateable } from 'kysely';
import { verb } from '../verb.ts';
import {
  authorizeEndpoint,
  authorizeOwner,
  presentEndpoint,
  refuseConnection,
  type EndpointRow,
} from './rows.ts';
import { summarizeEndpoints } from './summaries.ts';
import type { InboundTables } from './tables.ts';

/**
 * The endpoints of an incident, or of the organization, oldest first, and the services that can send
 * to one. Errors: `not-found`, `forbidden`.
 */
export async function listInboundEndpoints(
  ctx: Context,
  input: { incident?: string },
): Promise<{ items: InboundEndpointSummary[]; sources: InboundSourceName[] }> {
  const incidentId = await authorizeOwner(ctx, input.incident);
  const rows = await ctx.db
    .selectFrom('inbound_endpoint')
    .selectAll()
    .where('incident_id', 'is not distinct from', incidentId)
    .where('id', 'not in', ctx.db.selectFrom('connection').select('endpoint_id'))
    .orderBy('id')
    .execute();
  return {
    items: await summarizeEndpoints(ctx, rows),
    sources: inboundSources.map(({ name, title, setUp, snippet, key }) => ({
      name,
      title,
      setUp,
      snippet,
      key,
    })),
  };
}

/**
 * Creates an endpoint. Its URL is returned only once. Errors: `invalid`, `not-found`, `forbidden`.
 */
export const createInboundEndpoint = verb(
  CreateInboundEndpoint,
  async (ctx, input): Promise<CreatedInboundEndpoint> => {
    const incidentId = await authorizeOwner(ctx, input.incident);
    if (!findInboundSource(input.source))
      throw new DomainError(
        'invalid',
        `Unknown source "${input.source}". Use one of ${inboundSources.map(({ name }) => name).join(', ')}.`,
      );
    await refuseMapping(ctx, input, input.mappingId);
    const token = newToken();
    const row = await ctx.db
      .insertInto('inbound_endpoint')
      .values({
        id: ctx.ids.next(),
        incident_id: incidentId,
        source: input.source,
        name: input.name,
        token_hash: hashToken(token),
        mapping_id: input.mappingId ?? null,
        created_at: ctx.clock.now(),
        created_by: jsonb(actorRef(ctx.actor)),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    const after = presentEndpoint(ctx, row);
    await record(ctx, {
      kind: 'inbound.created',
      incidentId,
      subjectId: row.id,
      after,
    });
    return { ...after, path: addressPath(row.source, token) };
  },
);

/**
 * Replaces the URL. The old one works for another day, or stops `immediately`. Errors: `not-found`,
 * `forbidden`, `conflict` if the endpoint is revoked.
 */
export const rotateInboundEndpoint = verb(
  RotateInboundEndpoint,
  async (ctx, input): Promise<CreatedInboundEndpoint> => {
    const token = newToken();
    const before = await authorizeEndpoint(ctx, input);
    refuseConnection(before);
    const after = await recordChange(ctx, 'inbound.rotated', before, {
      token_hash: hashToken(token),
      old_token_hash: input.immediately === true ? null : before.token_hash,
      old_token_until: input.immediately === true ? null : overlapEnd(ctx),
    });
    return { ...after, path: addressPath(after.source, token) };
  },
);

/**
 * Stores the signing secret that the sender made, or removes it. The one before it is accepted for
 * another day, or not at all if it ends `immediately`. Errors: `invalid`, `not-found`, `forbidden`,
 * `conflict` if the endpoint is revoked.
 */
export const setInboundSecret = verb(
  SetInboundSecret,
  async (ctx, input): Promise<InboundEndpoint> => {
    const before = await authorizeEndpoint(ctx, input);
    refuseConnection(before);
    if (findInboundSource(before.source)?.key === 'none')
      throw new DomainError('invalid', 'This tool does not sign its deliveries.');
    const isKept = input.secret !== null && before.secret !== null && input.immediately !== true;
    return recordChange(ctx, 'inbound.secret-changed', before, {
      secret: input.secret,
      old_secret: isKept ? before.secret : null,
      old_secret_until: isKept ? overlapEnd(ctx) : null,
    });
  },
);

/**
 * Selects the saved mapping that reads the records. What was not understood is kept, and can be read
 * again; what the organization keeps is read again now, before an incident gets it. Errors: `invalid`, `not-found`, `forbidden`, `conflict` if the endpoint is revoked.
 */
export const setInboundMapping = verb(
  SetInboundMapping,
  async (ctx, input): Promise<InboundEndpoint> => {
    const before = await authorizeEndpoint(ctx, input);
    await refuseMapping(ctx, before, input.mappingId);
    const change = { mapping_id: input.mappingId };
    const after = await recordChange(ctx, 'inbound.mapping-changed', before, change);
    if (before.incident_id === null)
      await enqueue(ctx, { kind: 'delivery.reread', data: { endpointId: before.id, isAll: true } });
    return after;
  },
);

/**
 * Revokes an endpoint; what it delivered is kept. Errors: `not-found`, `forbidden`, `conflict` if
 * it is already revoked.
 */
export const revokeInboundEndpoint = verb(InboundEndpointRef, async (ctx, input): Promise<void> => {
  await recordChange(ctx, 'inbound.revoked', await authorizeEndpoint(ctx, input), {
    token_hash: null,
    old_token_hash: null,
    old_token_until: null,
    secret: null,
    old_secret: null,
    old_secret_until: null,
  });
});

/** Renames an endpoint of the organization, or changes how long it keeps deliveries. Errors: `invalid`, `not-found`, `forbidden`, `conflict`. */
export const changeInboundEndpoint = verb(
  ChangeInboundEndpoint,
  async (ctx, { id, name, keepDays }): Promise<InboundEndpoint> => {
    const before = await authorizeEndpoint(ctx, { id });
    return recordChange(ctx, 'inbound.changed', before, {
      name: name ?? before.name,
      keep_days: keepDays ?? before.keep_days,
    });
  },
);

/** How long an old address or secret is accepted: time to change it in the sender. */
const overlapMs = 24 * 3_600_000;
const overlapEnd = (ctx: Context): Date => new Date(ctx.clock.now().getTime() + overlapMs);

async function recordChange(
  ctx: Context,
  kind: ActivityKind,
  before: Authorized<EndpointRow>,
  change: Updateable<InboundTables['inbound_endpoint']>,
): Promise<InboundEndpoint> {
  const row = await ctx.db
    .updateTable('inbound_endpoint')
    .set(change)
    .where('id', '=', before.id)
    .where('token_hash', 'is not', null)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw new DomainError('conflict', 'This endpoint is revoked. Create a new one.');
  const after = presentEndpoint(ctx, row);
  await record(ctx, {
    kind,
    incidentId: row.incident_id,
    subjectId: row.id,
    before: presentEndpoint(ctx, before),
    after,
  });
  return after;
}

function addressPath(source: string, token: string): string {
  return `/in/${source}/${token}`;
}

/** Errors: `invalid` for a source that has its own form; `not-found`. */
async function refuseMapping(
  ctx: Context,
  endpoint: Pick<EndpointRow, 'source'>,
  mappingId: string | null | undefined,
): Promise<void> {
  if (mappingId === null || mappingId === undefined) return;
  if (endpoint.source !== 'generic')
    throw new DomainError('invalid', 'Only the source "generic" is read with a mapping.');
  if (!(await findReading(ctx, mappingId)))
    throw new DomainError('not-found', 'Saved mapping not found.');
}
