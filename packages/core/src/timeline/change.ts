import { ChangeEvent, RemoveEvent, type TimelineChange } from '@debrief/contract';
import { changed } from '@debrief/rules/timeline';
import { authorize } from '../access/index.ts';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { checkCitations } from '../evidence/index.ts';
import { incidentByRef } from '../incident/index.ts';
import { parse } from '../parse.ts';
import { actorName, checkPerspective, presentChange } from './change-timeline.ts';
import { saveEvent, standingEvent } from './rows.ts';

/** Changes any part of an event. Errors: `invalid`, `not-found`, `forbidden`, `conflict` with the event as it is now. */
export async function changeEvent(ctx: Context, raw: ChangeEvent): Promise<TimelineChange> {
  const input = parse(ChangeEvent, raw);
  return inTransaction(ctx, async (ctx) => {
    const { incident: found, state } = await standingEvent(ctx, input.id);
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, found.id));
    const evidence = input.citations
      ? await checkCitations(ctx, incident.id, input.citations)
      : null;
    const next = changed(state, input, evidence?.rows ?? null, actorName(ctx));
    // One that stands already stays, also where its person was merged into another one since.
    if (JSON.stringify(next.perspective) !== JSON.stringify(state.perspective))
      await checkPerspective(ctx, incident, next);
    const change = {
      before: [state],
      after: [await saveEvent(ctx, incident, next, input.version)],
    };
    const activityId = await record(ctx, {
      kind: 'event.changed',
      incidentId: incident.id,
      subjectId: input.id,
      before: change.before,
      after: change.after,
    });
    return presentChange(ctx, incident, change, activityId);
  });
}

/** Takes an event out of the timeline; undoing brings it back with its citations. Errors: `not-found`, `forbidden`, `conflict`. */
export async function removeEvent(ctx: Context, raw: RemoveEvent): Promise<TimelineChange> {
  const input = parse(RemoveEvent, raw);
  return inTransaction(ctx, async (ctx) => {
    const { incident: found, state } = await standingEvent(ctx, input.id);
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, found.id));
    const change = {
      before: [state],
      after: [await saveEvent(ctx, incident, { ...state, isRemoved: true }, input.version)],
    };
    const activityId = await record(ctx, {
      kind: 'event.removed',
      incidentId: incident.id,
      subjectId: input.id,
      before: change.before,
      after: change.after,
    });
    return presentChange(ctx, incident, change, activityId);
  });
}
