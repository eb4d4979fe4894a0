import { RereadDeliveries } from '@debrief/contract';
import { record } from '../activity/index.ts';
import { enqueue, type Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { verb } from '../verb.ts';
import { authorizeOwner, keptDeliveries, loadEndpoint, presentEndpoint } from './rows.ts';

/**
 * Reads the deliveries again that were not understood, of an endpoint or of all endpoints of an
 * incident, in the background. Returns how many there are. Errors: `not-found`, `forbidden`,
 * `conflict` for an archived incident.
 */
export const rereadDeliveries = verb(
  RereadDeliveries,
  async (ctx, input): Promise<{ deliveries: number }> => {
    const incidentId = await authorizeOwner(ctx, input.incident);
    const endpoints =
      input.id === undefined
        ? await ctx.db
            .selectFrom('inbound_endpoint')
            .selectAll()
            .where('incident_id', 'is not distinct from', incidentId)
            .execute()
        : [await loadEndpoint(ctx, incidentId, input.id)];
    let deliveries = 0;
    for (const endpoint of endpoints) {
      const { count } = await keptDeliveries(ctx)
        .where('endpoint_id', '=', endpoint.id)
        .select((eb) => eb.fn.countAll<string>().as('count'))
        .executeTakeFirstOrThrow();
      if (Number(count) === 0) continue;
      deliveries += Number(count);
      await enqueue(ctx, { kind: 'delivery.reread', data: { endpointId: endpoint.id } });
      await record(ctx, {
        kind: 'inbound.reread',
        incidentId,
        subjectId: endpoint.id,
        after: presentEndpoint(ctx, endpoint),
      });
    }
    return { deliveries };
  },
);

const pageSize = 100;

/**
 * Puts what is kept back in the queue, page by page: a delivery and its job are changed together, so
 * the process can end at any time.
 */
export async function runRereadJob(
  ctx: Context,
  { endpointId, isAll = false }: { endpointId: string; isAll?: boolean | undefined },
  signal: AbortSignal,
): Promise<void> {
  for (let after = ''; ;) {
    signal.throwIfAborted();
    const page = await (isAll ? listKept(ctx) : keptDeliveries(ctx))
      .select('id')
      .where('endpoint_id', '=', endpointId)
      .$if(after !== '', (query) => query.where('id', '>', after))
      .orderBy('id')
      .limit(pageSize)
      .execute();
    for (const { id } of page) await readAgain(ctx, id);
    after = page.at(-1)?.id ?? '';
    if (page.length < pageSize) return;
  }
}

/** What an endpoint of the organization keeps for incidents, also if it was understood. */
function listKept(ctx: Context) {
  return ctx.db
    .selectFrom('inbound_delivery')
    .where('body', 'is not', null)
    .where('state', 'in', ['read', 'unreadable', 'failed'])
    .where('is_test', '=', false);
}

async function readAgain(ctx: Context, id: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const changed = await ctx.db
      .updateTable('inbound_delivery')
      .set({ state: 'received', attempts: 0 })
      .where('id', '=', id)
      .where('state', 'in', ['unreadable', 'failed', 'imported', 'read'])
      .where('body', 'is not', null)
      .executeTakeFirst();
    if (changed.numUpdatedRows > 0n)
      await enqueue(ctx, { kind: 'delivery.read', data: { deliveryIds: [id] } });
  });
}
