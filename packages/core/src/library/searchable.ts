import type { LibraryKind } from '@debrief/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { searchableFollowUps } from '../follow-up/index.ts';
import { searchableEntries } from '../inquiry/index.ts';
import { searchableEditions } from '../report/index.ts';
import type { Searchable } from '../searchable.ts';
import { searchableEvents } from '../timeline/index.ts';

/** Everything but evidence, as one select of one shape. Each room writes its own part of it. */
export function everythingSearchable(ctx: Context): Searchable {
  return sql`${sql.join([searchableEditions(ctx), searchableEvents(), searchableEntries(), searchableFollowUps()], sql` union all `)}`;
}

/** The part of it that holds a kind. On its own, the planner can walk the index of its table in order of time. */
export function searchableOf(ctx: Context, kind: Exclude<LibraryKind, 'evidence'>): Searchable {
  switch (kind) {
    case 'report':
      return searchableEditions(ctx);
    case 'event':
      return searchableEvents();
    case 'follow-up':
      return searchableFollowUps();
    case 'factor':
    case 'decision':
    case 'hypothesis':
    case 'question':
    case 'impact':
      return searchableEntries();
  }
}
