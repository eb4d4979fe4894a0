import {
  ChangeFinding,
  RemoveEvent,
  UpdateStatus,
  UndoChange,
  type InvestigationChange,
} from '@debrief/contract';
import { actorRef, type Context } from '../context.ts';
import { changeItem, removeItem, undoItemChange } from '../item/index.ts';
import { parse } from '../parse.ts';
import { checkAccounts } from './check-accounts.ts';
import { checkCited } from './check-cited.ts';
import { findingItem } from './item.ts';
import { applyFindingChange, applyStep, listAccountEvents } from '@debrief/rules/investigation';

/**
 * Changes a finding, except for the status updates of a hypothesis. Errors: `invalid`, `not-found`,
 * `forbidden`, `conflict` with the current finding.
 */
export async function changeFinding(
  ctx: Context,
  raw: ChangeFinding,
): Promise<InvestigationChange> {
  const input = parse(ChangeFinding, raw);
  return changeItem(ctx, findingItem, input, async (ctx, incident, state) => {
    const evidence = input.citations ? await checkCited(ctx, incident.id, input.citations) : null;
    if (input.type === 'contradiction' && input.accounts)
      await checkAccounts(ctx, incident.id, input.accounts, listAccountEvents(state));
    const next = applyFindingChange(state, input, evidence?.rows ?? null);
    return { next, activity: `${state.type}.changed` };
  });
}

/**
 * Updates the status of a hypothesis (tested, supported, ruled out, confirmed, reopened), or edits
 * an update. Errors: `invalid`, `not-found`, `forbidden`, `conflict` with the current hypothesis.
 */
export async function updateStatus(ctx: Context, raw: UpdateStatus): Promise<InvestigationChange> {
  const input = parse(UpdateStatus, raw);
  return changeItem(ctx, findingItem, input, async (ctx, incident, state) => {
    const evidence = input.citations ? await checkCited(ctx, incident.id, input.citations) : null;
    const made = { stepId: ctx.ids.next(), by: actorRef(ctx.actor).name, now: ctx.clock.now() };
    const next = applyStep(state, input, evidence, made);
    const activity = input.stepId
      ? 'hypothesis.step-changed'
      : (`hypothesis.${input.kind ?? 'tested'}` as const);
    return { next, activity };
  });
}

/** Removes a finding; undo restores it with its citations and links. Errors: `not-found`, `forbidden`, `conflict`. */
export async function removeFinding(ctx: Context, raw: RemoveEvent): Promise<InvestigationChange> {
  const input = parse(RemoveEvent, raw);
  return removeItem(ctx, findingItem, input, ({ type }) => `${type}.removed`);
}

/** Undoes the actor's own change of a finding. Errors: as `undoItemChange`. */
export async function undoInvestigationChange(
  ctx: Context,
  raw: UndoChange,
): Promise<InvestigationChange> {
  return undoItemChange(ctx, findingItem, raw);
}
