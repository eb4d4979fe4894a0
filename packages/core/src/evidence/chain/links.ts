import { sql, type RawBuilder } from 'kysely';
import { record } from '../../activity/index.ts';
import type { Context } from '../../context.ts';
import type { LinkKind } from '../tables.ts';
import { linkHash, rowDigest } from './digest.ts';

/** The end of an import's chain, as the activity record keeps it: the number of the last link and its hash. */
export type Seals = Record<string, string>;

/**
 * Adds rows of evidence to the chains of their imports, in the transaction that stores or masks them;
 * before it removes them.
 */
export async function addLinks(
  ctx: Context,
  kind: LinkKind,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const within = sql`e.id = any(${[...ids]}::uuid[])`;
  const { rows } = await sql<{ import_id: string }>`
    select distinct e.import_id from evidence e where ${within}`.execute(ctx.db);
  await lockInOrder(
    ctx,
    rows.map((row) => row.import_id),
  );
  await insertLinks(
    ctx,
    kind,
    sql`(select e.id, e.import_id, ${rowDigest} as digest from evidence e where ${within})`,
  ).execute(ctx.db);
}

/** A statement, or a part of one, that adds links for rows with `id`, `import_id` and `digest`. */
export function insertLinks(
  ctx: Context,
  kind: LinkKind,
  rows: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`
    insert into import_link (import_id, number, kind, at, ids, digests, hash)
    select l.*, ${linkHash(sql`last.hash`)} from (
      select import_id, coalesce((select max(number) from import_link where import_id = one.import_id), 0) + 1 as number, ${kind}::text as kind,
        ${ctx.clock.now().toISOString()}::timestamptz as at, array_agg(id order by id) as ids, array_agg(digest order by id) as digests
      from ${rows} one group by import_id) l
    left join import_link last on last.import_id = l.import_id and last.number = l.number - 1`;
}

/** Locks these ids of streams or imports until the commit. */
export async function lockInOrder(ctx: Context, ids: readonly string[]): Promise<void> {
  const sorted = [...new Set(ids)].toSorted();
  await sql`select pg_advisory_xact_lock(hashtext(id)) from unnest(${sorted}::text[]) as one (id)`.execute(
    ctx.db,
  );
}

/** The current ends of these imports' chains. */
export async function loadSeals(ctx: Context, importIds: readonly string[]): Promise<Seals> {
  const { rows } = await sql<{ import_id: string; seal: string }>`
    select distinct on (import_id) import_id, number || ':' || encode(hash, 'hex') as seal from import_link
    where import_id = any(${[...importIds]}::uuid[])
    order by import_id, number desc`.execute(ctx.db);
  return Object.fromEntries(rows.map((row) => [row.import_id, row.seal]));
}

export async function loadSealsOfIncident(ctx: Context, incidentId: string): Promise<Seals> {
  const imports = await ctx.db
    .selectFrom('import')
    .select('id')
    .where('incident_id', '=', incidentId)
    .execute();
  return loadSeals(
    ctx,
    imports.map((row) => row.id),
  );
}

/** The seals of the imports that stored these rows, by the incident of the import. */
export async function loadSealsOfRows(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, Seals>> {
  const { rows } = await sql<{ id: string; incident_id: string }>`
    select distinct import.id, import.incident_id from evidence join import on import.id = evidence.import_id
    where evidence.id = any(${[...ids]}::uuid[])`.execute(ctx.db);
  const seals = await loadSeals(
    ctx,
    rows.map((row) => row.id),
  );
  const found = new Map<string, Seals>();
  for (const { id, incident_id: incidentId } of rows)
    found.set(incidentId, { ...found.get(incidentId), [id]: seals[id] ?? '' });
  return found;
}

/** Anchors the ends of chains in the activity record of the imports' incident. */
export async function recordSeals(ctx: Context, incidentId: string, seals: Seals): Promise<void> {
  const [subjectId = null] = Object.keys(seals);
  if (subjectId === null) return;
  await record(ctx, { kind: 'import.sealed', incidentId, subjectId, after: { seals } });
}
