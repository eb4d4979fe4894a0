import type { BundleOf, ItemKind } from '@debrief/contract';
import { sql } from 'kysely';
import { toColumns, toLine } from '../bundle-lines.ts';
import type { Context } from '../context.ts';
import type { CitationRow } from '@debrief/rules/citation';
import type { EvidenceSelection } from './bundle-select.ts';
import type { ImportRow } from './imports.ts';

type SourceLine = BundleOf<'source'>;
type StreamLine = BundleOf<'stream'>;
type IncludedStreamLine = BundleOf<'included-stream'>;
type StreamMemberLine = BundleOf<'stream-member'>;
type ImportLine = BundleOf<'import'>;

/**
 * The selected streams and those that the incident includes, with their sources and the sources of
 * its imports and identities, by id.
 */
export async function loadBundledStreams(
  ctx: Context,
  incidentId: string,
  named: { streamIds: readonly string[]; sourceIds: readonly string[] },
): Promise<{
  sources: SourceLine[];
  streams: StreamLine[];
  includedStreams: IncludedStreamLine[];
}> {
  const streams = await sql<Omit<StreamLine, 'type'>>`
    select id, source_id as "sourceId", key, name from stream where id = any(${[...named.streamIds]}::uuid[]) order by id`.execute(
    ctx.db,
  );
  const sourceIds = [...new Set([...streams.rows.map((row) => row.sourceId), ...named.sourceIds])];
  const sources = await sql<Omit<SourceLine, 'type'>>`
    select id, kind, coalesce(origin_key, key) as key, name, clock_offset_ms as "clockOffsetMs" from source where id = any(${sourceIds}::uuid[]) order by id`.execute(
    ctx.db,
  );
  const includedStreams = await ctx.db
    .selectFrom('incident_stream')
    .select(['stream_id', 'from_at', 'until_at'])
    .where('incident_id', '=', incidentId)
    .orderBy('stream_id')
    .execute();
  return {
    sources: sources.rows.map((row) => toLine('source', row)),
    streams: streams.rows.map((row) => toLine('stream', row)),
    includedStreams: includedStreams.map((row) =>
      toLine('included-stream', { ...row, from: row.from_at, until: row.until_at }),
    ),
  };
}

/**
 * Inserts the sources of a bundle into the incident's compartment. If a tool already has a source
 * here, the older one gets a local key and the newer one keeps the tool's key, so that later
 * imports continue with it.
 */
export async function insertBundledSources(
  ctx: Context,
  incidentId: string,
  lines: readonly SourceLine[],
): Promise<void> {
  const newest = new Map(lines.map((line) => [line.key, line.id]));
  const values = lines.map((line) => {
    const own = newest.get(line.key) === line.id;
    return {
      id: line.id,
      kind: line.kind,
      key: own ? line.key : `${line.key} (${line.id})`,
      name: line.name,
      clock_offset_ms: line.clockOffsetMs,
      compartment: incidentId,
      origin_key: own ? null : line.key,
    };
  });
  await ctx.db.insertInto('source').values(values).execute();
}

export async function insertStreams(ctx: Context, lines: readonly StreamLine[]): Promise<void> {
  await ctx.db.insertInto('stream').values(lines.map(toColumns)).execute();
}

export async function insertIncludedStreams(
  ctx: Context,
  incidentId: string,
  lines: readonly IncludedStreamLine[],
): Promise<void> {
  const time = (text: string | null) => (text === null ? null : new Date(text));
  await ctx.db
    .insertInto('incident_stream')
    .values(
      lines.map((line) => ({
        incident_id: incidentId,
        stream_id: line.streamId,
        from_at: time(line.from),
        until_at: time(line.until),
      })),
    )
    .execute();
}

/** The members of a stream, after an identity. */
export async function streamMembersPage(
  ctx: Context,
  streamId: string,
  after: string | null,
  limit: number,
): Promise<StreamMemberLine[]> {
  let query = ctx.db
    .selectFrom('stream_member')
    .select('identity_id')
    .where('stream_id', '=', streamId)
    .orderBy('identity_id')
    .limit(limit);
  if (after) query = query.where('identity_id', '>', after);
  return (await query.execute()).map((row) => toLine('stream-member', row, { streamId }));
}

export async function insertStreamMembers(
  ctx: Context,
  lines: readonly StreamMemberLine[],
): Promise<void> {
  await ctx.db.insertInto('stream_member').values(lines.map(toColumns)).execute();
}

/**
 * The incident's own imports with their summaries, and imports of other incidents that contain
 * selected evidence, without a summary.
 */
export async function importLines(
  ctx: Context,
  incidentId: string,
  selection: EvidenceSelection,
): Promise<ImportLine[]> {
  const rows = await ctx.db
    .selectFrom('import')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb('incident_id', '=', incidentId),
        eb('id', '=', sql<string>`any(${selection.importIds}::uuid[])`),
      ]),
    )
    .orderBy('id')
    .execute();
  return rows.map((row) => importLine(row, row.incident_id === incidentId));
}

/**
 * An import that is still `running` or `undoing` here is exported as interrupted: nothing continues
 * it elsewhere.
 */
function importLine(row: ImportRow, isOwn: boolean): ImportLine {
  const isLost = row.state === 'running' || row.state === 'undoing';
  const problem = isLost
    ? 'The process running this import ended. What it stored is kept.'
    : row.problem;
  const none = {
    read: 0,
    imported: 0,
    duplicates: 0,
    rejected: 0,
    revised: 0,
    vanished: 0,
    marked: 0,
  };
  return toLine('import', row, {
    ...(!isOwn && none),
    sourceId: isOwn ? row.source_id : null,
    bytes: Number(row.bytes),
    bytesRead: isOwn ? Number(row.bytes_read) : 0,
    state: row.state === 'running' || row.state === 'undoing' ? 'interrupted' : row.state,
    removed: isOwn && row.removed > 0 ? row.removed : undefined,
    withheld: isOwn && row.withheld > 0 ? row.withheld : undefined,
    mapping: sortKeys(row.mapping),
    problem: isOwn ? problem : null,
    endedAt: (row.ended_at ?? row.alive_at).toISOString(),
  });
}

function sortKeys(mapping: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(mapping).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

export async function insertImports(
  ctx: Context,
  incidentId: string,
  lines: readonly ImportLine[],
): Promise<void> {
  await ctx.db
    .insertInto('import')
    .values(
      lines.map((line) => ({
        ...toColumns(line),
        incident_id: incidentId,
        bytes: String(line.bytes),
        bytes_read: String(line.bytesRead),
      })),
    )
    .execute();
}

/** The stored citations of all items of a kind, by item, in order. */
export async function loadCitationRows(
  ctx: Context,
  incidentIds: readonly string[],
  kind: ItemKind,
): Promise<Map<string, CitationRow[]>> {
  const rows = await ctx.db
    .selectFrom('citation')
    .selectAll()
    .where('incident_id', 'in', [...incidentIds])
    .where('claim_kind', '=', kind)
    .orderBy('claim_id')
    .orderBy('position')
    .execute();
  const found = new Map<string, CitationRow[]>();
  for (const row of rows) {
    const cited = {
      id: row.id,
      evidenceId: row.evidence_id,
      quoteStart: row.quote_start,
      quoteEnd: row.quote_end,
      stance: row.stance,
      part: row.part,
    };
    found.set(row.claim_id, [...(found.get(row.claim_id) ?? []), cited]);
  }
  return found;
}
