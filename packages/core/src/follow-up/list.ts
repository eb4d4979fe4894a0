import {
  DomainError,
  FollowUpFilter,
  FollowUpState,
  parseSort,
  type FollowUp,
  type FollowUps,
  type FollowUpSort,
  type IncidentFollowUpOrder,
  type Page,
} from '@debrief/contract';
import { sortFollowUps } from '@debrief/rules/follow-up';
import { sql, type RawBuilder } from 'kysely';
import type { z } from 'zod';
import {
  archivedIncidentIds,
  authorize,
  refuseUnless,
  incidentIdsSeenBy,
} from '../access/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { incidentByRef, incidentsByIds } from '../incident/index.ts';
import { lastOwnChange, loadActiveItem, presentItems, presentRows } from '../item/index.ts';
import { parse } from '../parse.ts';
import { readPlace, writePlace } from '../sorted-place.ts';
import { followUpItem } from './item.ts';
import { toUtcDay } from './present.ts';

const dayMs = 86_400_000;
/** Sorts follow-ups without a due date after all others. */
const noDay = '9999-12-31';
/** Sort keys are truncated to keep cursors short. */
const maxKey = 80;
const states = `{${FollowUpState.options.join(',')}}`;

/**
 * The follow-ups of an incident, in the order they were added or by a column. Errors: `not-found`.
 */
export async function listFollowUps(
  ctx: Context,
  input: { incident: string; sort?: IncidentFollowUpOrder | undefined },
): Promise<FollowUps> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  return {
    items: sortFollowUps(await presentItems(ctx, incident, followUpItem), input.sort ?? 'age'),
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

/** The sort key of a column, compared byte by byte; rows without a value come last. */
const sortKeys: Record<FollowUpSort, RawBuilder<string>> = {
  due: sql`coalesce(due_on, ${sql.lit(noDay)})`,
  text: sql`left(lower(text), ${sql.lit(maxKey)})`,
  incident: sql`incident_id::text`,
  owner: sql`coalesce(left(lower(owner ->> 'name'), ${sql.lit(maxKey)}), ${sql.lit('\uFFFF')})`,
  intent: sql`intent`,
  state: sql`array_position(${sql.lit(states)}::text[], state)::text`,
  age: sql`to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`,
};

/**
 * Follow-ups of all visible incidents, by due date or another column. Errors: `invalid`,
 * `not-found` for an incident.
 */
export async function listAllFollowUps(ctx: Context, raw: FollowUpFilter): Promise<Page<FollowUp>> {
  const filter = parse(FollowUpFilter, raw);
  refuseUnless(ctx, 'incident:read');
  const limit = filter.limit ?? 50;
  const { column, isBackwards } = parseSort<FollowUpSort>(filter.sort ?? 'due');
  const isByDay = column === 'due';
  // Without the collation, the default order uses the index of due dates.
  const key = isByDay ? sortKeys.due : sql<string>`(${sortKeys[column]}) collate "C"`;
  const direction = isBackwards ? 'desc' : 'asc';
  let query = (await selectFollowUps(ctx, filter))
    .selectAll()
    .select(key.as('sort_key'))
    .orderBy(key, direction)
    .orderBy('id', direction)
    .limit(limit + 1);
  const after = filter.cursor === undefined ? null : readPlace(filter.cursor);
  const isAfter = isBackwards ? sql`<` : sql`>`;
  if (after)
    query = query.where(sql<boolean>`(${key}, id) ${isAfter} (${after[0]}, ${after[1]}::uuid)`);
  const rows = await query.execute();
  const shown = rows.slice(0, limit);
  const incidents = await incidentsByIds(ctx, [...new Set(shown.map((row) => row.incident_id))]);
  const last = shown.at(-1);
  return {
    items: await presentRows(ctx, followUpItem, incidents, shown),
    next: rows.length > limit && last ? writePlace([last.sort_key, last.id]) : null,
  };
}

/** The follow-ups of visible incidents that a filter selects. Errors: `not-found` for an incident. */
export async function selectFollowUps(
  ctx: Context,
  filter: Omit<z.output<typeof FollowUpFilter>, 'sort' | 'cursor' | 'limit'>,
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
