import { AddEvent, type TimelineChange } from '@debrief/contract';
import { actorRef, type Context } from '../context.ts';
import { checkCitations } from '../evidence/index.ts';
import { addItem } from '../item/index.ts';
import { parse } from '../parse.ts';
import { eventItem } from './item.ts';
import { checkPerspective } from './perspective.ts';
import { buildEvent } from '@debrief/rules/timeline';

/**
 * Adds an event that cites evidence, or is from memory. Repeating the request with the same `id`
 * does not add another one. Errors: `invalid`, `not-found`, `forbidden`, `conflict` if the id is in
 * use.
 */
export async function addEvent(ctx: Context, raw: AddEvent): Promise<TimelineChange> {
  const input = parse(AddEvent, raw);
  const { incident, id } = input;
  return addItem(
    ctx,
    eventItem,
    { incident, id, activity: 'event.added' },
    async (ctx, incident, id) => {
      const evidence = await checkCitations(ctx, incident.id, input.citations ?? []);
      const event = buildEvent(input, evidence, { id, name: actorRef(ctx.actor).name });
      await checkPerspective(ctx, incident, event);
      return event;
    },
  );
}
