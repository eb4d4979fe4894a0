import { PromoteEvent, type TimelineChange, DomainError } from '@debrief/contract';
import { promoted } from '@debrief/rules/timeline';
import { sql } from 'kysely';
import { authorize } from '../access/index.ts';
import { activityOfSubject, record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { checkCitations } from '../evidence/index.ts';
import { incidentByRef } from '../incident/index.ts';
import { parse } from '../parse.ts';
import { actorName, checkPerspective, presentChange } from './change-timeline.ts';
import { eventById, hasEvent, insertEvent } from './rows.ts';

/**
 * Promotes evidence to a timeline event, or writes down a recollection. The same request with the same `id` makes one event.
 * Errors: `invalid`, `not-found`, `forbidden`, `conflict` where the id is another incident's.
 */
export async function promoteEvent(ctx: Context, raw: PromoteEvent): Promise<TimelineChange> {
  const input = parse(PromoteEvent, raw);
  return inTransaction(ctx, async (ctx) => {
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
    // Of two equal requests at once the second waits here, and then finds what the first has made.
    if (input.id) await sql`select pg_advisory_xact_lock(hashtext(${input.id}))`.execute(ctx.db);
    if (input.id && (await hasEvent(ctx, input.id))) {
      const existing = await eventById(ctx, input.id).catch(() => null);
      const made =
        existing?.incident.id === incident.id
          ? await activityOfSubject(ctx, 'event.promoted', input.id)
          : null;
      if (!existing || !made)
        throw new DomainError('conflict', 'ID already in use. Send a new one.');
      return presentChange(ctx, incident, { before: [], after: [existing.state] }, made.id);
    }
    const evidence = await checkCitations(ctx, incident.id, input.citations ?? []);
    const event = promoted(input, evidence, {
      id: input.id ?? ctx.ids.next(),
      name: actorName(ctx),
    });
    await checkPerspective(ctx, incident, event);
    const change = { before: [], after: [await insertEvent(ctx, incident, event)] };
    const activityId = await record(ctx, {
      kind: 'event.promoted',
      incidentId: incident.id,
      subjectId: event.id,
      before: change.before,
      after: change.after,
    });
    return presentChange(ctx, incident, change, activityId);
  });
}
