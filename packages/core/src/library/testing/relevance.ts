import { splitWords } from '@debrief/rules/search';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { searchLibrary } from '../search.ts';
import { everythingSearchable } from '../searchable.ts';
import { labelledQueries, type LabelledQuery } from './labelled-queries.ts';

/** How well the first ten results of all labelled queries are ordered, from 0 to 1. */
export interface Relevance {
  queries: number;
  /** nDCG@10 of the search, and of PostgreSQL's `ts_rank` for the same words on the same index. */
  ours: number;
  plain: number;
}

const shown = 10;

/** In a database that contains only the finished sample incident. */
export async function measureRelevance(ctx: Context): Promise<Relevance> {
  const texts = await loadTexts(ctx);
  const each: { ours: number; plain: number }[] = [];
  for (const labelled of labelledQueries) {
    const grades = new Map([...texts].map(([id, text]) => [id, gradeText(text, labelled)]));
    const page = await searchLibrary(ctx, { text: labelled.query, limit: shown });
    const ours = page.items.map(({ id, evidenceId }) => evidenceId ?? id);
    const plain = await rankPlainly(ctx, labelled.query);
    each.push({
      ours: rateOrder(ours, grades),
      plain: rateOrder(plain, grades),
    });
  }
  const mean = (which: 'ours' | 'plain') =>
    each.reduce((sum, one) => sum + one[which], 0) / each.length;
  return { queries: each.length, ours: mean('ours'), plain: mean('plain') };
}

const selectEverything = (ctx: Context) =>
  sql`select id, title || ' ' || text as text, search from (${everythingSearchable(ctx)}) stored union all select id, text, search from evidence`;

async function loadTexts(ctx: Context): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; text: string }>`
    select id, text from (${selectEverything(ctx)}) one`.execute(ctx.db);
  return new Map(rows.map(({ id, text }) => [id, text]));
}

async function rankPlainly(ctx: Context, query: string): Promise<string[]> {
  const words = splitWords(query).map(({ word }) => `'${word}'`);
  const { rows } = await sql<{ id: string }>`
    select id from (${selectEverything(ctx)}) one where search @@ ${words.join(' & ')}::tsquery
    order by ts_rank(search, ${words.join(' & ')}::tsquery) desc, id limit ${shown}`.execute(
    ctx.db,
  );
  return rows.map(({ id }) => id);
}

function gradeText(text: string, { grades }: LabelledQuery): number {
  if (grades[3]?.test(text)) return 3;
  if (grades[2]?.test(text)) return 2;
  return Number(grades[1]?.test(text) ?? false);
}

/** Normalized discounted cumulative gain (Järvelin and Kekäläinen 2002). */
function rateOrder(found: readonly string[], grades: ReadonlyMap<string, number>): number {
  const best = sumGains([...grades.values()].toSorted((one, other) => other - one));
  return best === 0 ? 0 : sumGains(found.map((id) => grades.get(id) ?? 0)) / best;
}

function sumGains(grades: readonly number[]): number {
  return grades
    .slice(0, shown)
    .reduce((sum, grade, index) => sum + (2 ** grade - 1) / Math.log2(index + 2), 0);
}
