import { DomainError, MergeEvents, SplitEvent, type TimelineChange } from '@debrief/contract';
import { authorize } from '../access/index.ts';
import { actorRef } from '../context.ts';
import { checkCitations } from '../evidence/index.ts';
import { incidentByRef } from '../incident/index.ts';
import { insertItem, loadActiveItem, recordChange, saveItem } from '../item/index.ts';
import { eventItem } from './item.ts';
import { mergeEventStates, split, type EventState } from '@debrief/rules/timeline';
import { verb } from '../verb.ts';

/**
 * Merges events into the first of them. Errors: `invalid`, `not-found`, `forbidden`, `conflict`.
 */
export const mergeEvents = verb(MergeEvents, async (ctx, input): Promise<TimelineChange> => {
  const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
  const before: EventState[] = [];
  for (const { id } of input.events) {
    const event = await loadActiveItem(ctx, eventItem, id);
    if (event.incident.id !== incident.id)
      throw new DomainError('not-found', 'This event was not found in this incident.');
    if (before.some((one) => one.id === id))
      throw new DomainError('invalid', 'Select each event once.');
    before.push(event.state);
  }
  const version = (id: string) => input.events.find((event) => event.id === id)?.version ?? 0;
  const [first, ...others] = before;
  const after: EventState[] = [];
  for (const event of others) {
    const removed = { ...event, isRemoved: true };
    after.push(await saveItem(ctx, incident, eventItem, removed, version(event.id)));
  }
  const next = mergeEventStates(before, actorRef(ctx.actor).name);
  after.unshift(await saveItem(ctx, incident, eventItem, next, version(next.id)));
  const subjectId = first?.id ?? null;
  return recordChange(ctx, eventItem, incident, 'event.merged', subjectId, { before, after });
});

/** Moves citations of an event into a new one. Errors: `invalid`, `not-found`, `forbidden`, `conflict`. */
export const splitEvent = verb(SplitEvent, async (ctx, input): Promise<TimelineChange> => {
  const { incident: found, state } = await loadActiveItem(ctx, eventItem, input.id);
  const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, found.id));
  const { cited } = await checkCitations(ctx, incident.id, state.citations);
  const part = {
    id: ctx.ids.next(),
    citationIds: input.citationIds,
    cited,
    title: input.title,
  };
  const [kept, fresh] = split(state, part, actorRef(ctx.actor).name);
  const saved = await saveItem(ctx, incident, eventItem, kept, input.version);
  const after = [saved, await insertItem(ctx, incident, eventItem, fresh)];
  return recordChange(ctx, eventItem, incident, 'event.split', state.id, {
    before: [state],
    after,
  });
});
