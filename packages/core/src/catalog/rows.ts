import { DomainError, serviceFields, type ServiceField } from '@debrief/contract';
import {
  createServiceMatcher,
  listKeys,
  listMatchNames,
  toServiceKey,
} from '@debrief/rules/catalog';
import { sql, type Selectable } from 'kysely';
import type { Authorized } from '../access/index.ts';
import { actorRef, type Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import type { CatalogTables, Origins } from './tables.ts';

export type ServiceRow = Selectable<CatalogTables['service']>;

/** The values of the fields that a person or a source sets. */
export type ServiceValues = Pick<ServiceRow, ServiceField>;

/** A service as its changes record it, for undo. */
export type ServiceState = ServiceValues & {
  id: string;
  name: string;
  origins: Origins;
  isRemoved: boolean;
};

export const noValues: ServiceValues = {
  kind: 'service',
  title: null,
  description: null,
  owner: null,
  tier: null,
  path: null,
  slo: null,
  durability: null,
  p99: null,
  rpo: null,
  runbooks: [],
  dashboards: [],
  aliases: [],
};

/** Changes of the catalog wait for each other, so that names stay unique while a file is imported. */
export async function lockCatalog(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('catalog'))`.execute(ctx.db);
}

/** The services that exist: those that were not removed. */
export function liveServices(ctx: Context) {
  return ctx.db.selectFrom('service').where('service.removed_at', 'is', null);
}

/** Errors: `not-found`, also for a removed one. */
export async function serviceById(ctx: Context, id: string): Promise<ServiceRow> {
  const row = await liveServices(ctx).selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'Service not found. It may have been removed.');
  return row;
}

/** The ids of services with a runbook that is written here. */
export async function listWithRunbook(ctx: Context): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct unnest(service_ids) as id from runbook where removed_at is null`.execute(
    ctx.db,
  );
  return rows.map(({ id }) => id);
}

/** The names of services that exist, by id. */
export async function listServiceNames(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await liveServices(ctx)
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The service that each of these words means; words that mean none or several are left out. */
export async function findServices(
  ctx: Context,
  words: readonly string[],
): Promise<Map<string, ServiceRow>> {
  const keys = [...new Set(words.flatMap(listKeys))];
  if (keys.length === 0) return new Map();
  const rows = await liveServices(ctx)
    .selectAll()
    .where(sql<boolean>`match_names && ${keys}::text[]`)
    .execute();
  const match = createServiceMatcher(rows);
  return new Map(
    words.flatMap((word): [string, ServiceRow][] => {
      const found = match(word);
      return found ? [[word, found]] : [];
    }),
  );
}

/** Errors: `conflict` if another service has the name. */
export async function refuseTakenName(ctx: Context, name: string, id: string): Promise<void> {
  const other = await liveServices(ctx)
    .select(['id', 'name'])
    .where('key', '=', toServiceKey(name))
    .where('id', '<>', id)
    .executeTakeFirst();
  if (other)
    throw new DomainError('conflict', `The catalog has a service named “${other.name}”.`, {
      current: other,
    });
}

export function toState(row: ServiceRow): ServiceState {
  return {
    id: row.id,
    name: row.name,
    ...pickValues(row),
    origins: row.origins,
    isRemoved: row.removed_at !== null,
  };
}

/** The cast holds because the result has each field, from the same field. */
export function pickValues(from: ServiceValues): ServiceValues {
  return Object.fromEntries(serviceFields.map((field) => [field, from[field]])) as ServiceValues;
}

/** The columns of a state; jsonb gets its values as text. */
export function toColumns(ctx: Context, state: Omit<ServiceState, 'id'>) {
  const { name, origins, isRemoved, runbooks, dashboards, aliases, ...values } = state;
  const now = ctx.clock.now();
  return {
    ...values,
    name,
    key: toServiceKey(name),
    match_names: listMatchNames(state),
    owner_key: state.owner === null ? null : toServiceKey(state.owner),
    runbooks: jsonb(runbooks),
    dashboards: jsonb(dashboards),
    aliases: jsonb(aliases),
    origins: jsonb(origins),
    removed_at: isRemoved ? now : null,
    updated_at: now,
    updated_by: jsonb(actorRef(ctx.actor)),
  };
}

export async function insertService(ctx: Context, { id, ...state }: ServiceState) {
  return ctx.db
    .insertInto('service')
    .values({ id, ...toColumns(ctx, state), created_at: ctx.clock.now() })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function saveService(
  ctx: Context,
  before: Authorized<ServiceRow>,
  { id: _, ...state }: ServiceState,
): Promise<ServiceRow> {
  return ctx.db
    .updateTable('service')
    .set({ ...toColumns(ctx, state), version: before.version + 1 })
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}
