import { AddEntry, type InquiryChange, DomainError } from '@debrief/contract';
import { added } from '@debrief/rules/inquiry';
import { authorize } from '../access/index.ts';
import { activityOfSubject, record } from '../activity/index.ts';
import { actorRef, type Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { incidentByRef } from '../incident/index.ts';
import { parse } from '../parse.ts';
import { cited, presentChange } from './change-inquiry.ts';
import { entryById, hasEntry, insertEntry } from './rows.ts';

/**
 * Writes down a hypothesis, decision, question, factor or impact. The same request with the same `id` adds one.
 * Errors: `invalid`, `not-found`, `forbidden`, `conflict` where the id is another entry's.
 */
export async function addEntry(ctx: Context, raw: AddEntry): Promise<InquiryChange> {
  const input = parse(AddEntry, raw);
  return inTransaction(ctx, async (ctx) => {
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
    if (input.id && (await hasEntry(ctx, input.id))) {
      const existing = await entryById(ctx, input.id).catch(() => null);
      const made =
        existing?.incident.id === incident.id
          ? await activityOfSubject(ctx, `${input.type}.added`, input.id)
          : null;
      if (!existing || !made)
        throw new DomainError('conflict', 'ID already in use. Send a new one.');
      return presentChange(ctx, incident, { before: [], after: [existing.state] }, made.id);
    }
    const evidence = await cited(ctx, incident.id, input.citations ?? []);
    const entry = added(input, evidence, {
      id: input.id ?? ctx.ids.next(),
      stepId: ctx.ids.next(),
      by: actorRef(ctx.actor).name,
    });
    const change = { before: [], after: [await insertEntry(ctx, incident, entry)] };
    const activityId = await record(ctx, {
      kind: `${entry.type}.added`,
      incidentId: incident.id,
      subjectId: entry.id,
      before: change.before,
      after: change.after,
    });
    return presentChange(ctx, incident, change, activityId);
  });
}
