import type { VerificationProblem } from '@debrief/contract';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { linkHash, rowDigest } from './digest.ts';

const mostNamed = 100;

type Found = Pick<VerificationProblem, 'kind' | 'evidenceId' | 'place'>;

interface Checked {
  links: number;
  /** The number of the last of them. */
  last: number;
  /** The hashes of these rows are from after their import. */
  isFound: boolean;
  items: number;
  removed: number;
  masked: string[];
  problems: Found[];
}

interface ComparedRow {
  id: string;
  is_here: boolean;
  is_removed: boolean;
  place: string | null;
}

/**
 * Compares the next links of an import with the rows, in one statement: rows and links that a
 * concurrent transaction adds or masks are seen together or not at all.
 */
export async function checkLinks(
  ctx: Context,
  importId: string,
  after: number,
  limit: number,
): Promise<Checked> {
  const result = await sql<{
    links: number;
    last: number | null;
    is_found: boolean;
    broken: number;
    items: number;
    removed: number;
    masked: string[] | null;
    wrong: ComparedRow[] | null;
  }>`
    with page as materialized (
      select l.*, before.hash as before from import_link l
      left join import_link before on before.import_id = l.import_id and before.number = l.number - 1
      where l.import_id = ${importId} and l.number > ${after} order by l.number limit ${limit}
    ), stored as materialized (
      select one.id, one.digest from page cross join lateral unnest(page.ids, page.digests) as one (id, digest) where page.kind in ('stored', 'found')
    ), ends as (
      select (select id from stored order by id limit 1) as first, (select id from stored order by id desc limit 1) as last
    ), later as materialized (
      select distinct on (one.id) one.id, one.digest, l.kind from import_link l cross join ends cross join lateral unnest(l.ids, l.digests) as one (id, digest)
      where l.import_id = ${importId} and l.kind in ('masked', 'removed') and l.ids[1] <= ends.last and l.ids[cardinality(l.ids)] >= ends.first
        and one.id in (select id from stored)
      order by one.id, l.number desc
    ), compared as materialized (
      select stored.id, e.id is not null as is_here, e.place, coalesce(later.kind = 'removed', false) as is_removed, coalesce(later.kind = 'masked', false) as is_masked,
        case when e.id is null then null else ${rowDigest} = coalesce(later.digest, stored.digest) end as is_same
      from stored left join later on later.id = stored.id left join evidence e on e.id = stored.id
    )
    select (select count(*)::int from page) as links, (select max(number) from page) as last, exists (select 1 from page where kind = 'found') as is_found,
      (select count(*)::int from page l where l.hash <> ${linkHash(sql`l.before`)} or (l.number > 1 and l.before is null)) as broken,
      (select count(*)::int from compared where is_here) as items,
      (select count(*)::int from compared where is_removed) as removed,
      (select array_agg(id order by id) from (select id from compared where is_masked order by id limit ${sql.lit(mostNamed)}) one) as masked,
      (select jsonb_agg(to_jsonb(one)) from (select id, is_here, is_removed, place from compared
        where is_here = is_removed or (is_here and not is_same) order by id limit ${sql.lit(mostNamed)}) one) as wrong`.execute(
    ctx.db,
  );
  const [row] = result.rows;
  const wrong = (row?.wrong ?? []).map(({ id, is_here: isHere, is_removed: isRemoved, place }) => ({
    kind: isRemoved ? ('added' as const) : isHere ? ('altered' as const) : ('missing' as const),
    evidenceId: id,
    place,
  }));
  const isBroken = (row?.broken ?? 0) > 0;
  return {
    links: row?.links ?? 0,
    last: row?.last ?? after,
    isFound: row?.is_found ?? false,
    items: row?.items ?? 0,
    removed: row?.removed ?? 0,
    masked: row?.masked ?? [],
    problems: [
      ...(isBroken ? [{ kind: 'hashes' as const, evidenceId: null, place: null }] : []),
      ...wrong,
    ],
  };
}

/**
 * Rows that no link of their import contains. They are counted first, and only searched for if the
 * counts differ or a part of the import is wrong.
 */
export async function findUnlinked(
  ctx: Context,
  importId: string,
  isSuspect: boolean,
): Promise<Found[]> {
  const counts = await sql<{ is_equal: boolean }>`
    select (select count(*) from evidence where import_id = ${importId}) = (
      select coalesce(sum(case kind when 'masked' then 0 when 'removed' then -cardinality(ids) else cardinality(ids) end), 0)
      from import_link where import_id = ${importId}) as is_equal`.execute(ctx.db);
  if (counts.rows[0]?.is_equal && !isSuspect) return [];
  const { rows } = await sql<{ id: string; place: string | null }>`
    select e.id, e.place from evidence e where e.import_id = ${importId} and e.id in (
      select id from evidence where import_id = ${importId}
      except select unnest(ids) from import_link where import_id = ${importId})
    order by e.id limit ${sql.lit(mostNamed)}`.execute(ctx.db);
  return rows.map(({ id, place }) => ({ kind: 'added', evidenceId: id, place }));
}

/** The links of an import with these numbers, as seals. */
export async function linksAt(
  ctx: Context,
  importId: string,
  numbers: readonly number[],
): Promise<string[]> {
  const { rows } = await sql<{ seal: string }>`
    select number || ':' || encode(hash, 'hex') as seal from import_link where import_id = ${importId} and number = any(${[...numbers]}::int[])`.execute(
    ctx.db,
  );
  return rows.map((row) => row.seal);
}
