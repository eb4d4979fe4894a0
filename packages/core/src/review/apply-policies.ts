import type { AppliedPolicy, ReviewFacts } from '@debrief/contract';
import type { Context } from '../context.ts';
import { loadJudges } from '../policy/index.ts';

/** What each policy says about an incident. */
export async function applyPolicies(ctx: Context, facts: ReviewFacts): Promise<AppliedPolicy[]> {
  return (await loadJudges(ctx, 'review')).flatMap(({ id, name, depth, judge }) =>
    depth === null ? [] : [{ id, name, depth, ...judge(facts) }],
  );
}
