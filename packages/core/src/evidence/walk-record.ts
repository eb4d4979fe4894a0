import type { EvidenceKind, Precision } from '@debrief/contract';
import { sql, type RawBuilder } from 'kysely';
import type { Context } from '../context.ts';
import { listIncludedStreams } from './included-streams.ts';
import { buildSpans, isKnownAt, isRecordedBy, type Span } from './record-query.ts';

/** A revision with what a check compares. Times are corrected by clock offsets. */
export interface WalkedItem {
  id: string;
  kind: EvidenceKind;
  atMs: number;
  precision: Precision;
  text: string;
  /** Title, fields and commit as JSON. */
  facts: string;
  identityId: string | null;
  streamName: string;
}

/** A page as one row with an array for each column: reading a row for each item takes far longer. */
interface PageColumns {
  ids: string[] | null;
  kinds: EvidenceKind[];
  at: number[];
  precisions: Precision[];
  /** Null if the text is long. */
  texts: (string | null)[];
  facts: string[];
  identities: (string | null)[];
  lastAt: string;
  streamName: string;
}

const pageSize = 2_500;
/** Longer texts are read separately, so that no page is large; bytes. */
const longText = 8_000;
const longTextsAtOnce = 50;
/** Texts and facts are compared up to here. */
const longestText = 100_000;
const longestFacts = 8_000;

/**
 * Every revision in the sources of an incident, page by page, older wordings included. Deleted items
 * have the wording before. `except` is left out, and what was not known at `knownAt`. The caller has
 * checked that the actor can see the incident.
 */
export async function* walkRecord(
  ctx: Context,
  incidentId: string,
  { except = null, knownAt }: { except?: string | null; knownAt?: string | undefined } = {},
): AsyncGenerator<WalkedItem[]> {
  const conditions = [sql<boolean>`e.change <> 'deleted'`];
  if (except !== null) conditions.push(sql<boolean>`e.item_id <> ${except}::uuid`);
  if (knownAt !== undefined) conditions.push(isKnownAt('e', knownAt), isRecordedBy(knownAt));
  const isShown = sql<boolean>`${sql.join(conditions, sql` and `)}`;
  for (const span of buildSpans(await listIncludedStreams(ctx, incidentId), {})) {
    let columns = await readColumns(ctx, span, isShown, null);
    while (columns !== undefined && columns.ids !== null) {
      yield toItems(columns, columns.ids, await readLongTexts(ctx, columns), span.offsetMs);
      const isLast = columns.ids.length < pageSize;
      columns = isLast ? undefined : await readColumns(ctx, span, isShown, columns);
    }
  }
}

async function readColumns(
  ctx: Context,
  span: Span,
  isShown: RawBuilder<boolean>,
  before: PageColumns | null,
): Promise<PageColumns | undefined> {
  const isAfter =
    before === null
      ? sql`true`
      : sql`(e.occurred_at, e.id) > (${before.lastAt}::timestamptz, ${before.ids?.at(-1)}::uuid)`;
  const { rows } = await sql<PageColumns>`
    select json_agg(id) as ids, json_agg(kind) as kinds, json_agg(at) as at, json_agg(accuracy) as precisions,
      json_agg(text) as texts, json_agg(facts) as facts, json_agg(identity_id) as identities,
      max(occurred_at)::text as "lastAt",
      (select name from stream where id = ${span.streamId}::uuid) as "streamName"
    from (select e.id, e.kind, e.occurred_at, floor(extract(epoch from e.occurred_at) * 1000)::bigint as at, e.precision as accuracy, e.identity_id,
        case when octet_length(e.text) <= ${sql.lit(longText)} then e.text end as text,
        left(concat_ws(' ', e.details ->> 'title', (e.details -> 'fields')::text, (e.details -> 'commit')::text), ${sql.lit(longestFacts)}) as facts
      from (select ${span.offsetMs}::int as offset_ms) s cross join evidence e
      where e.stream_id = ${span.streamId} and e.occurred_at >= ${span.from.toISOString()} and e.occurred_at < ${span.until.toISOString()} and ${isShown} and ${isAfter}
      order by e.occurred_at, e.id limit ${sql.lit(pageSize)}) page`.execute(ctx.db);
  return rows[0];
}

async function readLongTexts(
  ctx: Context,
  { ids, texts }: PageColumns,
): Promise<Map<string, string>> {
  const long = (ids ?? []).filter((_, at) => texts[at] === null);
  const found = new Map<string, string>();
  for (let at = 0; at < long.length; at += longTextsAtOnce) {
    const { rows } = await sql<{ id: string; text: string }>`
      select id, left(text, ${sql.lit(longestText)}) as text from evidence
      where id = any(${long.slice(at, at + longTextsAtOnce)}::uuid[])`.execute(ctx.db);
    for (const { id, text } of rows) found.set(id, text);
  }
  return found;
}

function toItems(
  { kinds, at, precisions, texts, facts, identities, streamName }: PageColumns,
  ids: readonly string[],
  longTexts: ReadonlyMap<string, string>,
  offsetMs: number,
): WalkedItem[] {
  return ids.map((id, index) => ({
    id,
    kind: kinds[index] ?? 'message',
    atMs: (at[index] ?? 0) + offsetMs,
    precision: precisions[index] ?? 'unknown',
    text: texts[index] ?? longTexts.get(id) ?? '',
    facts: facts[index] ?? '',
    identityId: identities[index] ?? null,
    streamName,
  }));
}
