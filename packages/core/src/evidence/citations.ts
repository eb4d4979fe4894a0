import {
  maskCharacter,
  type Citation,
  type CitationInput,
  type Stance,
  DomainError,
} from '@debrief/contract';
import { sql } from 'kysely';
import type { CitationRow } from '@debrief/rules/citation';
import type { Context } from '../context.ts';
import { citedItem, excerptOf, type CitedItem } from './cited-item.ts';
import { evidenceOfIncident, type ItemInIncident } from './rows.ts';

/** What cites: a timeline event, an entry of the inquiry, or the verification of a follow-up. */
export type Claim =
  | { incidentId: string; eventId: string }
  | { incidentId: string; entryId: string }
  | { incidentId: string; followUpId: string };

/** The columns of the claims; of each citation one is set. */
const columns = { event: 'event_id', entry: 'entry_id', 'follow-up': 'follow_up_id' } as const;
type ClaimKind = keyof typeof columns;

function kindAndId(claim: Claim): { kind: ClaimKind; id: string } {
  if ('eventId' in claim) return { kind: 'event', id: claim.eventId };
  return 'entryId' in claim
    ? { kind: 'entry', id: claim.entryId }
    : { kind: 'follow-up', id: claim.followUpId };
}

/**
 * Holds citations against the evidence of the incident; returns them with what they cite, in order.
 * Errors: `invalid` where the evidence is not in the incident, or the quote reaches past its text.
 */
export async function checkCitations(
  ctx: Context,
  incidentId: string,
  citations: readonly CitationInput[],
): Promise<{ rows: CitationRow[]; cited: ItemInIncident[] }> {
  const found = new Map(
    (
      await evidenceOfIncident(
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

/** Replaces what a claim cites. */
export async function saveCitations(
  ctx: Context,
  claim: Claim,
  rows: readonly CitationRow[],
): Promise<void> {
  const { kind, id } = kindAndId(claim);
  await ctx.db.deleteFrom('citation').where(columns[kind], '=', id).execute();
  if (rows.length === 0) return;
  await ctx.db
    .insertInto('citation')
    .values(
      rows.map((row, position) => ({
        id: row.id,
        incident_id: claim.incidentId,
        event_id: kind === 'event' ? id : null,
        entry_id: kind === 'entry' ? id : null,
        follow_up_id: kind === 'follow-up' ? id : null,
        part: row.part,
        evidence_id: row.evidenceId,
        stance: row.stance,
        quote_start: row.quoteStart,
        quote_end: row.quoteEnd,
        position,
      })),
    )
    .execute();
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

/** A citation with the part of its claim that it belongs to. */
export type CitedPart = Citation & { part: string | null };

/** What the events, the entries or the follow-ups of an incident cite, by claim, each in its order. The caller has made sure that the actor sees the incident. */
export async function citationsByClaim(
  ctx: Context,
  incidentId: string,
  claim: ClaimKind,
  ids?: readonly string[],
): Promise<Map<string, CitedPart[]>> {
  const column = sql.ref(`citation.${columns[claim]}`);
  const result = await sql<Row>`
    select citation.id, ${column} as claim_id, citation.part, citation.evidence_id, citation.quote_start, citation.quote_end, citation.stance, ${citedItem}
    from citation join evidence e on e.id = citation.evidence_id join stream on stream.id = e.stream_id join source on source.id = stream.source_id
    where citation.incident_id = ${incidentId} and ${ids ? sql`${column} = any(${[...ids]}::uuid[])` : sql`${column} is not null`}
    order by claim_id, citation.position`.execute(ctx.db);
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
    : excerptOf(row.text);
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
    precision: row.precision,
    zoneOffset: row.zone_offset,
    hasChangedSince: row.has_changed_since,
    redacted: isQuoted && !quote.includes(maskCharacter) ? null : row.redacted,
  };
}
