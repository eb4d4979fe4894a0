import {
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
import { loadIncidentEvidence, presentEvidence } from '../../evidence/index.ts';
import { incidentByRef } from '../../incident/index.ts';
import { parse } from '../../parse.ts';
import { redactEvidence } from '../redact.ts';
import type { RedactionTables } from '../tables.ts';

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
    items: open.flatMap(({ row, text }): PossibleSecret[] => {
      const one = byId.get(row.evidence_id);
      if (!one) return [];
      return [
        {
          id: row.id,
          kind: row.kind,
          evidenceId: one.id,
          start: row.start_at,
          end: row.end_at,
          hint: text.slice(row.start_at, Math.min(row.start_at + shownCharacters, row.end_at)),
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

/** Open rows whose evidence is in the incident and not masked at that place, with its text. */
async function loadOpen(ctx: Context, incidentId: string): Promise<{ row: Row; text: string }[]> {
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
  return rows.flatMap((row) => {
    const text = texts.get(row.evidence_id);
    const isOpen =
      text !== undefined && !text.slice(row.start_at, row.end_at).includes(maskCharacter);
    return isOpen ? [{ row, text }] : [];
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
    await redactEvidence(ctx, {
      incident: incidentId,
      id: one.row.evidence_id,
      start: one.row.start_at,
      end: one.row.end_at,
      kind: 'secret',
      reason: `Found in the evidence: ${one.row.kind}`,
      everywhere: true,
    });
  }
}
