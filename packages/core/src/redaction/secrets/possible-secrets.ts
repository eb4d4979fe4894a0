import {
  DomainError,
  maskCharacter,
  ResolveSecrets,
  type PossibleSecret,
  type PossibleSecrets,
} from '@debrief/contract';
import type { Selectable } from 'kysely';
import { authorize } from '../../access/index.ts';
import { record } from '../../activity/index.ts';
import { actorRef, type Context } from '../../context.ts';
import { inTransaction, jsonb } from '../../db/index.ts';
import { loadEvidenceParts, loadIncidentEvidence, presentEvidence } from '../../evidence/index.ts';
import { incidentByRef } from '../../incident/index.ts';
import { parse } from '../../parse.ts';
import { redactWithin } from '../redact.ts';
import type { RedactionTables } from '../tables.ts';
import { findItemSecrets } from './item-secrets.ts';

const mostListed = 500;
const shownCharacters = 4;

type Row = Selectable<RedactionTables['possible_secret']>;

/**
 * What looks like a credential in the evidence of an incident and was neither redacted nor ignored.
 * Errors: `not-found`, `forbidden` for those who can't redact.
 */
export async function listPossibleSecrets(
  ctx: Context,
  input: { incident: string },
): Promise<PossibleSecrets> {
  const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
  const open = await loadOpen(ctx, incident.id);
  const evidence = await presentEvidence(ctx, incident.id, [
    ...new Set(open.map(({ row }) => row.evidence_id)),
  ]);
  const byId = new Map(evidence.map((one) => [one.id, one]));
  return {
    items: open.flatMap(({ row, words }): PossibleSecret[] => {
      const one = byId.get(row.evidence_id);
      if (!one) return [];
      const isInText = row.part === 'text';
      return [
        {
          id: row.id,
          kind: row.kind,
          evidenceId: one.id,
          part: row.part,
          start: isInText ? row.start_at : 0,
          end: isInText ? row.end_at : 0,
          hint: (words[0] ?? '').slice(0, shownCharacters),
          streamName: one.streamName,
          authorName: one.author?.name ?? null,
          occurredAt: one.occurredAt,
          precision: one.precision,
          zoneOffset: one.zoneOffset,
        },
      ];
    }),
  };
}

interface OpenSecret {
  row: Row;
  /** What looks like a credential there now. */
  words: string[];
}

/** Open rows whose evidence is in the incident and not masked at that place. */
async function loadOpen(ctx: Context, incidentId: string): Promise<OpenSecret[]> {
  const rows = await ctx.db
    .selectFrom('possible_secret')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .where('ignored_at', 'is', null)
    .orderBy('id')
    .limit(mostListed)
    .execute();
  const evidence = await loadIncidentEvidence(ctx, incidentId, [
    ...new Set(rows.map((row) => row.evidence_id)),
  ]);
  const texts = new Map(evidence.map((one) => [one.id, one.text]));
  // Elsewhere the places move when something is redacted, so these parts are scanned again.
  const others = rows.filter((row) => row.part !== 'text' && texts.has(row.evidence_id));
  const parts = await loadEvidenceParts(ctx, [...new Set(others.map((row) => row.evidence_id))]);
  const found = others.length === 0 ? [] : await findItemSecrets([...parts.values()]);
  return rows.flatMap((row) => {
    const text = texts.get(row.evidence_id)?.slice(row.start_at, row.end_at);
    const words =
      row.part !== 'text'
        ? found.flatMap((one) =>
            one.id === row.evidence_id && one.part === row.part ? [one.words] : [],
          )
        : text === undefined || text.includes(maskCharacter)
          ? []
          : [text];
    return words.length === 0 ? [] : [{ row, words }];
  });
}

/**
 * Redacts possible secrets in all items of the incident that contain them, or ignores them. Errors:
 * `invalid`, `not-found`, `forbidden`.
 */
export async function resolveSecrets(ctx: Context, raw: ResolveSecrets): Promise<PossibleSecrets> {
  const input = parse(ResolveSecrets, raw);
  await inTransaction(ctx, async (ctx) => {
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
    const ids = (await loadOpen(ctx, incident.id)).flatMap(({ row }) =>
      input.ids.includes(row.id) ? [row.id] : [],
    );
    if (input.action === 'redact') return redactAll(ctx, incident.id, ids);
    if (ids.length === 0) return;
    await ctx.db
      .updateTable('possible_secret')
      .set({ ignored_at: ctx.clock.now(), ignored_by: jsonb(actorRef(ctx.actor)) })
      .where('id', 'in', ids)
      .execute();
    await record(ctx, {
      kind: 'evidence.secrets-ignored',
      incidentId: incident.id,
      subjectId: null,
      after: { count: ids.length },
    });
  });
  return listPossibleSecrets(ctx, input);
}

/** Redacting one can mask others with the same words: what is still open is read again each time. */
async function redactAll(ctx: Context, incidentId: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const one = (await loadOpen(ctx, incidentId)).find(({ row }) => row.id === id);
    if (!one) continue;
    const { row, words } = one;
    const isInText = row.part === 'text';
    const input = {
      incident: incidentId,
      id: row.evidence_id,
      ...(isInText && { start: row.start_at, end: row.end_at }),
      kind: 'secret' as const,
      reason: `Found in the evidence: ${row.kind}`,
      everywhere: true,
    };
    if (isInText) await redactWithin(ctx, input);
    // Each one can be in other items without the others; the first also clears the payload.
    else for (const one of words) await redactWithin(ctx, input, [one]).catch(ignoreConflict);
  }
}

/** Nothing is left of these words. */
function ignoreConflict(error: unknown): void {
  if (!(error instanceof DomainError && error.code === 'conflict')) throw error;
}
