import { sql } from 'kysely';
import type { Searchable } from '../searchable.ts';

/** What of the follow-ups can be searched; the library makes sure of who sees it. */
export function searchableFollowUps(): Searchable {
  return sql`select 'follow-up' as kind, id, incident_id, created_at as at, 'exact' as precision, text as title,
    concat_ws(E'\\n', nullif(end_state, ''), nullif(verification, ''), nullif(decline_reason, '')) as text, null::text as factor_kind, search
    from follow_up where removed_at is null`;
}
