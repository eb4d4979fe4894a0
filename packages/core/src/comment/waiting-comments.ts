import {
  DomainError,
  WaitingCommentsFilter,
  type Page,
  type WaitingComment,
} from '@debrief/contract';
import { sql } from 'kysely';
import { archivedIncidentIds, incidentIdsHiddenFrom, refuseUnless } from '../access/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { incidentsByIds } from '../incident/index.ts';
import { presentRows } from '../item/index.ts';
import { parse } from '../parse.ts';
import { commentItem } from './item.ts';

/**
 * Comments in unresolved threads that mention the account, or reply to a thread that it started,
 * and that it has not answered; newest first, of visible incidents. Empty for an actor without an
 * account. Errors: `invalid`.
 */
export async function listWaitingComments(
  ctx: Context,
  raw: WaitingCommentsFilter,
): Promise<Page<WaitingComment>> {
  const { cursor, reason, limit = 50 } = parse(WaitingCommentsFilter, raw);
  refuseUnless(ctx, 'incident:read');
  const self = getAccountId(ctx.actor);
  if (self === null) return { items: [], next: null };
  const rows = await ctx.db
    .selectFrom('comment')
    .innerJoin('comment as root', (join) =>
      join.on(sql<boolean>`root.id = coalesce(comment.thread_id, comment.id)`),
    )
    .selectAll('comment')
    .where('comment.removed_at', 'is', null)
    .where('root.removed_at', 'is', null)
    .where('root.resolved_at', 'is', null)
    .where('comment.incident_id', 'not in', incidentIdsHiddenFrom(ctx))
    .where('comment.incident_id', 'not in', archivedIncidentIds(ctx))
    .where(sql<boolean>`comment.created_by ->> 'id' is distinct from ${self}`)
    .where(
      sql<boolean>`(${mentionsAccount(self)} or (root.created_by ->> 'id' = ${self} and comment.id <> root.id))`,
    )
    .$if(reason === 'mentioned', (query) => query.where(mentionsAccount(self)))
    .$if(reason === 'replied', (query) => query.where(sql<boolean>`not ${mentionsAccount(self)}`))
    .where(
      sql<boolean>`not exists (select 1 from comment answer where answer.removed_at is null
        and answer.thread_id = root.id and answer.created_at >= comment.created_at
        and answer.created_by ->> 'id' = ${self})`,
    )
    .$if(cursor !== undefined, (query) => query.where(isBefore(cursor ?? '')))
    .orderBy('comment.created_at', 'desc')
    .orderBy('comment.id', 'desc')
    .limit(limit + 1)
    .execute();
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const incidents = await incidentsByIds(ctx, [...new Set(shown.map((row) => row.incident_id))]);
  const items = await presentRows(ctx, commentItem, incidents, shown);
  return {
    items: items.flatMap((comment) => {
      const incident = incidents.get(comment.incidentId);
      const isMentioned = comment.mentions.some(({ accountId }) => accountId === self);
      return incident
        ? [
            {
              ...comment,
              reason: isMentioned ? ('mentioned' as const) : ('replied' as const),
              incidentRef: `INC-${incident.number}`,
            },
          ]
        : [];
    }),
    next: rows.length > limit && last ? `${last.created_at.getTime()}.${last.id}` : null,
  };
}

function mentionsAccount(accountId: string) {
  return sql<boolean>`comment.mentions @> ${JSON.stringify([{ accountId }])}::jsonb`;
}

/** What follows a place in the list. Errors: `invalid` for a cursor that no list returned. */
function isBefore(cursor: string) {
  const [, ms, id] =
    /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor) ?? [];
  if (ms && id)
    return sql<boolean>`(comment.created_at, comment.id) < (${new Date(Number(ms)).toISOString()}::timestamptz, ${id}::uuid)`;
  throw new DomainError('invalid', 'This cursor is not from this list. Send it back unchanged.', {
    issues: [{ at: 'cursor', message: 'Not a place of this list' }],
  });
}
