import {
  DomainError,
  FollowUpFilter,
  type FollowUp,
  type FollowUps,
  type Page,
} from '@debrief/contract';
import { sql } from 'kysely';
import { authorize, refuseUnless, incidentIdsSeenBy } from '../access/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { incidentByRef, incidentsByIds } from '../incident/index.ts';
import { lastOwnChange, loadActiveItem, presentItems, presentRows } from '../item/index.ts';
import { parse } from '../parse.ts';
import { followUpItem } from './item.ts';
import { toUtcDay } from './present.ts';

const dayMs = 86_400_000;
/** Sorts follow-ups without a due date after all others. */
const noDay = '9999-12-31';

/** The follow-ups of an incident, in the order they were added. Errors: `not-found`. */
export async function listFollowUps(ctx: Context, input: { incident: string }): Promise<FollowUps> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  return {
    items: await presentItems(ctx, incident, followUpItem),
    lastChange: await lastOwnChange(ctx, incident.id, followUpItem),
  };
}

/** Errors: `not-found`. */
export async function getFollowUp(ctx: Context, input: { id: string }): Promise<FollowUp> {
  const found = loadActiveItem(ctx, followUpItem, input.id);
  const { incident } = await authorize(ctx, 'incident:read', found);
  const [followUp] = await presentItems(ctx, incident, followUpItem, [input.id]);
  if (!followUp) throw new DomainError('not-found', 'This follow-up was not found.');
  return followUp;
}

/**
 * Follow-ups of all visible incidents by due date; those without one come last. Errors: `invalid`,
 * `not-found` for an incident.
 */
export async function listAllFollowUps(ctx: Context, raw: FollowUpFilter): Promise<Page<FollowUp>> {
  const filter = parse(FollowUpFilter, raw);
  refuseUnless(ctx, 'incident:read');
  const limit = filter.limit ?? 50;
  const due = sql<string>`coalesce(due_on, ${sql.lit(noDay)})`;
  let query = ctx.db
    .selectFrom('follow_up')
    .selectAll()
    .where('incident_id', 'in', incidentIdsSeenBy(ctx))
    .where('removed_at', 'is', null)
    .orderBy(due)
    .orderBy('id')
    .limit(limit + 1);
  const after = filter.cursor === undefined ? null : parseCursor(filter.cursor);
  if (after) query = query.where(sql<boolean>`(${due}, id) > (${after.due}, ${after.id}::uuid)`);
  if (filter.incident !== undefined)
    query = query.where('incident_id', '=', (await incidentByRef(ctx, filter.incident)).id);
  if (filter.intent) query = query.where('intent', '=', filter.intent);
  if (filter.state === 'unfinished' || filter.overdue === 'true')
    query = query.where('state', 'in', ['open', 'in-progress']);
  if (filter.state && filter.state !== 'unfinished')
    query = query.where('state', '=', filter.state);
  if (filter.overdue === 'true') query = query.where('due_on', '<', toUtcDay(ctx.clock.now()));
  if (filter.olderThanDays !== undefined)
    query = query.where(
      'created_at',
      '<=',
      new Date(ctx.clock.now().getTime() - filter.olderThanDays * dayMs),
    );
  if (filter.owner !== undefined) query = query.where(ownedBy(ctx, filter.owner));
  const rows = await query.execute();
  const shown = rows.slice(0, limit);
  const incidents = await incidentsByIds(ctx, [...new Set(shown.map((row) => row.incident_id))]);
  const last = shown.at(-1);
  return {
    items: await presentRows(ctx, followUpItem, incidents, shown),
    next: rows.length > limit && last ? `${last.due_on ?? noDay}.${last.id}` : null,
  };
}

/** `me` is an account; an actor without an account owns nothing. */
function ownedBy(ctx: Context, owner: string) {
  if (owner === 'nobody') return sql<boolean>`owner is null`;
  if (owner === 'me') return sql<boolean>`owner ->> 'accountId' = ${getAccountId(ctx.actor) ?? ''}`;
  return sql<boolean>`lower(owner ->> 'name') = lower(${owner})`;
}

/** Errors: `invalid` for a cursor that no list returned. */
function parseCursor(cursor: string): { due: string; id: string } {
  const [, due, id] =
    /^(\d{4}-\d\d-\d\d)\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor) ?? [];
  if (due && id) return { due, id };
  throw new DomainError('invalid', 'This is no place of the list. Send a cursor back as it came.', {
    issues: [{ at: 'cursor', message: 'Not a place of this list' }],
  });
}
