import { listBlocks, toPlainText } from '@debrief/rules/report';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { Searchable } from '../../searchable.ts';
import { versionIdsSeenBy, isReadBy, minutesToRead } from './rows.ts';

/**
 * The newest version of each report that the actor can read, as a search source; the library checks
 * who can see the incident.
 */
export function searchableVersions(ctx: Context): Searchable {
  return sql`select 'report' as kind, published_version.id, published_version.incident_id, published_at as at, 'exact' as precision, title, '' as text, null::text as factor_kind, search from published_version
    where ${isReadBy(ctx, 'published_version')} and not exists (
      select 1 from published_version newer where newer.incident_id = published_version.incident_id and newer.number > published_version.number and ${isReadBy(ctx, 'newer')})`;
}

export interface VersionBrief {
  number: number;
  minutes: { article: number; all: number };
  /** Its summary section, or its first text if there is none. */
  summary: string;
  text: string;
}

export async function loadVersionBriefs(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, VersionBrief>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('published_version')
    .select(['id', 'number', 'words', 'article_words', 'content'])
    .where('id', 'in', [...ids])
    .where('id', 'in', versionIdsSeenBy(ctx))
    .execute();
  return new Map(
    rows.map((row) => {
      const sections = row.content.document.content;
      const text = sections.map((section) => toPlainText(listBlocks(section))).join('\n');
      const summary = sections
        .filter(({ attrs }) => attrs.kind === 'summary')
        .map((section) => toPlainText(listBlocks(section)));
      const minutes = { article: minutesToRead(row.article_words), all: minutesToRead(row.words) };
      return [
        row.id,
        { number: row.number, minutes, summary: summary.join('\n').trim() || text, text },
      ];
    }),
  );
}

/** The newest version of an incident's report that the actor can read. */
export async function findLatestVersion(
  ctx: Context,
  incidentId: string,
): Promise<{ id: string; number: number; publishedAt: Date } | null> {
  const row = await ctx.db
    .selectFrom('published_version')
    .select(['id', 'number', 'published_at'])
    .where('incident_id', '=', incidentId)
    .where('id', 'in', versionIdsSeenBy(ctx))
    .orderBy('number', 'desc')
    .executeTakeFirst();
  return row ? { id: row.id, number: row.number, publishedAt: row.published_at } : null;
}
