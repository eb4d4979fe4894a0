import type { FrozenInvestigator } from '@debrief/contract';
import { accountsByIds } from '../account/index.ts';
import type { Context } from '../context.ts';
import { judgePeople } from './candidates.ts';
import { findReview } from './rows.ts';

/**
 * Who accepted to investigate an incident that the actor can see, and how close they are to it now.
 * Reasons name no evidence: its words are in no published version.
 */
export async function freezeInvestigators(
  ctx: Context,
  incidentId: string,
): Promise<FrozenInvestigator[]> {
  const review = await findReview(ctx, incidentId);
  if (review === null || review.isRemoved || review.depth === 'none') return [];
  const accepted = review.investigators.filter(({ state }) => state === 'accepted');
  if (accepted.length === 0) return [];
  const rows = await accountsByIds(
    ctx,
    accepted.map(({ accountId }) => accountId),
  );
  const found = rows.map(({ name, email, team }) => ({ name, email, team }));
  const judged = await judgePeople(ctx, incidentId, found);
  return found.flatMap(({ name }, index) => {
    const one = judged[index];
    if (one === undefined) return [];
    const reasons = one.reasons.map(({ text, evidence }) =>
      evidence === null ? text : text.replace(/: .*$/s, ''),
    );
    return [{ name, independence: one.independence, reasons: [...new Set(reasons)] }];
  });
}
