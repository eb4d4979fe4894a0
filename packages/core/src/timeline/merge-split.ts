import { MergeEvents, SplitEvent, type TimelineChange, DomainError } from '@debrief/contract';
import { merged, split, type EventState } from '@debrief/rules/timeline';
import { authorize } from '../access/index.ts';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { checkCitations } from '../evidence/index.ts';
import { incidentByRef } from '../incident/index.ts';
import { parse } from '../parse.ts';
import { actorName, presentChange } from './change-timeline.ts';
import { insertEvent, saveEvent, standingEvent } from './rows.ts';

/** Joins events into the first of them. Errors: `invalid`, `not-found`, `forbidden`, `conflict`. */
export async function mergeEvents(ctx: Context, raw: MergeEvents): Promise<TimelineChange> {
  const input = parse(MergeEvents, raw);
  return inTransaction(ctx, async (ctx) => {
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
    const before: EventState[] = [];
    for (const { id } of input.events) {
      const event = await standingEvent(ctx, id);
      if (event.incident.id !== incident.id)
        throw new DomainError('not-found', 'Event not found in this incident.');
      if (before.some((one) => one.id === id))
        throw new DomainError('invalid', 'Select each event once.');
      before.push(event.state);
    }
    const versions = new Map(input.events.map((event) => [event.id, event.version]));
    const [first, ...others] = before;
    const after: EventState[] = [];
    for (const event of others)
      after.push(
        await saveEvent(ctx, incident, { ...event, isRemoved: true }, versions.get(event.id) ?? 0),
      );
    after.unshift(
      await saveEvent(
        ctx,
        incident,
        merged(before, actorName(ctx)),
        versions.get(first?.id ?? '') ?? 0,
      ),
    );
    const activityId = await record(ctx, {
      kind: 'event.merged',
      incidentId: incident.id,
      subjectId: first?.id ?? null,
      before,
      after,
    });
    return presentChange(ctx, incident, { before, after }, activityId);
  });
}

/** Moves citations of an event into a new one. Errors: `invalid`, `not-found`, `forbidden`, `conflict`. */
export async function splitEvent(ctx: Context, raw: SplitEvent): Promise<TimelineChange> {
  const input = parse(SplitEvent, raw);
  return inTransaction(ctx, async (ctx) => {
    const { incident: found, state } = await standingEvent(ctx, input.id);
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, found.id));
    const { cited } = await checkCitations(ctx, incident.id, state.citations);
    const [kept, fresh] = split(
      state,
      { id: ctx.ids.next(), citationIds: input.citationIds, cited, title: input.title },
      actorName(ctx),
    );
    const saved = await saveEvent(ctx, incident, kept, input.version);
    const change = { before: [state], after: [saved, await insertEvent(ctx, incident, fresh)] };
    const activityId = await record(ctx, {
      kind: 'event.split',
      incidentId: incident.id,
      subjectId: state.id,
      before: change.before,
      after: change.after,
    });
    return presentChange(ctx, incident, change, activityId);
  });
}
