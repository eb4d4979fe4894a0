import { PreviewRoutingRule, type RoutedRecord, type RoutingPreview } from '@debrief/contract';
import type { Context } from '../../context.ts';
import { parse } from '../../parse.ts';
import { parseBody } from '../parse-body.ts';
import { authorizeEndpoint } from '../rows.ts';
import { numberRecords } from './keep-records.ts';
import { findRule, readFacts } from './match-rule.ts';
import { loadRules } from './rule-rows.ts';

const mostDeliveries = 50;
const mostRecords = 200;
const longestTitle = 200;
const mostLabels = 30;

/**
 * Which records of the latest deliveries a rule would decide. Nothing changes. Errors: `invalid`,
 * `not-found`, `forbidden`.
 */
export async function previewRoutingRule(
  ctx: Context,
  raw: PreviewRoutingRule,
): Promise<RoutingPreview> {
  const input = parse(PreviewRoutingRule, raw);
  const endpoint = await authorizeEndpoint(ctx, { id: input.id });
  const rules = await loadRules(ctx, endpoint.id);
  const own = { id: '', stream: input.stream, conditions: input.conditions, service: null };
  const place = rules.findIndex(({ id }) => id === input.rule);
  const before = (place === -1 ? rules : rules.slice(0, place)).filter((one) => one.is_enabled);
  const rows = await ctx.db
    .selectFrom('inbound_delivery')
    .select(['id', 'body'])
    .where('endpoint_id', '=', endpoint.id)
    .where('state', '=', 'read')
    .where('body', 'is not', null)
    .orderBy('received_at', 'desc')
    .limit(mostDeliveries)
    .execute();
  const records: RoutedRecord[] = [];
  for (const { id, body } of rows) {
    const reads = body ? await parseBody(ctx, endpoint, body) : '';
    if (typeof reads === 'string') continue;
    for (const { record } of numberRecords(reads)) {
      const facts = readFacts(record, { key: endpoint.id, name: endpoint.name });
      const title = record.details.title ?? record.text;
      records.push({
        deliveryId: id,
        at: record.occurredAt.toISOString(),
        title: title.slice(0, longestTitle).toWellFormed(),
        service: facts.service,
        source: facts.source,
        labels: Object.fromEntries(Object.entries(facts.labels).slice(0, mostLabels)),
        isMatch: findRule([own], facts) !== null,
        earlierRule: findRule(before, facts)?.stream ?? null,
      });
    }
  }
  const decided = records.filter((record) => record.isMatch && record.earlierRule === null);
  return {
    deliveries: rows.length,
    records: records.slice(0, mostRecords),
    matches: decided.length,
  };
}
