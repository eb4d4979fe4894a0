import {
  AnswerInvestigator,
  AskInvestigator,
  DecideReview,
  DomainError,
  RequestReview,
  SetSponsor,
  type ActivityKind,
  type ReviewChange,
  type UndoChange,
} from '@debrief/contract';
import {
  addRequest,
  answerInvestigator,
  askInvestigator,
  blankReview,
  decideDepth,
  setSponsor,
  withdrawInvestigator,
  type KeptReview,
} from '@debrief/rules/review';
import type { z } from 'zod';
import { authorize, type Permission } from '../access/index.ts';
import { actorRef, getAccountId, type Context } from '../context.ts';
import { checkOwner } from '../follow-up/index.ts';
import { lockIncident, type IncidentRow } from '../incident/index.ts';
import { insertItem, recordChange, refuseStale, saveItem, undoItemChange } from '../item/index.ts';
import type { Parsable } from '../parse.ts';
import { verb } from '../verb.ts';
import { readTriggers } from './facts.ts';
import { reviewItem } from './item.ts';
import { findReview } from './rows.ts';

/** `version` is null for an incident without a review; undefined changes whatever is there. */
interface OfReview {
  incident: string;
  version?: number | null;
}

interface Edit {
  activity: ActivityKind;
  edit: (review: KeptReview) => KeptReview;
}

/**
 * A change of the review, which starts with it if there is none. The lock on the incident makes sure
 * that it gets only one. Errors: `invalid`, `not-found`, `forbidden`, `conflict` with the current
 * review if it is another version.
 */
function reviewVerb<Schema extends z.ZodType<OfReview>>(
  schema: Schema,
  permission: Permission,
  prepare: (
    ctx: Context,
    incident: IncidentRow,
    input: z.output<Schema>,
    review: KeptReview,
  ) => Promise<Edit>,
): (ctx: Context, raw: Parsable<Schema>) => Promise<ReviewChange> {
  return verb(schema, async (ctx, input) => {
    const incident = await authorize(ctx, permission, lockIncident(ctx, input.incident));
    const { version } = input;
    const known = await findReview(ctx, incident.id);
    const isThere = known !== null && !known.isRemoved;
    if (isThere && version !== undefined && version !== known.version)
      await refuseStale(ctx, incident, reviewItem, known.id);
    if (!isThere && typeof version === 'number')
      throw new DomainError('not-found', 'This incident has no review yet.');
    // Its row stays when the first change is undone, so that redoing it finds what came after.
    const review = isThere ? known : blankReview(known?.id ?? ctx.ids.next());
    const { activity, edit } = await prepare(ctx, incident, input, review);
    const next = edit(review);
    const after = known
      ? await saveItem(ctx, incident, reviewItem, next, known.version)
      : await insertItem(ctx, incident, reviewItem, next);
    const change = { before: known ? [known] : [], after: [after] };
    return recordChange(ctx, reviewItem, incident, activity, after.id, change);
  });
}

/** Asks for a review, with what one would like to learn. Asking again changes the reason. */
export const requestReview = reviewVerb(
  RequestReview,
  'comment:write',
  async (ctx, _incident, { reason }) => {
    const request = {
      id: ctx.ids.next(),
      accountId: getAccountId(ctx.actor),
      name: actorRef(ctx.actor).name,
      reason,
      now: ctx.clock.now(),
    };
    return { activity: 'review.requested', edit: (review) => addRequest(review, request) };
  },
);

/** Decides how deeply an incident is reviewed, and keeps the triggers of this moment. */
export const decideReview = reviewVerb(
  DecideReview,
  'incident:write',
  async (ctx, incident, { depth, reason, dueOn = null }, review) => {
    const { triggers } = await readTriggers(ctx, incident, review);
    const decision = {
      depth,
      reason,
      dueOn,
      by: actorRef(ctx.actor).name,
      triggers: [...new Set(triggers.map(({ kind }) => kind))],
      now: ctx.clock.now(),
    };
    return { activity: 'review.decided', edit: (review) => decideDepth(review, decision) };
  },
);

/** Asks an account to investigate. Errors: also `invalid` for one that can't see the incident or was already asked. */
export const askToInvestigate = reviewVerb(
  AskInvestigator,
  'incident:write',
  async (ctx, incident, { accountId }) => {
    const owner = await checkOwner(ctx, incident, { type: 'account', accountId });
    const account = { accountId, name: owner?.name ?? '', now: ctx.clock.now() };
    return { activity: 'review.asked', edit: (review) => askInvestigator(review, account) };
  },
);

/** Accepts or declines to investigate. Errors: also `invalid` for an account that was not asked. */
export const answerRequest = reviewVerb(
  AnswerInvestigator,
  'comment:write',
  async (ctx, _incident, { accept, reason = '' }) => {
    const accountId = getAccountId(ctx.actor);
    const answer = { accountId, accept, reason, now: ctx.clock.now() };
    return {
      activity: accept ? 'review.accepted' : 'review.declined',
      edit: (review) => answerInvestigator(review, answer),
    };
  },
);

/** Removes an investigator. */
export const withdrawRequest = reviewVerb(
  AskInvestigator,
  'incident:write',
  async (_ctx, _incident, { accountId }) => ({
    activity: 'review.withdrawn',
    edit: (review) => withdrawInvestigator(review, accountId),
  }),
);

/** Sets who protects the time for the review. */
export const changeSponsor = reviewVerb(
  SetSponsor,
  'incident:write',
  async (ctx, incident, input) => {
    const sponsor = (await checkOwner(ctx, incident, input.sponsor)) ?? null;
    return { activity: 'review.sponsored', edit: (review) => setSponsor(review, sponsor) };
  },
);

/** Undoes the actor's own change of a review. Errors: as `undoItemChange`. */
export async function undoReviewChange(ctx: Context, raw: UndoChange): Promise<ReviewChange> {
  return undoItemChange(ctx, reviewItem, raw);
}
