import type { RawBuilder } from 'kysely';

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
