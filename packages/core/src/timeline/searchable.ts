import { sql } from 'kysely';
import type { Searchable } from '../searchable.ts';

/** What of the timelines can be searched; the library makes sure of who sees it. */
export function searchableEvents(): Searchable {
  return sql`select 'event' as kind, id, incident_id, at, precision, title, text, null::text as factor_kind, search from timeline_event where removed_at is null`;
}
