import type { InboundEndpointSummary } from '@debrief/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { keptDeliveries, presentEndpoint, type EndpointRow } from './rows.ts';

const hours = 24;
const hourMs = 3_600_000;
const noHours = (): number[] => Array.from({ length: hours }, () => 0);

/** Endpoints with what happened lately. */
export async function summarizeEndpoints(
  ctx: Context,
  endpoints: readonly EndpointRow[],
): Promise<InboundEndpointSummary[]> {
  if (endpoints.length === 0) return [];
  const ids = endpoints.map(({ id }) => id);
  const kept = new Map(
    (
      await keptDeliveries(ctx)
        .select((eb) => ['endpoint_id', eb.fn.countAll<string>().as('count')])
        .where('endpoint_id', 'in', ids)
        .groupBy('endpoint_id')
        .execute()
    ).map(({ endpoint_id: id, count }) => [id, Number(count)]),
  );
  const perHour = await countPerHour(ctx, ids);
  const summaries: InboundEndpointSummary[] = [];
  for (const endpoint of endpoints)
    summaries.push({
      ...presentEndpoint(ctx, endpoint),
      ...(await findLatest(ctx, endpoint.id)),
      notUnderstood: kept.get(endpoint.id) ?? 0,
      perHour: perHour.get(endpoint.id) ?? noHours(),
    });
  return summaries;
}

async function countPerHour(ctx: Context, ids: readonly string[]): Promise<Map<string, number[]>> {
  const now = ctx.clock.now().getTime();
  const rows = await ctx.db
    .selectFrom('inbound_delivery')
    .select((eb) => [
      'endpoint_id',
      sql<number>`floor(extract(epoch from ${new Date(now)}::timestamptz - received_at) / 3600)::int`.as(
        'ago',
      ),
      eb.fn.countAll<string>().as('count'),
    ])
    .where('endpoint_id', 'in', ids)
    .where('received_at', '>', new Date(now - hours * hourMs))
    .where('received_at', '<=', new Date(now))
    .where('state', '<>', 'refused')
    .groupBy(['endpoint_id', 'ago'])
    .execute();
  const counts = new Map<string, number[]>();
  for (const { endpoint_id: id, ago, count } of rows) {
    const list = counts.get(id) ?? noHours();
    list[hours - 1 - ago] = Number(count);
    counts.set(id, list);
  }
  return counts;
}

async function findLatest(
  ctx: Context,
  endpointId: string,
): Promise<Pick<InboundEndpointSummary, 'lastDeliveryAt' | 'lastProblem'>> {
  const latest = ctx.db
    .selectFrom('inbound_delivery')
    .select(['received_at', 'problem'])
    .where('endpoint_id', '=', endpointId)
    .orderBy('received_at', 'desc')
    .limit(1);
  const delivery = await latest.where('state', '<>', 'refused').executeTakeFirst();
  const failure = await latest.where('problem', 'is not', null).executeTakeFirst();
  return {
    lastDeliveryAt: delivery?.received_at.toISOString() ?? null,
    lastProblem: failure?.problem
      ? { at: failure.received_at.toISOString(), problem: failure.problem }
      : null,
  };
}
