import type { FollowUpFilter } from '@debrief/contract';
import { sql } from 'kysely';
import type { z } from 'zod';
import { archivedIncidentIds, incidentIdsSeenBy } from '../access/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { incidentByRef } from '../incident/index.ts';
import { dayMs, toUtcDay } from './present.ts';

/** The follow-ups of visible incidents that a filter selects. Errors: `not-found` for an incident. */
export async function selectFollowUps(
  ctx: Context,
  filter: Omit<z.output<typeof FollowUpFilter>, 'asked' | 'sort' | 'cursor' | 'limit'>,
) {
  let query = ctx.db
    .selectFrom('follow_up')
    .where('incident_id', 'in', incidentIdsSeenBy(ctx))
    .$if(filter.incident === undefined, (all) =>
      all.where('incident_id', 'not in', archivedIncidentIds(ctx)),
    )
    .where('removed_at', 'is', null);
  if (filter.incident !== undefined)
    query = query.where('incident_id', '=', (await incidentByRef(ctx, filter.incident)).id);
  if (filter.intent) query = query.where('intent', '=', filter.intent);
  if (filter.state === 'unfinished' || filter.overdue === 'true')
    query = query.where('state', 'in', ['open', 'in-progress']);
  if (filter.state && filter.state !== 'unfinished')
    query = query.where('state', '=', filter.state);
  if (filter.overdue === 'true') query = query.where('due_on', '<', toUtcDay(ctx.clock.now()));
  if (filter.dueBy !== undefined) query = query.where('due_on', '<=', filter.dueBy);
  if (filter.olderThanDays !== undefined)
    query = query.where(
      'created_at',
      '<=',
      new Date(ctx.clock.now().getTime() - filter.olderThanDays * dayMs),
    );
  if (filter.owner !== undefined) query = query.where(ownedBy(ctx, filter.owner));
  return query;
}

/** `me` is an account; an actor without an account owns nothing. */
function ownedBy(ctx: Context, owner: string) {
  if (owner === 'none') return sql<boolean>`owner is null`;
  if (owner === 'me') return sql<boolean>`owner ->> 'accountId' = ${getAccountId(ctx.actor) ?? ''}`;
  return sql<boolean>`lower(owner ->> 'name') = lower(${owner})`;
}
