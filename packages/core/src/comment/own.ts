import type { ActorRef } from '@debrief/contract';
import { actorRef, getAccountId, type Context } from '../context.ts';

/** Whether the actor wrote it, with their account or one of its keys. */
export function isOwnComment(ctx: Context, createdBy: ActorRef): boolean {
  const self = getAccountId(ctx.actor);
  if (self !== null) return createdBy.id === self;
  return ctx.actor.type === 'operator' && createdBy.type === actorRef(ctx.actor).type;
}
