import type { CatalogEntry, CatalogFile } from '@debrief/readers';
import { listMatchNames, toServiceKey } from '@debrief/rules/catalog';
import { sql } from 'kysely';
import { actorRef, type Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import { toState, type ServiceRow, type ServiceState } from './rows.ts';

/** An entry of a file, and what its service will be. */
export interface ImportedEntry {
  entry: CatalogEntry;
  state: ServiceState;
  /** `origins`: only newer times of the same values. */
  change: 'added' | 'changed' | 'origins' | 'none';
}

export interface KnownServices {
  /** What the source listed before. */
  sources: { serviceId: string; ref: string; missingAt: Date | null }[];
  /** Also those that a person removed. */
  byId: Map<string, ServiceState>;
  /** Those that exist. */
  byKey: Map<string, ServiceState>;
}

/** The services that the source listed, and those whose names are in the file. */
export async function loadKnownServices(
  ctx: Context,
  source: string,
  file: CatalogFile,
): Promise<KnownServices> {
  const sources = await ctx.db
    .selectFrom('service_source')
    .select(['service_id as serviceId', 'ref', 'missing_at as missingAt'])
    .where('source', '=', source)
    .execute();
  const keys = file.entries.map(({ name }) => toServiceKey(name));
  const { rows } = await sql<ServiceRow>`
    select id, name, kind, title, description, owner, tier, path, slo, durability, p99, rpo, runbooks, dashboards, aliases, origins, removed_at
    from service where id in (select service_id from service_source where source = ${source})
      or (removed_at is null and key = any(${keys}::text[]))`.execute(ctx.db);
  const states = rows.map(toState);
  return {
    sources,
    byId: new Map(states.map((state) => [state.id, state])),
    byKey: new Map(
      states.flatMap((state) => (state.isRemoved ? [] : [[toServiceKey(state.name), state]])),
    ),
  };
}

/** How many go into one statement. */
const batchSize = 2_000;

/** Saves what changed, and which services the source lists and no longer lists. */
export async function saveImported(
  ctx: Context,
  source: string,
  saved: readonly ImportedEntry[],
  missingIds: readonly string[],
): Promise<void> {
  const now = ctx.clock.now();
  const by = jsonb(actorRef(ctx.actor));
  const changed = saved.filter(({ change }) => change !== 'none');
  for (let from = 0; from < changed.length; from += batchSize) {
    const rows = changed.slice(from, from + batchSize).map(toRow);
    await sql`
      insert into service (id, name, key, match_names, kind, title, description, owner, owner_key, tier, path, slo, durability, p99, rpo,
        runbooks, dashboards, aliases, origins, created_at, updated_at, updated_by)
      select id, name, key, match_names, kind, title, description, owner, owner_key, tier, path, slo, durability, p99, rpo,
        runbooks, dashboards, aliases, origins, ${now}, ${now}, ${by}
      from jsonb_to_recordset(${jsonb(rows)}) as row (id uuid, name text, key text, match_names text[], kind text, title text, description text,
        owner text, owner_key text, tier text, path text, slo text, durability text, p99 text, rpo text, runbooks jsonb, dashboards jsonb,
        aliases jsonb, origins jsonb)
      on conflict (id) do update set match_names = excluded.match_names, kind = excluded.kind, title = excluded.title,
        description = excluded.description, owner = excluded.owner, owner_key = excluded.owner_key, tier = excluded.tier, path = excluded.path,
        slo = excluded.slo, durability = excluded.durability, p99 = excluded.p99, rpo = excluded.rpo, runbooks = excluded.runbooks,
        dashboards = excluded.dashboards, aliases = excluded.aliases, origins = excluded.origins, updated_at = excluded.updated_at,
        updated_by = excluded.updated_by, version = service.version + 1`.execute(ctx.db);
  }
  for (let from = 0; from < saved.length; from += batchSize) {
    const batch = saved.slice(from, from + batchSize);
    const rows = batch.map(({ entry, state }) => ({ service_id: state.id, ref: entry.ref }));
    await sql`
      insert into service_source (service_id, source, ref, seen_at)
      select service_id, ${source}, ref, ${now} from jsonb_to_recordset(${jsonb(rows)}) as row (service_id uuid, ref text)
      on conflict (service_id, source) do update set ref = excluded.ref, seen_at = excluded.seen_at, missing_at = null`.execute(
      ctx.db,
    );
  }
  if (missingIds.length > 0)
    await sql`update service_source set missing_at = ${now} where source = ${source} and service_id = any(${[...missingIds]}::uuid[])`.execute(
      ctx.db,
    );
}

function toRow({ state }: ImportedEntry) {
  const { isRemoved: _, ...values } = state;
  return {
    ...values,
    key: toServiceKey(state.name),
    match_names: listMatchNames(state),
    owner_key: state.owner === null ? null : toServiceKey(state.owner),
  };
}
