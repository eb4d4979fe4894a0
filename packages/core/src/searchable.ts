import type { RawBuilder } from 'kysely';

/** A row that a room offers to search. `title` has weight A in `search`, `text` weight B. */
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
/** A select of such rows. The planner can use the indexes of the room's table through it. */
export type Searchable = RawBuilder<SearchableRow>;
