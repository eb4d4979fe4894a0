import { isItemType, type LibraryKind } from '@debrief/contract';
import { sql } from 'kysely';
import { allItems, itemsByKind } from '../all-items.ts';
import type { Context } from '../context.ts';
import { searchableVersions } from '../report/index.ts';
import type { Searchable } from '../searchable.ts';

export function everythingSearchable(ctx: Context): Searchable {
  const items = allItems.map((item) => item.searchable);
  return sql`${sql.join([searchableVersions(ctx), ...items], sql` union all `)}`;
}

/**
 * The part of the search source for one kind. For a single kind, the planner can walk its table's index in time
 * order.
 */
export function buildSearchable(ctx: Context, kind: Exclude<LibraryKind, 'evidence'>): Searchable {
  if (kind === 'report') return searchableVersions(ctx);
  // The other kinds are types of findings.
  return itemsByKind[isItemType(kind) ? kind : 'finding'].searchable;
}
