import type { FindingContents } from '@debrief/rules/investigation';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { incidentIdsHiddenFrom } from '../access/index.ts';

/** A factor with its text, for comparison with others. */
export interface FactorRow {
  id: string;
  incidentId: string;
  at: Date;
  statement: string;
  content: FindingContents['factor'];
}

/**
 * How many factors the actor can see, and how many of them contain each word (counting stops at the
 * given share of all).
 */
export async function countFactorWords(
  ctx: Context,
  words: readonly string[],
  share: number,
): Promise<{ factors: number; of: Map<string, number> }> {
  const total = await sql<{ count: number }>`
    select count(*)::int as count from finding where type = 'factor' and removed_at is null and incident_id not in (${incidentIdsHiddenFrom(ctx)})`.execute(
    ctx.db,
  );
  const factors = total.rows[0]?.count ?? 0;
  const most = Math.max(20, Math.ceil(factors * share)) + 1;
  const result = await sql<{ word: string; count: number }>`
    select word, (select count(*)::int from (
      select 1 from finding where type = 'factor' and removed_at is null and search @@ ('''' || word || '''')::tsquery and incident_id not in (${incidentIdsHiddenFrom(ctx)})
      limit ${most}) held) as count
    from unnest(${[...words]}::text[]) word`.execute(ctx.db);
  return { factors, of: new Map(result.rows.map((row) => [row.word, row.count])) };
}

/** The newest factors of other visible incidents that contain any of the words. */
export async function findFactorsWithWords(
  ctx: Context,
  words: readonly string[],
  other: { thanIncidentId: string; limit: number },
): Promise<FactorRow[]> {
  if (words.length === 0) return [];
  const any = words.map((word) => `'${word}'`).join(' | ');
  const result = await sql<{
    id: string;
    incident_id: string;
    at: Date;
    statement: string;
    content: FindingContents['factor'];
  }>`
    select id, incident_id, at, statement, content from finding
    where type = 'factor' and removed_at is null and search @@ ${any}::tsquery and incident_id not in (${incidentIdsHiddenFrom(ctx)}) and incident_id <> ${other.thanIncidentId}
    order by at desc, id desc limit ${other.limit}`.execute(ctx.db);
  return result.rows.map((row) => ({
    id: row.id,
    incidentId: row.incident_id,
    at: row.at,
    statement: row.statement,
    content: row.content,
  }));
}
