import { kindsWhere } from '@debrief/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/**
 * Every id in the states that changes of items recorded, in all incidents: an undo can restore
 * them.
 */
export async function idsInHistory(ctx: Context): Promise<string[]> {
  const kinds = kindsWhere((kind) => kind.undo !== null);
  const result = await sql<{ id: string }>`
    select distinct found.id[1] as id from activity,
      regexp_matches(coalesce(before::text, '') || coalesce(after::text, ''), ${uuid}, 'g') as found (id)
    where kind = any(${kinds})`.execute(ctx.db);
  return result.rows.map((row) => row.id);
}
