import { AddFollowUp, type FollowUpChange } from '@debrief/contract';
import type { Context } from '../context.ts';
import { addItem } from '../item/index.ts';
import { parse } from '../parse.ts';
import { dropStaleAnswers } from './drop-answers.ts';
import { followUpItem } from './item.ts';
import { checkOrigin, checkOwner } from './owner-and-origin.ts';
import { buildFollowUp } from '@debrief/rules/follow-up';

/**
 * Adds a follow-up. Vague wording is saved and returned with questions. Repeating the request with
 * the same `id` does not add another one. Errors: `invalid`, `not-found`, `forbidden`, `conflict`
 * if the id is in use.
 */
export async function addFollowUp(ctx: Context, raw: AddFollowUp): Promise<FollowUpChange> {
  const input = parse(AddFollowUp, raw);
  const { incident, id } = input;
  const activity = 'follow-up.added';
  return addItem(ctx, followUpItem, { incident, id, activity }, async (ctx, incident, id) => {
    await checkOrigin(ctx, incident.id, input.originId);
    const owner = (await checkOwner(ctx, incident, input.owner)) ?? null;
    return dropStaleAnswers(buildFollowUp(input, { id, owner, now: ctx.clock.now() }));
  });
}
