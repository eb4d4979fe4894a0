import { numberText, countText } from '@debrief/rules/numbers';
import { sql } from 'kysely';
import type { Context } from '../context.ts';

/**
 * What to check after an import: a longer copy of a file under another name (`alerts (1).csv`)
 * becomes a source of its own, so its items are there twice. Null if less than half of the items
 * are also in another import of the incident. Equal items of one file count once.
 */
export async function describeCopiedItems(
  ctx: Context,
  run: { importId: string; incidentId: string },
): Promise<string | null> {
  const { rows } = await sql<{ name: string; shared: number; total: number }>`
    with mine as (select distinct content_hash from evidence where import_id = ${run.importId}),
      others as (select distinct import_id, content_hash from evidence
        where content_hash in (select content_hash from mine) and import_id in
        (select id from import where incident_id = ${run.incidentId} and id <> ${run.importId} and state <> 'undone'))
    select import.name, count(*)::int as shared, (select count(*)::int from mine) as total
    from mine join others using (content_hash) join import on import.id = others.import_id
    group by import.id, import.name order by shared desc, import.id limit 1`.execute(ctx.db);
  const [most] = rows;
  if (most === undefined || most.shared * 2 < most.total) return null;
  return `${numberText(most.shared)} of ${countText(most.total, 'different item')} are also in “${most.name}”. If this is the same source, undo this import.`;
}
