import { findIdentifiers, saidKinds, type Mention } from '@debrief/rules/known';
import { readPhrase, toTsquery } from '@debrief/rules/search';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { listIncludedStreams } from './included-streams.ts';
import { buildSpans, spanTable } from './record-query.ts';

/** A claim whose first mention is looked up if `isNeeded`. `texts` can contain its identifiers. */
export interface Unmentioned {
  incidentId: string;
  id: string;
  at: string;
  texts: readonly string[];
  isNeeded: boolean;
}

/** More claims than this in one incident get no proposal from the record. */
const most = 500;

/**
 * The first item in which people mention an identifier of each claim, if no one has mentioned it
 * before the claim's own time. The caller has checked that the actor can see the incidents.
 */
export async function findMentions(
  ctx: Context,
  claims: readonly Unmentioned[],
): Promise<Map<string, Mention>> {
  const found = new Map<string, Mention>();
  const wanted = claims.flatMap((claim) =>
    claim.isNeeded
      ? findIdentifiers(claim.texts).map((identifier) => ({ ...claim, identifier }))
      : [],
  );
  for (const [incidentId, asked] of Map.groupBy(wanted, (one) => one.incidentId)) {
    const identifiers = [...new Set(asked.map((one) => one.identifier))].slice(0, most);
    const mentions = await findFirst(ctx, incidentId, identifiers);
    for (const { id, at, identifier } of asked) {
      const mention = mentions.get(identifier);
      if (!mention || Date.parse(mention.at) < Date.parse(at)) continue;
      const known = found.get(id);
      if (!known || Date.parse(mention.at) < Date.parse(known.at)) found.set(id, mention);
    }
  }
  return found;
}

/** The first mention of each identifier in the record of an incident, as a separate word. */
async function findFirst(
  ctx: Context,
  incidentId: string,
  identifiers: readonly string[],
): Promise<Map<string, Mention>> {
  const spans = buildSpans(await listIncludedStreams(ctx, incidentId), {});
  const phrases = identifiers.flatMap((one) => readPhrase(one) ?? []);
  if (spans.length === 0 || phrases.length === 0) return new Map();
  const anyOfThem = phrases.map((phrase) => toTsquery([phrase])).join(' | ');
  const patterns = identifiers.map((one) => `(^|[^[:alnum:]])${escape(one)}($|[^[:alnum:]])`);
  const { rows } = await sql<{ identifier: string; id: string; at: Date }>`
    with said as materialized (
      select e.id, lower(left(e.text, 20000)) as text, coalesce(e.known_at, e.occurred_at + s.offset_ms * interval '1 millisecond') as at
      from ${spanTable(spans)} join evidence e on e.stream_id = s.stream_id and e.occurred_at >= s.from_at and e.occurred_at < s.until_at
      where e.search @@ ${anyOfThem}::tsquery and e.revision = 1 and e.kind = any(${[...saidKinds]}::text[]))
    select distinct on (asked.identifier) asked.identifier, said.id, said.at
    from unnest(${identifiers}::text[], ${patterns}::text[]) as asked (identifier, pattern)
    join said on strpos(said.text, asked.identifier) > 0 and said.text ~ asked.pattern
    order by asked.identifier, said.at, said.id`.execute(ctx.db);
  return new Map(
    rows.map(({ identifier, id, at }) => [identifier, { evidenceId: id, at: at.toISOString() }]),
  );
}

function escape(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]/gu, String.raw`\$&`);
}
