import { ChangeEntry, RemoveEvent, TakeStep, type InquiryChange } from '@debrief/contract';
import { changed, stepped } from '@debrief/rules/inquiry';
import { authorize } from '../access/index.ts';
import { record } from '../activity/index.ts';
import { actorRef, type Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { incidentByRef } from '../incident/index.ts';
import { parse } from '../parse.ts';
import { cited, presentChange } from './change-inquiry.ts';
import { saveEntry, standingEntry } from './rows.ts';

/** Changes any part of an entry but its steps. Errors: `invalid`, `not-found`, `forbidden`, `conflict` with the entry as it is now. */
export async function changeEntry(ctx: Context, raw: ChangeEntry): Promise<InquiryChange> {
  const input = parse(ChangeEntry, raw);
  return inTransaction(ctx, async (ctx) => {
    const { incident: found, state } = await standingEntry(ctx, input.id);
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, found.id));
    const evidence = input.citations ? await cited(ctx, incident.id, input.citations) : null;
    const next = changed(state, input, evidence?.rows ?? null);
    const change = {
      before: [state],
      after: [await saveEntry(ctx, incident, next, input.version)],
    };
    const activityId = await record(ctx, {
      kind: `${state.type}.changed`,
      incidentId: incident.id,
      subjectId: state.id,
      before: change.before,
      after: change.after,
    });
    return presentChange(ctx, incident, change, activityId);
  });
}

/**
 * Takes a step with a hypothesis: tests it, supports it, rules it out, confirms it, opens it again; or changes a step.
 * Errors: `invalid`, `not-found`, `forbidden`, `conflict` with the hypothesis as somebody else left it.
 */
export async function takeStep(ctx: Context, raw: TakeStep): Promise<InquiryChange> {
  const input = parse(TakeStep, raw);
  return inTransaction(ctx, async (ctx) => {
    const { incident: found, state } = await standingEntry(ctx, input.id);
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, found.id));
    const evidence = input.citations ? await cited(ctx, incident.id, input.citations) : null;
    const next = stepped(state, input, evidence, {
      stepId: ctx.ids.next(),
      by: actorRef(ctx.actor).name,
      now: ctx.clock.now(),
    });
    const change = {
      before: [state],
      after: [await saveEntry(ctx, incident, next, input.version)],
    };
    const kind = input.stepId
      ? 'hypothesis.step-changed'
      : (`hypothesis.${input.kind ?? 'tested'}` as const);
    const activityId = await record(ctx, {
      kind,
      incidentId: incident.id,
      subjectId: state.id,
      before: change.before,
      after: change.after,
    });
    return presentChange(ctx, incident, change, activityId);
  });
}

/** Takes an entry away; undoing brings it back with its citations and links. Errors: `not-found`, `forbidden`, `conflict`. */
export async function removeEntry(ctx: Context, raw: RemoveEvent): Promise<InquiryChange> {
  const input = parse(RemoveEvent, raw);
  return inTransaction(ctx, async (ctx) => {
    const { incident: found, state } = await standingEntry(ctx, input.id);
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, found.id));
    const change = {
      before: [state],
      after: [await saveEntry(ctx, incident, { ...state, isRemoved: true }, input.version)],
    };
    const activityId = await record(ctx, {
      kind: `${state.type}.removed`,
      incidentId: incident.id,
      subjectId: state.id,
      before: change.before,
      after: change.after,
    });
    return presentChange(ctx, incident, change, activityId);
  });
}
