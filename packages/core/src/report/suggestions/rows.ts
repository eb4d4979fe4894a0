import { setImmediate } from 'node:timers/promises';
import {
  type Suggestion,
  type SuggestionContent,
  type SuggestionState,
  DomainError,
} from '@debrief/contract';
import type { Selectable } from 'kysely';
import { type Authorized, mayIn } from '../../access/index.ts';
import { actorRef, type Context } from '../../context.ts';
import { jsonb } from '../../db/index.ts';
import { loadIncidentEvidence } from '../../evidence/index.ts';
import type { IncidentRow } from '../../incident/index.ts';
import type { ReportTables } from '../tables.ts';

export type SuggestionRow = Selectable<ReportTables['suggestion']>;

export interface NewSuggestion {
  id: string;
  evidenceId: string;
  position: number;
  content: SuggestionContent;
  quoteStart: number;
  quoteEnd: number;
}

const rowsAtOnce = 100;

/** Adds missing suggestions; returns how many. */
export async function insertSuggestions(
  ctx: Context,
  incident: Authorized<IncidentRow>,
  suggestions: readonly NewSuggestion[],
): Promise<number> {
  const now = ctx.clock.now();
  const by = jsonb(actorRef(ctx.actor));
  let made = 0;
  for (let at = 0; at < suggestions.length; at += rowsAtOnce) {
    const result = await ctx.db
      .insertInto('suggestion')
      .values(
        suggestions.slice(at, at + rowsAtOnce).map((one) => ({
          id: one.id,
          incident_id: incident.id,
          evidence_id: one.evidenceId,
          position: one.position,
          content: jsonb(one.content),
          quote_start: one.quoteStart,
          quote_end: one.quoteEnd,
          made_id: null,
          created_at: now,
          created_by: by,
          updated_at: now,
          updated_by: by,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    made += Number(result.numInsertedOrUpdatedRows ?? 0);
    // Lets other requests run while a report of thousands of rows is processed.
    await setImmediate();
  }
  return made;
}

/**
 * Suggestions of an incident in the order of the reports; with ids, those are locked to the end of
 * the transaction. Errors: `not-found` if an id does not exist.
 */
export async function suggestionRows(
  ctx: Context,
  incidentId: string,
  ids?: readonly string[],
): Promise<SuggestionRow[]> {
  let query = ctx.db
    .selectFrom('suggestion')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .orderBy('created_at')
    .orderBy('evidence_id')
    .orderBy('position');
  if (ids) query = query.where('id', 'in', [...ids]).forUpdate();
  const rows = await query.execute();
  if (ids && rows.length < new Set(ids).size)
    throw new DomainError('not-found', 'Suggestion not found in this incident.');
  return rows;
}

/** Errors: `conflict` if it was decided since it was read. */
export async function saveSuggestion(
  ctx: Context,
  _: Authorized<IncidentRow>,
  row: SuggestionRow,
  next: { state: SuggestionState; madeId: string | null },
): Promise<void> {
  const saved = await ctx.db
    .updateTable('suggestion')
    .set({
      state: next.state,
      made_id: next.madeId,
      updated_at: ctx.clock.now(),
      updated_by: jsonb(actorRef(ctx.actor)),
      version: row.version + 1,
    })
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst();
  if (saved.numUpdatedRows === 0n)
    throw new DomainError(
      'conflict',
      'Someone decided on this suggestion while you were reading it. Reload it.',
    );
}

export async function presentSuggestions(
  ctx: Context,
  incident: IncidentRow,
  rows: readonly SuggestionRow[],
): Promise<Suggestion[]> {
  const texts = new Map(
    (
      await loadIncidentEvidence(ctx, incident.id, [...new Set(rows.map((row) => row.evidence_id))])
    ).map((item) => [item.id, item.text]),
  );
  const change = mayIn(incident, ctx.actor, 'incident:write');
  return rows.map((row) => ({
    id: row.id,
    incidentId: row.incident_id,
    content: row.content,
    evidenceId: row.evidence_id,
    quoteStart: row.quote_start,
    quoteEnd: row.quote_end,
    quote: texts.get(row.evidence_id)?.slice(row.quote_start, row.quote_end) ?? '',
    state: row.state,
    madeId: row.made_id,
    updatedAt: row.updated_at.toISOString(),
    updatedBy: row.updated_by,
    version: row.version,
    can: { change },
  }));
}
