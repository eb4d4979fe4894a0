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
import { authorize, refuseUnless } from '../access/index.ts';
import type { Context } from '../context.ts';
import { incidentByRef, incidentsByIds } from '../incident/index.ts';
import { lastOwnChange, loadActiveItem, presentItems, presentRows } from '../item/index.ts';
import { parse } from '../parse.ts';
import { readPlace, writePlace } from '../sorted-place.ts';
import { loadAsks, mostJudged } from './asks.ts';
import { followUpItem } from './item.ts';
import { selectFollowUps } from './select.ts';

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
  const isAsked = filter.asked === 'true';
  const isByDay = column === 'due';
  // Without the collation, the default order uses the index of due dates.
  const key = isByDay ? sortKeys.due : sql<string>`(${sortKeys[column]}) collate "C"`;
  const direction = isBackwards ? 'desc' : 'asc';
  let query = (await selectFollowUps(ctx, filter))
    .selectAll()
    .select(key.as('sort_key'))
    .orderBy(key, direction)
    .orderBy('id', direction)
    .limit(isAsked ? mostJudged : limit + 1);
  const after = filter.cursor === undefined ? null : readPlace(filter.cursor);
  const isAfter = isBackwards ? sql`<` : sql`>`;
  if (after)
    query = query.where(sql<boolean>`(${key}, id) ${isAfter} (${after[0]}, ${after[1]}::uuid)`);
  const rows = await query.execute();
  const asks = isAsked
    ? await loadAsks(
        ctx,
        rows.map(({ id }) => id),
      )
    : null;
  const found = rows.filter(({ id }) => asks === null || (asks.get(id) ?? []).length > 0);
  const shown = found.slice(0, limit);
  const incidents = await incidentsByIds(ctx, [...new Set(shown.map((row) => row.incident_id))]);
  // With fewer matches than asked for, the next page starts after what was judged.
  const last =
    found.length > limit ? shown.at(-1) : rows.length === mostJudged ? rows.at(-1) : undefined;
  return {
    items: await presentRows(ctx, followUpItem, incidents, shown),
    next: last ? writePlace([last.sort_key, last.id]) : null,
  };
}
