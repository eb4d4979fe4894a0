import { AddFollowUp, type FollowUpChange, DomainError } from '@debrief/contract';
import { added } from '@debrief/rules/follow-up';
import { authorize } from '../access/index.ts';
import { activityOfSubject, record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { incidentByRef } from '../incident/index.ts';
import { parse } from '../parse.ts';
import { checkOrigin, ownerOf, presentChange } from './change-follow-ups.ts';
import { dropStaleAnswers } from './drop-answers.ts';
import { followUpById, hasFollowUp, insertFollowUp } from './rows.ts';

/**
 * Writes down what is to be done. Words that cannot be checked are kept and come back with questions. The same request with the same `id` adds one.
 * Errors: `invalid`, `not-found`, `forbidden`, `conflict` where the id is another one's.
 */
export async function addFollowUp(ctx: Context, raw: AddFollowUp): Promise<FollowUpChange> {
  const input = parse(AddFollowUp, raw);
  return inTransaction(ctx, async (ctx) => {
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
    if (input.id && (await hasFollowUp(ctx, input.id))) {
      const existing = await followUpById(ctx, input.id).catch(() => null);
      const made =
        existing?.incident.id === incident.id
          ? await activityOfSubject(ctx, 'follow-up.added', input.id)
          : null;
      if (!existing || !made)
        throw new DomainError('conflict', 'ID already in use. Send a new one.');
      return presentChange(ctx, incident, { before: [], after: [existing.state] }, made.id);
    }
    await checkOrigin(ctx, incident.id, input.originId);
    const owner = (await ownerOf(ctx, incident, input.owner)) ?? null;
    const id = input.id ?? ctx.ids.next();
    const followUp = dropStaleAnswers(added(input, { id, owner, now: ctx.clock.now() }));
    const change = { before: [], after: [await insertFollowUp(ctx, incident, followUp)] };
    const activityId = await record(ctx, {
      kind: 'follow-up.added',
      incidentId: incident.id,
      subjectId: followUp.id,
      ...change,
    });
    return presentChange(ctx, incident, change, activityId);
  });
}
