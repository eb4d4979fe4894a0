import { readErrorSignature, toTsquery, type ErrorSignature } from '@debrief/rules/search';
import { sql } from 'kysely';
import { archivedIncidentIds, incidentIdsHiddenFrom } from '../access/index.ts';
import type { Context } from '../context.ts';
import { withLimits } from './evidence-search.ts';
import { alertName, type FiredAlert } from './fired-alerts.ts';

const longestCompared = 4_000;
const longestShown = 280;
/** Per claim, in the order of its citations. */
const mostErrors = 3;
const mostCandidates = 200;
/**
 * Lines that the index finds, with those that the actor cannot see. Without it, the planner reads the
 * table in order until it has enough candidates.
 */
const mostFound = 5_000;

/** An error that a claim cites, watched since a time. */
export interface WatchedError {
  claimId: string;
  signature: ErrorSignature;
  since: string;
  /** Someone was asked about these items: no one is asked about the error in their incidents again. */
  knownIds: readonly string[];
}

interface Line {
  id: string;
  text: string;
  level: string | null;
  incidentId: string;
}

/** The errors in logs, and in alerts without a name, that claims cite. The caller has checked the claims. */
export async function listCitedErrors(
  ctx: Context,
  claimIds: readonly string[],
): Promise<Map<string, ErrorSignature[]>> {
  const found = new Map<string, ErrorSignature[]>();
  if (claimIds.length === 0) return found;
  const { rows } = await sql<{ claimId: string; text: string; level: string | null }>`
    select citation.claim_id as "claimId", left(e.text, ${longestCompared}) as text, e.details -> 'fields' ->> 'level' as level
    from citation join evidence e on e.id = citation.evidence_id
    where citation.claim_kind = 'finding' and citation.stance = 'supports' and citation.claim_id = any(${[...claimIds]}::uuid[])
      and (e.kind = 'log' or (e.kind = 'alert' and coalesce(${alertName}, '') = ''))
    order by citation.position`.execute(ctx.db);
  for (const { claimId, text, level } of rows) {
    const signature = readErrorSignature(text, level ?? '');
    const own = found.get(claimId) ?? [];
    if (!signature || own.length === mostErrors) continue;
    if (own.every((one) => one.text !== signature.text)) found.set(claimId, [...own, signature]);
  }
  return found;
}

/**
 * For each of these errors: the first line of each visible incident that is not archived in which it
 * occurs after its time, newest first. At most 200 lines that contain its words are compared.
 */
export async function findRepeatedErrors(
  ctx: Context,
  watched: readonly WatchedError[],
): Promise<Omit<FiredAlert, 'name'>[][]> {
  if (watched.length === 0) return [];
  const known = await listKnownPlaces(ctx, watched);
  const asked = watched.map(({ claimId, signature, since, knownIds }, index) => ({
    index,
    claim: claimId,
    query: toTsquery(signature.words.map((word) => ({ words: [word], isPrefix: false }))),
    since,
    answered: known.flatMap((line) =>
      knownIds.includes(line.id) && isSame(line, signature) ? [line.incidentId] : [],
    ),
  }));
  // Times are stored before clocks are corrected.
  const room = sql`(select coalesce(max(abs(clock_offset_ms)), 0) * interval '1 millisecond' from source)`;
  const { rows } = await withLimits(ctx, (ctx) =>
    sql<Line & { index: number; itemId: string; at: Date }>`
      select asked.index, line.* from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked (index int, claim uuid, query text, since timestamptz, answered uuid[])
      cross join lateral (
        with found as materialized (
          select e.id, e.item_id, e.stream_id, e.occurred_at, e.text, e.details from evidence e
          where e.search @@ asked.query::tsquery and e.kind in ('log', 'alert') and e.occurred_at + ${room} >= asked.since and e.change <> 'deleted'
          limit ${mostFound})
        select e.id, e.item_id as "itemId", left(e.text, ${longestCompared}) as text, e.details -> 'fields' ->> 'level' as level, seen.at, seen.incident_id as "incidentId"
        from found e join stream on stream.id = e.stream_id join source on source.id = stream.source_id
        cross join lateral (
          select part.incident_id, corrected.at
          from (select e.occurred_at + source.clock_offset_ms * interval '1 millisecond' as at) corrected
          join incident_stream part on part.stream_id = e.stream_id and (part.from_at is null or corrected.at >= part.from_at) and (part.until_at is null or corrected.at < part.until_at)
          where corrected.at > asked.since and part.incident_id not in (${incidentIdsHiddenFrom(ctx)}) and part.incident_id not in (${archivedIncidentIds(ctx)})
            and part.incident_id <> all(asked.answered)
          order by part.incident_id desc limit 1
        ) seen
        where e.details -> 'fields' ->> 'debrief_drill' is null and not exists (select 1 from evidence newer where newer.revises = e.id)
          and not exists (select 1 from citation where citation.claim_id = asked.claim and citation.evidence_id = e.id)
        limit ${mostCandidates}
      ) line
      order by line.at, line.id`.execute(ctx.db),
  );
  const byError = Map.groupBy(rows, ({ index }) => index);
  return watched.map(({ signature }, index) => {
    const first = new Map<string, (typeof rows)[number]>();
    for (const line of byError.get(index) ?? [])
      if (!first.has(line.incidentId) && isSame(line, signature)) first.set(line.incidentId, line);
    return [...first.values()]
      .toReversed()
      .map(({ text, ...line }) => ({ ...line, text: text.slice(0, longestShown) }));
  });
}

/** What someone was asked about, in every incident that includes it. Never shown. */
async function listKnownPlaces(ctx: Context, watched: readonly WatchedError[]): Promise<Line[]> {
  const ids = [...new Set(watched.flatMap(({ knownIds }) => knownIds))];
  if (ids.length === 0) return [];
  const { rows } = await sql<Line>`
    select e.id, left(e.text, ${longestCompared}) as text, e.details -> 'fields' ->> 'level' as level, part.incident_id as "incidentId"
    from evidence e join incident_stream part on part.stream_id = e.stream_id
    where e.id = any(${ids}::uuid[])`.execute(ctx.db);
  return rows;
}

function isSame({ text, level }: Line, signature: ErrorSignature): boolean {
  return readErrorSignature(text, level ?? '')?.text === signature.text;
}
