import { SuggestionContent, type BundleOf } from '@debrief/contract';
import { plainActorRef, type Context } from '../../context.ts';
import { jsonb } from '../../db/index.ts';

type SuggestionLine = BundleOf<'suggestion'>;

/** All suggestions of an incident, by id. The caller has made sure that the actor sees the incident. */
export async function suggestionLines(ctx: Context, incidentId: string): Promise<SuggestionLine[]> {
  const rows = await ctx.db
    .selectFrom('suggestion')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    type: 'suggestion',
    id: row.id,
    evidenceId: row.evidence_id,
    position: row.position,
    // A jsonb value has an order of its own: the schema gives the fields theirs.
    content: SuggestionContent.parse(row.content),
    quoteStart: row.quote_start,
    quoteEnd: row.quote_end,
    state: row.state,
    madeId: row.made_id,
    createdAt: row.created_at.toISOString(),
    createdBy: plainActorRef(row.created_by),
    updatedAt: row.updated_at.toISOString(),
    updatedBy: plainActorRef(row.updated_by),
    version: row.version,
  }));
}

export async function insertSuggestionLines(
  ctx: Context,
  incidentId: string,
  lines: readonly SuggestionLine[],
): Promise<void> {
  await ctx.db
    .insertInto('suggestion')
    .values(
      lines.map((line) => ({
        id: line.id,
        incident_id: incidentId,
        evidence_id: line.evidenceId,
        position: line.position,
        content: jsonb(line.content),
        quote_start: line.quoteStart,
        quote_end: line.quoteEnd,
        state: line.state,
        made_id: line.madeId,
        created_at: new Date(line.createdAt),
        created_by: jsonb(line.createdBy),
        updated_at: new Date(line.updatedAt),
        updated_by: jsonb(line.updatedBy),
        version: line.version,
      })),
    )
    .execute();
}
