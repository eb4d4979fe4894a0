import {
  AnswerRecurrence,
  ChangeFollowUp,
  ChangeFollowUpStatus,
  RemoveEvent,
  UndoChange,
  type FollowUpChange,
} from '@debrief/contract';
import { actorRef, type Context } from '../context.ts';
import { checkCitations } from '../evidence/index.ts';
import { changeItem, refuseStale, removeItem, undoItemChange } from '../item/index.ts';
import { parse } from '../parse.ts';
import { dropStaleAnswers } from './drop-answers.ts';
import { followUpItem } from './item.ts';
import { checkOrigin, checkOwner } from './owner-and-origin.ts';
import {
  applyFollowUpChange,
  applyFollowUpStatus,
  applyRecurrenceAnswer,
  findStatusActivity,
} from '@debrief/rules/follow-up';

/**
 * Changes a follow-up, except for its status. Errors: `invalid`, `not-found`, `forbidden`,
 * `conflict` with the current follow-up.
 */
export async function changeFollowUp(ctx: Context, raw: ChangeFollowUp): Promise<FollowUpChange> {
  const input = parse(ChangeFollowUp, raw);
  return changeItem(ctx, followUpItem, input, async (ctx, incident, state) => {
    // An unchanged origin is kept, even if its finding has been removed since.
    if (input.originId !== state.originId) await checkOrigin(ctx, incident.id, input.originId);
    const isSameOwner =
      input.owner?.type === 'account' &&
      state.owner?.type === 'account' &&
      input.owner.accountId === state.owner.accountId;
    const owner = isSameOwner ? state.owner : await checkOwner(ctx, incident, input.owner);
    const next = dropStaleAnswers(applyFollowUpChange(state, input, owner));
    return { next, activity: 'follow-up.changed' };
  });
}

/**
 * Changes the status of a follow-up. Verifying requires what shows that it works, with optional
 * evidence; "won't do" requires a reason. Errors: `invalid`, `not-found`, `forbidden`, `conflict`
 * with the current follow-up.
 */
export async function changeFollowUpStatus(
  ctx: Context,
  raw: ChangeFollowUpStatus,
): Promise<FollowUpChange> {
  const input = parse(ChangeFollowUpStatus, raw);
  return changeItem(ctx, followUpItem, input, async (ctx, incident, state) => {
    // Reports a concurrent change as a conflict, not as an invalid transition from the new status.
    if (input.version !== state.version) await refuseStale(ctx, incident, followUpItem, state.id);
    const cited = input.citations
      ? (await checkCitations(ctx, incident.id, input.citations)).rows
      : null;
    const next = applyFollowUpStatus(state, input, cited, ctx.clock.now());
    return { next, activity: findStatusActivity(state.state, next.state) };
  });
}

/**
 * Says whether alerts that fired after a follow-up was done mean that the problem came back. Errors:
 * `invalid` without a reason or if it is not done, `not-found`, `forbidden`, `conflict`.
 */
export async function answerRecurrence(
  ctx: Context,
  raw: AnswerRecurrence,
): Promise<FollowUpChange> {
  const { id, version, ...given } = parse(AnswerRecurrence, raw);
  return changeItem(ctx, followUpItem, { id, version }, async (ctx, incident, state) => {
    if (version !== state.version) await refuseStale(ctx, incident, followUpItem, id);
    const by = actorRef(ctx.actor).name;
    const next = applyRecurrenceAnswer(state, {
      ...given,
      by,
      at: ctx.clock.now().toISOString(),
    });
    return { next, activity: findStatusActivity(state.state, next.state) };
  });
}

/** Removes a follow-up; undo restores it. Errors: `not-found`, `forbidden`, `conflict`. */
export async function removeFollowUp(ctx: Context, raw: RemoveEvent): Promise<FollowUpChange> {
  return removeItem(ctx, followUpItem, parse(RemoveEvent, raw), () => 'follow-up.removed');
}

/** Undoes the actor's own change of a follow-up. Errors: as `undoItemChange`. */
export async function undoFollowUpChange(ctx: Context, raw: UndoChange): Promise<FollowUpChange> {
  return undoItemChange(ctx, followUpItem, raw);
}
