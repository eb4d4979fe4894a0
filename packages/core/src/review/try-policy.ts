import { TryPolicy, type PolicyTrial } from '@debrief/contract';
import { refuseUnless } from '../access/index.ts';
import type { Context } from '../context.ts';
import { tryOnFollowUps } from '../follow-up/index.ts';
import { parse } from '../parse.ts';
import { readWithSamples, type Judge } from '../policy/index.ts';
import { readRecentIncidents } from './recent-incidents.ts';

const mostTried = 15;

/**
 * What an expression says about recent incidents, or about follow-ups that the actor can see.
 * Stores nothing. Errors: `invalid`, `forbidden`, `too-many`.
 */
export async function tryPolicy(ctx: Context, raw: TryPolicy): Promise<PolicyTrial> {
  const { expression, about } = parse(TryPolicy, raw);
  refuseUnless(ctx, 'access:manage');
  const { judge, problem } = await readWithSamples({ expression, about });
  if (problem !== null) return { problem, checked: 0, applies: 0, items: [] };
  return about === 'follow-up' ? tryOnFollowUps(ctx, judge) : tryOnIncidents(ctx, judge);
}

async function tryOnIncidents(ctx: Context, judge: Judge['judge']): Promise<PolicyTrial> {
  const recent = await readRecentIncidents(ctx, { isUndecided: false, limit: mostTried });
  const items = recent.map(({ incident, depth, facts }) => ({
    incidentRef: `INC-${incident.number}`,
    incidentTitle: incident.title,
    followUp: null,
    ...judge(facts),
    depth,
  }));
  const applies = items.filter((one) => one.applies).length;
  return { problem: null, checked: items.length, applies, items };
}
