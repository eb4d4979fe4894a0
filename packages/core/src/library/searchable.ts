import { sql, type RawBuilder } from 'kysely';
import type { Context } from '../context.ts';
import { searchableFollowUps } from '../follow-up/index.ts';
import { searchableEntries } from '../inquiry/index.ts';
import { searchableEditions } from '../report/index.ts';
import { searchableEvents } from '../timeline/index.ts';

/** A row of what a room hands over to be searched. `title` is weighed as A in `search`, `text` as B. */
export interface SearchableRow {
  kind: string;
  id: string;
  incident_id: string;
  at: Date;
  precision: string;
  title: string;
  text: string;
  factor_kind: string | null;
  search: string;
}
/** A select of such rows. The planner sees through it to the indexes of the room's table. */
export type Searchable = RawBuilder<SearchableRow>;

/** Everything but evidence, as one select of one shape. Each room writes its own part of it. */
export function everythingSearchable(ctx: Context): Searchable {
  return sql`${sql.join([searchableEditions(ctx), searchableEvents(), searchableEntries(), searchableFollowUps()], sql` union all `)}`;
}
