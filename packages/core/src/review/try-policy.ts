import { TryReviewPolicy, type PolicyTrial } from '@debrief/contract';
import { refuseUnless } from '../access/index.ts';
import type { Context } from '../context.ts';
import { parse } from '../parse.ts';
import { evaluatePolicy } from './evaluate.ts';
import { sampleFacts } from './policies.ts';
import { readRecentIncidents } from './recent-incidents.ts';

const mostTried = 15;

/** What an expression says about recent incidents. Stores nothing. Errors: `invalid`, `forbidden`, `too-many`. */
export async function tryReviewPolicy(ctx: Context, raw: TryReviewPolicy): Promise<PolicyTrial> {
  const { expression } = parse(TryReviewPolicy, raw);
  refuseUnless(ctx, 'access:manage');
  const { problem } = await evaluatePolicy(expression, sampleFacts);
  if (problem !== null) return { problem, items: [] };
  const items: PolicyTrial['items'] = [];
  const recent = await readRecentIncidents(ctx, { isUndecided: false, limit: mostTried });
  for (const { incident, depth, facts } of recent)
    items.push({
      incidentRef: `INC-${incident.number}`,
      incidentTitle: incident.title,
      ...(await evaluatePolicy(expression, facts)),
      depth,
    });
  return { problem: null, items };
}
