import {
  CreateInboundEndpoint,
  DomainError,
  type CreatedInboundEndpoint,
  type InboundEndpoint,
  type InboundSourceName,
} from '@debrief/contract';
import { findInboundSource, inboundSources } from '@debrief/readers';
import { authorize } from '../access/index.ts';
import { hashToken, newToken } from '../account/index.ts';
import { record } from '../activity/index.ts';
import { actorRef, type Context } from '../context.ts';
import { inTransaction, jsonb } from '../db/index.ts';
import { incidentByRef } from '../incident/index.ts';
import { loadEndpoint, presentEndpoint } from './rows.ts';
import { verb } from '../verb.ts';

/**
 * The endpoints of an incident, oldest first, and the services that can send to one. Errors:
 * `not-found`, `forbidden`.
 */
export async function listInboundEndpoints(
  ctx: Context,
  input: { incident: string },
): Promise<{ items: InboundEndpoint[]; sources: InboundSourceName[] }> {
  const incident = await authorize(ctx, 'evidence:import', incidentByRef(ctx, input.incident));
  const rows = await ctx.db
    .selectFrom('inbound_endpoint')
    .selectAll()
    .where('incident_id', '=', incident.id)
    .orderBy('id')
    .execute();
  return {
    items: rows.map(presentEndpoint),
    sources: inboundSources.map(({ name, title, setUp }) => ({ name, title, setUp })),
  };
}

/**
 * Creates an endpoint. Its URL is returned only once. Errors: `invalid`, `not-found`, `forbidden`.
 */
export const createInboundEndpoint = verb(
  CreateInboundEndpoint,
  async (ctx, input): Promise<CreatedInboundEndpoint> => {
    const incident = await authorize(ctx, 'evidence:import', incidentByRef(ctx, input.incident));
    if (!findInboundSource(input.source))
      throw new DomainError(
        'invalid',
        `Unknown source "${input.source}". Use one of ${inboundSources.map(({ name }) => name).join(', ')}.`,
      );
    const token = newToken();
    const row = await ctx.db
      .insertInto('inbound_endpoint')
      .values({
        id: ctx.ids.next(),
        incident_id: incident.id,
        source: input.source,
        name: input.name,
        token_hash: hashToken(token),
        created_at: ctx.clock.now(),
        created_by: jsonb(actorRef(ctx.actor)),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    const after = presentEndpoint(row);
    await record(ctx, {
      kind: 'inbound.created',
      incidentId: incident.id,
      subjectId: row.id,
      after,
    });
    return { ...after, path: addressPath(row.source, token) };
  },
);

/**
 * Replaces the URL: the old one stops working immediately. Errors: `not-found`, `forbidden`,
 * `conflict` if the endpoint is revoked.
 */
export async function rotateInboundEndpoint(
  ctx: Context,
  input: { incident: string; id: string },
): Promise<CreatedInboundEndpoint> {
  const token = newToken();
  const after = await saveToken(ctx, input, token, 'inbound.rotated');
  return { ...after, path: addressPath(after.source, token) };
}

/**
 * Revokes an endpoint; what it delivered is kept. Errors: `not-found`, `forbidden`, `conflict` if
 * it is already revoked.
 */
export async function revokeInboundEndpoint(
  ctx: Context,
  input: { incident: string; id: string },
): Promise<void> {
  await saveToken(ctx, input, null, 'inbound.revoked');
}

async function saveToken(
  ctx: Context,
  input: { incident: string; id: string },
  token: string | null,
  kind: 'inbound.rotated' | 'inbound.revoked',
): Promise<InboundEndpoint> {
  return inTransaction(ctx, async (ctx) => {
    const incident = await incidentByRef(ctx, input.incident);
    const before = await authorize(
      ctx,
      'evidence:import',
      loadEndpoint(ctx, incident.id, input.id),
    );
    const row = await ctx.db
      .updateTable('inbound_endpoint')
      .set({ token_hash: token && hashToken(token) })
      .where('id', '=', before.id)
      .where('token_hash', 'is not', null)
      .returningAll()
      .executeTakeFirst();
    if (!row) throw new DomainError('conflict', 'This endpoint is revoked. Create a new one.');
    const after = presentEndpoint(row);
    await record(ctx, {
      kind,
      incidentId: incident.id,
      subjectId: row.id,
      before: presentEndpoint(before),
      after,
    });
    return after;
  });
}

function addressPath(source: string, token: string): string {
  return `/in/${source}/${token}`;
}
