import {
  maskCharacter,
  type Citation,
  type CitationInput,
  type ItemKind,
  type Stance,
  DomainError,
} from '@debrief/contract';
import { sql } from 'kysely';
import type { CitationRow } from '@debrief/rules/citation';
import type { Context } from '../context.ts';
import { citedItem, toExcerpt, type CitedItem } from './cited-item.ts';
import { loadIncidentEvidence, type ItemInIncident } from './rows.ts';

/** What has citations: a kind of item and its id. */
export interface Claim {
  incidentId: string;
  kind: ItemKind;
  id: string;
}

/**
 * Checks that citations refer to evidence of the incident; returns them with what they cite, in
 * order. Errors: `invalid` if the evidence is not in the incident or the quote exceeds its text.
 */
export async function checkCitations(
  ctx: Context,
  incidentId: string,
  citations: readonly CitationInput[],
): Promise<{ rows: CitationRow[]; cited: ItemInIncident[] }> {
  const found = new Map(
    (
      await loadIncidentEvidence(
        ctx,
        incidentId,
        citations.map((one) => one.evidenceId),
        true,
      )
    ).map((item) => [item.id, item]),
  );
  const issues = citations.flatMap((one, index) => {
    const item = found.get(one.evidenceId);
    if (!item)
      return [
        {
          at: `citations.${index}.evidenceId`,
          message:
            "This evidence isn't in the incident. Change the incident's sources, or import the data that contains it",
        },
      ];
    return (one.quoteEnd ?? 0) > item.text.length
      ? [
          {
            at: `citations.${index}.quoteEnd`,
            message: `The quote ends at ${one.quoteEnd}, but the text ends at ${item.text.length}`,
          },
        ]
      : [];
  });
  if (issues[0]) throw new DomainError('invalid', `${issues[0].message}.`, { issues });
  const seen = new Set<string>();
  const rows = citations.flatMap((one): CitationRow[] => {
    const row = {
      evidenceId: one.evidenceId,
      quoteStart: one.quoteStart ?? null,
      quoteEnd: one.quoteEnd ?? null,
      stance: one.stance ?? 'supports',
      part: null,
    };
    const name = JSON.stringify(row);
    if (seen.has(name)) return [];
    seen.add(name);
    return [{ id: ctx.ids.next(), ...row }];
  });
  return { rows, cited: [...found.values()] };
}

/** Replaces the citations of a claim. */
export async function saveCitations(
  ctx: Context,
  claim: Claim,
  rows: readonly CitationRow[],
): Promise<void> {
  await ctx.db
    .deleteFrom('citation')
    .where('claim_kind', '=', claim.kind)
    .where('claim_id', '=', claim.id)
    .execute();
  await insertCitations(ctx, [{ claim, rows }]);
}

/** Inserts the citations of new claims. */
export async function insertCitations(
  ctx: Context,
  claims: readonly { claim: Claim; rows: readonly CitationRow[] }[],
): Promise<void> {
  const values = claims.flatMap(({ claim, rows }) =>
    rows.map((row, position) => ({
      id: row.id,
      incident_id: claim.incidentId,
      claim_kind: claim.kind,
      claim_id: claim.id,
      part: row.part,
      evidence_id: row.evidenceId,
      stance: row.stance,
      quote_start: row.quoteStart,
      quote_end: row.quoteEnd,
      position,
    })),
  );
  if (values.length > 0) await ctx.db.insertInto('citation').values(values).execute();
}

interface Row extends CitedItem {
  id: string;
  claim_id: string;
  part: string | null;
  evidence_id: string;
  quote_start: number | null;
  quote_end: number | null;
  stance: Stance;
}

/** A citation and the part of the claim that it belongs to. */
export type CitedPart = Citation & { part: string | null };

/**
 * The citations of all items of a kind in an incident, by item, in order. The caller has checked
 * that the actor can see the incident.
 */
export async function citationsByItem(
  ctx: Context,
  incidentId: string,
  kind: ItemKind,
  ids?: readonly string[],
): Promise<Map<string, CitedPart[]>> {
  const wanted = ids ? sql`and citation.claim_id = any(${[...ids]}::uuid[])` : sql``;
  const result = await sql<Row>`
    select citation.id, citation.claim_id, citation.part, citation.evidence_id, citation.quote_start, citation.quote_end, citation.stance, ${citedItem}
    from citation join evidence e on e.id = citation.evidence_id join stream on stream.id = e.stream_id join source on source.id = stream.source_id
    where citation.incident_id = ${incidentId} and citation.claim_kind = ${kind} ${wanted}
    order by citation.claim_id, citation.position`.execute(ctx.db);
  const found = new Map<string, CitedPart[]>();
  for (const row of result.rows)
    found.set(row.claim_id, [
      ...(found.get(row.claim_id) ?? []),
      { ...present(row), part: row.part },
    ]);
  return found;
}

function present(row: Row): Citation {
  const isQuoted = row.quote_start !== null && row.quote_end !== null;
  const quote = isQuoted
    ? row.text.slice(row.quote_start ?? 0, row.quote_end ?? 0)
    : toExcerpt(row.text);
  return {
    id: row.id,
    evidenceId: row.evidence_id,
    itemId: row.item_id,
    quoteStart: row.quote_start,
    quoteEnd: row.quote_end,
    stance: row.stance,
    quote,
    kind: row.kind,
    streamName: row.stream_name,
    authorName: row.author_name,
    occurredAt: row.at.toISOString(),
    clockOffsetMs: row.clock_offset_ms,
    knownAt: row.known.toISOString(),
    revisedAt: row.revised_at?.toISOString() ?? null,
    precision: row.precision,
    zoneOffset: row.zone_offset,
    hasChangedSince: row.has_changed_since,
    redacted: isQuoted && !quote.includes(maskCharacter) ? null : row.redacted,
  };
}
