import {
  AddRoutingRule,
  ChangeRoutingRule,
  DomainError,
  RoutingRuleRef,
  type RoutingRule,
} from '@debrief/contract';
import { record } from '../../activity/index.ts';
import type { Context } from '../../context.ts';
import { jsonb } from '../../db/index.ts';
import { verb } from '../../verb.ts';
import { authorizeEndpoint } from '../rows.ts';
import { findRuleRow, loadRules, presentRule, type RuleRow } from './rule-rows.ts';
import { lockEndpoint } from './lock-endpoint.ts';
import { enqueueOngoing } from './route-incident.ts';

type Rules = { items: RoutingRule[] };

const mostRules = 200;

/** The routing rules of an endpoint of the organization, in their order. Errors: `not-found`, `forbidden`. */
export async function listRoutingRules(ctx: Context, input: { id: string }): Promise<Rules> {
  const endpoint = await authorizeEndpoint(ctx, { id: input.id });
  return presentRules(ctx, endpoint.id);
}

/** Errors: `invalid`, `not-found`, `forbidden`, `conflict` if there are too many rules. */
export const addRoutingRule = verb(AddRoutingRule, async (ctx, input): Promise<Rules> => {
  const endpoint = await authorizeEndpoint(ctx, { id: input.id });
  await lockEndpoint(ctx, endpoint.id);
  const rules = await loadRules(ctx, endpoint.id);
  if (rules.length >= mostRules)
    throw new DomainError('conflict', `An endpoint can have ${mostRules} rules. Remove one first.`);
  const row = await ctx.db
    .insertInto('routing_rule')
    .values({
      id: ctx.ids.next(),
      endpoint_id: endpoint.id,
      position: (rules.at(-1)?.position ?? -1) + 1,
      stream: input.stream,
      conditions: jsonb(input.conditions),
      service: input.service,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await recordRule(ctx, 'inbound.rule-added', null, row);
  return presentRules(ctx, endpoint.id);
});

/** Changes, moves, enables or disables a rule. Errors: `invalid`, `not-found`, `forbidden`, `conflict`. */
export const changeRoutingRule = verb(ChangeRoutingRule, async (ctx, input): Promise<Rules> => {
  const endpoint = await authorizeEndpoint(ctx, { id: input.id });
  await lockEndpoint(ctx, endpoint.id);
  const rules = await loadRules(ctx, endpoint.id);
  const before = findRuleRow(rules, input.rule);
  refuseStale(before, input.version);
  const { stream, conditions, service, isEnabled, position } = input;
  const after = await ctx.db
    .updateTable('routing_rule')
    .set({
      ...(stream !== undefined && { stream }),
      ...(conditions !== undefined && { conditions: jsonb(conditions) }),
      ...(service !== undefined && { service }),
      ...(isEnabled !== undefined && { is_enabled: isEnabled }),
      version: before.version + 1,
    })
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (position !== undefined) await moveRule(ctx, rules, before.id, position);
  await recordRule(ctx, 'inbound.rule-changed', before, after);
  return presentRules(ctx, endpoint.id);
});

/** Removes a rule. What it added to incidents stays. Errors: `not-found`, `forbidden`, `conflict`. */
export const removeRoutingRule = verb(RoutingRuleRef, async (ctx, input): Promise<Rules> => {
  const endpoint = await authorizeEndpoint(ctx, { id: input.id });
  await lockEndpoint(ctx, endpoint.id);
  const before = findRuleRow(await loadRules(ctx, endpoint.id), input.rule);
  refuseStale(before, input.version);
  await ctx.db.deleteFrom('routing_rule').where('id', '=', before.id).execute();
  await recordRule(ctx, 'inbound.rule-removed', before, null);
  return presentRules(ctx, endpoint.id);
});

async function moveRule(
  ctx: Context,
  rules: readonly RuleRow[],
  id: string,
  position: number,
): Promise<void> {
  const order = rules.map((rule) => rule.id).filter((other) => other !== id);
  order.splice(position, 0, id);
  for (const [index, ruleId] of order.entries())
    await ctx.db
      .updateTable('routing_rule')
      .set({ position: index })
      .where('id', '=', ruleId)
      .execute();
}

async function presentRules(ctx: Context, endpointId: string): Promise<Rules> {
  return { items: (await loadRules(ctx, endpointId)).map(presentRule) };
}

function refuseStale(row: RuleRow, version: number): void {
  if (row.version !== version)
    throw new DomainError(
      'conflict',
      'This rule changed while you were editing. Compare both versions, then save.',
      { current: presentRule(row) },
    );
}

/** Records a change, and adds what now belongs to incidents that are not over. */
async function recordRule(
  ctx: Context,
  kind: 'inbound.rule-added' | 'inbound.rule-changed' | 'inbound.rule-removed',
  before: RuleRow | null,
  after: RuleRow | null,
): Promise<void> {
  const name = (row: RuleRow | null) => row && { ...presentRule(row), name: row.stream };
  const endpointId = (after ?? before)?.endpoint_id ?? '';
  await enqueueOngoing(ctx);
  await record(ctx, {
    kind,
    incidentId: null,
    subjectId: endpointId,
    before: name(before),
    after: name(after),
  });
}
