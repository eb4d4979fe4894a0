import { sql, type RawBuilder } from 'kysely';

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

/**
 * How well the words of a row match: their cover density or, if some of the terms are enough, how
 * many of them it has.
 */
export function rateDensity(
  search: RawBuilder<unknown>,
  { words, someTerms = [] }: { words: string; someTerms?: readonly string[] | undefined },
): RawBuilder<number> {
  if (words === '') return sql<number>`0::float4`;
  if (someTerms.length === 0) return sql<number>`ts_rank_cd(${search}, ${words}::tsquery, 1)`;
  return sql<number>`(select count(*)::float4 ^ 2 from unnest(${someTerms}::text[]) term where ${search} @@ term::tsquery)`;
}
