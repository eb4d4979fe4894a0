import { getAccountId, type Context } from '@debrief/core/context';
import { askToInvestigate, decideReview, requestReview } from '@debrief/core/review';

/** Requests and decides a review, and asks the actor to investigate. */
export async function reviewIncident(ctx: Context, incident: string): Promise<void> {
  await requestReview(ctx, { incident, reason: 'Why did nobody see it for an hour?' });
  await decideReview(ctx, {
    incident,
    version: 1,
    depth: 'full',
    reason: 'Two teams read the alias differently.',
    dueOn: '2026-04-01',
  });
  const accountId = getAccountId(ctx.actor);
  if (accountId !== null) await askToInvestigate(ctx, { incident, version: 2, accountId });
}
