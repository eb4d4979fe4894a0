import { ChangeEvent, RemoveEvent, UndoChange, type TimelineChange } from '@debrief/contract';
import { actorRef, type Context } from '../context.ts';
import { checkCitations } from '../evidence/index.ts';
import { changeItem, removeItem, undoItemChange } from '../item/index.ts';
import { parse } from '../parse.ts';
import { eventItem } from './item.ts';
import { checkPerspective } from './perspective.ts';
import { applyEventChange } from '@debrief/rules/timeline';

/**
 * Changes an event. Errors: `invalid`, `not-found`, `forbidden`, `conflict` with the current event.
 */
export async function changeEvent(ctx: Context, raw: ChangeEvent): Promise<TimelineChange> {
  const input = parse(ChangeEvent, raw);
  return changeItem(ctx, eventItem, input, async (ctx, incident, state) => {
    const evidence = input.citations
      ? await checkCitations(ctx, incident.id, input.citations)
      : null;
    const next = applyEventChange(state, input, evidence?.rows ?? null, actorRef(ctx.actor).name);
    // An unchanged perspective is kept, even if its person has been merged into another since.
    if (JSON.stringify(next.perspective) !== JSON.stringify(state.perspective))
      await checkPerspective(ctx, incident, next);
    return { next, activity: 'event.changed' };
  });
}

/** Removes an event; undo restores it with its citations. Errors: `not-found`, `forbidden`, `conflict`. */
export async function removeEvent(ctx: Context, raw: RemoveEvent): Promise<TimelineChange> {
  return removeItem(ctx, eventItem, parse(RemoveEvent, raw), () => 'event.removed');
}

/** Undoes the actor's own change of a timeline. Errors: as `undoItemChange`. */
export async function undoChange(ctx: Context, raw: UndoChange): Promise<TimelineChange> {
  return undoItemChange(ctx, eventItem, raw);
}
