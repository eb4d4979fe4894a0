import type { Comment, Comments } from '@debrief/contract';
import { authorize, mayIn } from '../access/index.ts';
import type { Context } from '../context.ts';
import { incidentByRef } from '../incident/index.ts';
import { lastOwnChange, presentItems } from '../item/index.ts';
import { commentItem } from './item.ts';

/** The comments of an incident, oldest first, without the replies of removed threads. Errors: `not-found`. */
export async function listComments(ctx: Context, input: { incident: string }): Promise<Comments> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const all: Comment[] = await presentItems(ctx, incident, commentItem);
  const threads = new Set(all.map(({ id }) => id));
  return {
    items: all.filter(({ threadId }) => threadId === null || threads.has(threadId)),
    lastChange: await lastOwnChange(ctx, incident.id, commentItem),
    can: { add: mayIn(incident, ctx.actor, 'comment:write') },
  };
}
