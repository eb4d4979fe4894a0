import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { loadReportDocument } from './draft.ts';

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/**
 * Every id in the drafts, published versions and suggestions of these incidents, including what
 * they cite.
 */
export async function idsInReports(
  ctx: Context,
  incidentIds: readonly string[],
): Promise<string[]> {
  const ids = [...incidentIds];
  const result = await sql<{ id: string }>`
    select distinct found.id[1] as id from published_version, regexp_matches(content::text, ${uuid}, 'g') as found (id)
    where incident_id = any(${ids}::uuid[])
    union select evidence_id::text from suggestion where incident_id = any(${ids}::uuid[])`.execute(
    ctx.db,
  );
  const found = new Set(result.rows.map((row) => row.id));
  for (const id of ids) {
    const document = JSON.stringify(await loadReportDocument(ctx, id));
    for (const [named] of document.matchAll(new RegExp(uuid, 'g'))) found.add(named);
  }
  return [...found];
}
