import { sql } from 'kysely';
import type { Searchable } from '../searchable.ts';

/** What of the inquiries can be searched; the library makes sure of who sees it. */
export function searchableEntries(): Searchable {
  return sql`select type as kind, id, incident_id, at, precision, statement as title, entry_text(content) as text,
    case when type = 'factor' then content ->> 'kind' end as factor_kind, search from entry where removed_at is null`;
}
