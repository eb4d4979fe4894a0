import { maskCharacter, type FrozenCite } from '@debrief/contract';
import type { Quoted, QuoteOrigin } from '@debrief/rules/citation';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { incidentIdsSeenBy } from '../access/index.ts';
import { citedItem, toExcerpt, type CitedItem } from './cited-item.ts';
import { isAllMasked } from './redaction/mask.ts';
import { loadIncidentEvidence } from './rows.ts';

interface Row extends CitedItem {
  id: string;
  is_deleted: boolean;
}

/**
 * The quoted words of each place, in order, as far as this reader can see them now: evidence in the
 * sources of a visible incident or cited by one, and in no compartment closed to them. Deleted and
 * hidden evidence get the same answer.
 */
export async function loadQuotes(ctx: Context, cites: readonly FrozenCite[]): Promise<Quoted[]> {
  if (cites.length === 0) return [];
  const ids = [...new Set(cites.map((one) => one.evidenceId))];
  const seen = incidentIdsSeenBy(ctx);
  const result = await sql<Row>`
    select e.id, ${citedItem},
      e.change = 'deleted' or exists (select 1 from evidence newer where newer.item_id = e.item_id and newer.revision > e.revision and newer.change = 'deleted'
        and not exists (select 1 from evidence last where last.revises = newer.id)) as is_deleted
    from evidence e join stream on stream.id = e.stream_id join source on source.id = stream.source_id
    cross join lateral (select source.clock_offset_ms * interval '1 millisecond' as by) shift
    where e.id = any(${ids}::uuid[]) and (source.compartment is null or source.compartment in ${seen}) and (
      exists (select 1 from incident_stream where incident_stream.stream_id = e.stream_id and incident_stream.incident_id in ${seen}
        and (incident_stream.from_at is null or e.occurred_at + shift.by >= incident_stream.from_at) and (incident_stream.until_at is null or e.occurred_at + shift.by < incident_stream.until_at))
      or exists (select 1 from citation join evidence cited on cited.id = citation.evidence_id where cited.item_id = e.item_id and citation.incident_id in ${seen}))`.execute(
    ctx.db,
  );
  const rows = new Map(result.rows.map((row) => [row.id, row]));
  return cites.map((cite) => {
    const row = rows.get(cite.evidenceId);
    return row ? toQuote(row, cite) : { state: 'restricted' };
  });
}

function toQuote(row: Row, { quoteStart, quoteEnd, stance }: FrozenCite): Quoted {
  const about: QuoteOrigin = {
    stance,
    itemId: row.item_id,
    evidenceId: row.id,
    kind: row.kind,
    streamName: row.stream_name,
    authorName: row.author_name,
    at: row.at.toISOString(),
    precision: row.precision,
    zoneOffset: row.zone_offset,
  };
  if (row.is_deleted) return { state: 'deleted', ...about };
  const isPart = quoteStart !== null && quoteEnd !== null;
  const quote = isPart ? row.text.slice(quoteStart, quoteEnd) : toExcerpt(row.text);
  const redacted = isPart && !quote.includes(maskCharacter) ? null : row.redacted;
  if (redacted !== null && (quote === '' || isAllMasked(quote)))
    return { state: 'redacted', redacted, ...about };
  return {
    state: 'shown',
    ...about,
    quote: readable(quote.toWellFormed()),
    hasChangedSince: row.has_changed_since,
    redacted,
  };
}

/** Masked words in a form for print and speech. */
function readable(quote: string): string {
  return quote.replaceAll(new RegExp(`${maskCharacter}+( ${maskCharacter}+)*`, 'g'), '[redacted]');
}

/**
 * Those of these items that are in the incident's sources or cited by it. The caller has checked
 * that the actor can see the incident.
 */
export async function listEvidenceWithDetails(
  ctx: Context,
  incidentId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  return new Set((await loadIncidentEvidence(ctx, incidentId, ids)).map((one) => one.id));
}
