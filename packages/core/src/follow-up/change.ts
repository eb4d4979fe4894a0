import { ChangeFollowUp, MoveFollowUp, RemoveEvent, type FollowUpChange } from '@debrief/contract';
import { changed, moved, moveKind } from '@debrief/rules/follow-up';
import { authorize } from '../access/index.ts';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { checkCitations } from '../evidence/index.ts';
import { incidentByRef } from '../incident/index.ts';
import { parse } from '../parse.ts';
import { checkOrigin, ownerOf, presentChange } from './change-follow-ups.ts';
import { dropStaleAnswers } from './drop-answers.ts';
import { refuseStale, saveFollowUp, standingFollowUp } from './rows.ts';

/** Changes any part of a follow-up but its state. Errors: `invalid`, `not-found`, `forbidden`, `conflict` with the follow-up as it is now. */
export async function changeFollowUp(ctx: Context, raw: ChangeFollowUp): Promise<FollowUpChange> {
  const input = parse(ChangeFollowUp, raw);
  return inTransaction(ctx, async (ctx) => {
    const { incident: found, state } = await standingFollowUp(ctx, input.id);
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, found.id));
    // An origin that stands already stays, also where its entry was removed since.
    if (input.originId !== state.originId) await checkOrigin(ctx, incident.id, input.originId);
    const isSameOwner =
      input.owner?.type === 'account' &&
      state.owner?.type === 'account' &&
      input.owner.accountId === state.owner.accountId;
    const owner = isSameOwner ? state.owner : await ownerOf(ctx, incident, input.owner);
    const next = dropStaleAnswers(changed(state, input, owner));
    const change = {
      before: [state],
      after: [await saveFollowUp(ctx, incident, next, input.version)],
    };
    const activityId = await record(ctx, {
      kind: 'follow-up.changed',
      incidentId: incident.id,
      subjectId: state.id,
      ...change,
    });
    return presentChange(ctx, incident, change, activityId);
  });
}

/**
 * Begins, finishes, verifies, declines or reopens a follow-up. Verifying says what shows that it works and may cite evidence; declining says why.
 * Errors: `invalid`, `not-found`, `forbidden`, `conflict` with the follow-up as somebody else left it.
 */
export async function moveFollowUp(ctx: Context, raw: MoveFollowUp): Promise<FollowUpChange> {
  const input = parse(MoveFollowUp, raw);
  return inTransaction(ctx, async (ctx) => {
    const { incident: found, state } = await standingFollowUp(ctx, input.id);
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, found.id));
    // Whoever lost a race is told of the race, not that the step cannot be taken from where it led.
    if (input.version !== state.version) await refuseStale(ctx, incident, state.id);
    const cited = input.citations
      ? (await checkCitations(ctx, incident.id, input.citations)).rows
      : null;
    const next = moved(state, input, cited, ctx.clock.now());
    const change = {
      before: [state],
      after: [await saveFollowUp(ctx, incident, next, input.version)],
    };
    const activityId = await record(ctx, {
      kind: moveKind(state.state, next.state),
      incidentId: incident.id,
      subjectId: state.id,
      ...change,
    });
    return presentChange(ctx, incident, change, activityId);
  });
}

/** Takes a follow-up away; undoing brings it back. Errors: `not-found`, `forbidden`, `conflict`. */
export async function removeFollowUp(ctx: Context, raw: RemoveEvent): Promise<FollowUpChange> {
  const input = parse(RemoveEvent, raw);
  return inTransaction(ctx, async (ctx) => {
    const { incident: found, state } = await standingFollowUp(ctx, input.id);
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, found.id));
    const change = {
      before: [state],
      after: [await saveFollowUp(ctx, incident, { ...state, isRemoved: true }, input.version)],
    };
    const activityId = await record(ctx, {
      kind: 'follow-up.removed',
      incidentId: incident.id,
      subjectId: state.id,
      ...change,
    });
    return presentChange(ctx, incident, change, activityId);
  });
}
