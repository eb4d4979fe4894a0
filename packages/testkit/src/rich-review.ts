import { getAccountId, type Context } from '@debrief/core/context';
import { askInMeeting, attendMeeting, parkIdea, planMeeting } from '@debrief/core/meeting';
import { askToInvestigate, decideReview, requestReview } from '@debrief/core/review';

/** Requests and decides a review, asks the actor to investigate, and plans its meeting. */
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
  await planMeeting(ctx, {
    incident,
    version: null,
    startsAt: '2026-03-27T14:00:00Z',
    zone: 'Europe/Berlin',
    place: 'https://meet.example.org/review',
    facilitator: { type: 'person', name: 'Cleo Adler' },
    invited: [{ type: 'person', name: 'Jon Deer', email: 'jon@example.org' }],
  });
  await askInMeeting(ctx, { incident, text: 'Who reads the alias besides search?' });
  await parkIdea(ctx, { incident, text: 'Alert when the alias is empty' });
  await attendMeeting(ctx, { incident, name: 'Jon Deer' });
}
