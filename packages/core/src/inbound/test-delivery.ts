import { DomainError, InboundEndpointRef, type InboundDelivery } from '@debrief/contract';
import { findInboundSource, toSamplePayload } from '@debrief/readers';
import { record } from '../activity/index.ts';
import { verb } from '../verb.ts';
import { storeDelivery } from './receive-delivery.ts';
import { authorizeEndpoint, presentDelivery, presentEndpoint, refuseConnection } from './rows.ts';

/**
 * Stores a sample of what the tool sends, marked as a test. It is read like any delivery, and its
 * import can be undone. Errors: `not-found`, `forbidden`, `conflict` for an archived incident or a
 * revoked endpoint.
 */
export const sendTestDelivery = verb(
  InboundEndpointRef,
  async (ctx, input): Promise<InboundDelivery> => {
    const endpoint = await authorizeEndpoint(ctx, input);
    refuseConnection(endpoint);
    if (endpoint.token_hash === null || !findInboundSource(endpoint.source))
      throw new DomainError('conflict', 'This endpoint is revoked. Create a new one.');
    const body = Buffer.from(toSamplePayload(endpoint.source, ctx.clock.now()));
    const key = `test:${ctx.ids.next()}`;
    const { id } = await storeDelivery(ctx, { endpoint, key, body, isTest: true });
    await record(ctx, {
      kind: 'inbound.test-sent',
      incidentId: endpoint.incident_id,
      subjectId: endpoint.id,
      after: presentEndpoint(ctx, endpoint),
    });
    const row = await ctx.db
      .selectFrom('inbound_delivery')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return presentDelivery(row);
  },
);
