import { SuggestionContent, type BundleOf } from '@debrief/contract';
import { toColumns, toLine } from '../../bundle-lines.ts';
import type { Context } from '../../context.ts';

type SuggestionLine = BundleOf<'suggestion'>;

/**
 * All suggestions of an incident, by id. The caller has checked that the actor can see the
 * incident.
 */
export async function suggestionLines(ctx: Context, incidentId: string): Promise<SuggestionLine[]> {
  const rows = await ctx.db
    .selectFrom('suggestion')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .orderBy('id')
    .execute();
  return rows.map((row) =>
    // jsonb has its own order: the schema puts the fields in theirs.
    toLine('suggestion', row, { content: SuggestionContent.parse(row.content) }),
  );
}

export async function insertSuggestionLines(
  ctx: Context,
  incidentId: string,
  lines: readonly SuggestionLine[],
): Promise<void> {
  await ctx.db
    .insertInto('suggestion')
    .values(lines.map((line) => ({ ...toColumns(line), incident_id: incidentId })))
    .execute();
}
