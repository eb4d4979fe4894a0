import { DomainError, type RoutingRule } from '@debrief/contract';
import type { Selectable } from 'kysely';
import type { Context } from '../../context.ts';
import type { InboundTables } from '../tables.ts';

export type RuleRow = Selectable<InboundTables['routing_rule']>;

export function presentRule(row: RuleRow): RoutingRule {
  return {
    id: row.id,
    stream: row.stream,
    conditions: row.conditions,
    service: row.service,
    isEnabled: row.is_enabled,
    version: row.version,
  };
}

/** The rules of an endpoint in their order. */
export async function loadRules(ctx: Context, endpointId: string): Promise<RuleRow[]> {
  return ctx.db
    .selectFrom('routing_rule')
    .selectAll()
    .where('endpoint_id', '=', endpointId)
    .orderBy('position')
    .orderBy('id')
    .execute();
}

export async function loadActiveRules(ctx: Context, endpointId: string): Promise<RuleRow[]> {
  return (await loadRules(ctx, endpointId)).filter((rule) => rule.is_enabled);
}

/** Errors: `not-found`. */
export function findRuleRow(rows: readonly RuleRow[], id: string): RuleRow {
  const row = rows.find((one) => one.id === id);
  if (!row) throw new DomainError('not-found', 'Routing rule not found.');
  return row;
}
