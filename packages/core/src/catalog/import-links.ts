import type { CatalogImport, ServiceLinkKind } from '@debrief/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import type { LinkRow } from './link-rows.ts';

interface ImportedLinks {
  source: string;
  /** Between references of the source. */
  links: readonly { from: string; to: string; kind: ServiceLinkKind }[];
  /** The services by reference. */
  ids: ReadonlyMap<string, string>;
  /** What the source listed before and doesn't list now is missing. */
  marksMissing: boolean;
}

const toKey = (from: string, to: string, kind: string) => `${from} ${to} ${kind}`;
const batchSize = 5_000;

/** Adds the links of a source, without those that a person removed. */
export async function importLinks(
  ctx: Context,
  { source, links, ids, marksMissing }: ImportedLinks,
): Promise<CatalogImport['links']> {
  const { rows } = await sql<LinkRow>`
    select * from service_link where sources @> array[${source}]::text[] or from_id = any(${[...ids.values()]}::uuid[])`.execute(
    ctx.db,
  );
  const known = new Map(rows.map((row) => [toKey(row.from_id, row.to_id, row.kind), row]));
  const result = { added: 0, unchanged: 0, missing: 0, removedByHand: 0 };
  const saved = [];
  const listed = new Set<string>();
  for (const { from, to, kind } of links) {
    const [fromId, toId] = [ids.get(from), ids.get(to)];
    if (fromId === undefined || toId === undefined || fromId === toId) continue;
    const key = toKey(fromId, toId, kind);
    if (listed.has(key)) continue;
    listed.add(key);
    const row = known.get(key);
    if (row?.removed_at) result.removedByHand += 1;
    else if (row?.sources.includes(source)) result.unchanged += 1;
    else {
      result.added += 1;
      const sources = [...(row?.sources ?? []), source].toSorted();
      saved.push({ id: row?.id ?? ctx.ids.next(), from_id: fromId, to_id: toId, kind, sources });
    }
  }
  const now = ctx.clock.now();
  for (let from = 0; from < saved.length; from += batchSize)
    await sql`
      insert into service_link (id, from_id, to_id, kind, sources, is_by_hand, created_at)
      select id, from_id, to_id, kind, sources, false, ${now}
      from jsonb_to_recordset(${jsonb(saved.slice(from, from + batchSize))}) as row (id uuid, from_id uuid, to_id uuid, kind text, sources text[])
      on conflict (id) do update set sources = excluded.sources, missing_at = null`.execute(ctx.db);
  if (!marksMissing) return result;
  const missing = rows.filter(
    (row) => row.sources.includes(source) && !listed.has(toKey(row.from_id, row.to_id, row.kind)),
  );
  result.missing = missing.length;
  if (missing.length > 0)
    await sql`
      update service_link set sources = array_remove(sources, ${source}),
        missing_at = case when sources = array[${source}]::text[] and not is_by_hand then ${now}::timestamptz end
      where id = any(${missing.map(({ id }) => id)}::uuid[])`.execute(ctx.db);
  return result;
}
