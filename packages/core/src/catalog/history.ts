import {
  AddHistoryEntry,
  ChangeHistoryEntry,
  DomainError,
  RemoveHistoryEntry,
  type HistoryChange,
  type HistoryEntry,
  type ServiceHistory,
} from '@debrief/contract';
import { toTsquery, type Term } from '@debrief/rules/search';
import { sql, type Selectable } from 'kysely';
import { isDeepStrictEqual } from 'node:util';
import { authorize, may, refuseUnless, type Authorized } from '../access/index.ts';
import { record } from '../activity/index.ts';
import { actorRef, type Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import { verb } from '../verb.ts';
import { serviceById } from './rows.ts';
import type { CatalogTables } from './tables.ts';

type HistoryRow = Selectable<CatalogTables['service_history']>;

/** An entry as its changes record it, for undo. */
export interface HistoryState extends Omit<HistoryEntry, 'updatedAt' | 'updatedBy' | 'version'> {
  /** What a list of activity shows. */
  name: string;
  isRemoved: boolean;
}

const mostEntries = 500;

/** What happened to a service, the newest first. Errors: `not-found`. */
export async function readServiceHistory(
  ctx: Context,
  { id }: { id: string },
): Promise<ServiceHistory> {
  refuseUnless(ctx, 'incident:read');
  await serviceById(ctx, id);
  const rows = await ctx.db
    .selectFrom('service_history')
    .selectAll()
    .where('service_id', '=', id)
    .where('removed_at', 'is', null)
    .orderBy('happened_on', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return { items: rows.map(present), can: { change: may(ctx.actor, 'catalog:write') } };
}

const mostFound = 1_000;

/** The services whose history has these words. */
export async function findInHistories(ctx: Context, terms: readonly Term[]): Promise<string[]> {
  if (terms.length === 0) return [];
  const rows = await ctx.db
    .selectFrom('service_history')
    .select('service_id')
    .distinct()
    .where('removed_at', 'is', null)
    .where(sql<boolean>`search @@ ${toTsquery(terms)}::tsquery`)
    .limit(mostFound)
    .execute();
  return rows.map((row) => row.service_id);
}

/** Adds an entry. Errors: `invalid`, `not-found`, `forbidden`, `conflict` for more than 500. */
export const addHistoryEntry = verb(
  AddHistoryEntry,
  async (ctx, { id, entryId, people = [], url = null, ...given }): Promise<HistoryChange> => {
    const service = await authorize(ctx, 'catalog:write', serviceById(ctx, id));
    // Entries of one service wait for each other, so that they can be counted.
    await ctx.db.selectFrom('service').select('id').where('id', '=', id).forUpdate().execute();
    const known = entryId === undefined ? undefined : await findEntry(ctx, entryId);
    if (known?.service_id === id && known.removed_at === null)
      return { entry: present(known), activityId: null };
    if (known) throw new DomainError('conflict', 'This id is in use.');
    const { count } = await ctx.db
      .selectFrom('service_history')
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .where('service_id', '=', id)
      .where('removed_at', 'is', null)
      .executeTakeFirstOrThrow();
    if (Number(count) >= mostEntries)
      throw new DomainError('conflict', `A service can have ${mostEntries} entries. Remove some.`);
    const now = ctx.clock.now();
    const row = await ctx.db
      .insertInto('service_history')
      .values({
        id: entryId ?? ctx.ids.next(),
        service_id: id,
        happened_on: given.on,
        kind: given.kind,
        text: given.text,
        people,
        url,
        created_at: now,
        updated_at: now,
        updated_by: jsonb(actorRef(ctx.actor)),
        removed_at: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    const activityId = await record(ctx, {
      kind: 'service-history.added',
      incidentId: null,
      subjectId: row.id,
      after: toHistoryState(row, service.name),
    });
    return { entry: present(row), activityId };
  },
);

/** Changes an entry. Errors: `invalid`, `not-found`, `forbidden`, `conflict`. */
export const changeHistoryEntry = verb(
  ChangeHistoryEntry,
  async (ctx, { id, version, ...given }): Promise<HistoryChange> => {
    const row = await authorize(ctx, 'catalog:write', lockEntry(ctx, id));
    refuseStale(row, version);
    const { name } = await serviceById(ctx, row.service_id);
    const before = toHistoryState(row, name);
    const set = Object.fromEntries(
      Object.entries(given).filter(([, value]) => value !== undefined),
    );
    const next: HistoryState = { ...before, ...set };
    if (isDeepStrictEqual(next, before)) return { entry: present(row), activityId: null };
    const saved = await saveHistoryState(ctx, row, next);
    const activityId = await record(ctx, {
      kind: 'service-history.changed',
      incidentId: null,
      subjectId: id,
      before,
      after: toHistoryState(saved, name),
    });
    return { entry: present(saved), activityId };
  },
);

/** Removes an entry. Errors: `not-found`, `forbidden`, `conflict`. */
export const removeHistoryEntry = verb(
  RemoveHistoryEntry,
  async (ctx, { id, version }): Promise<HistoryChange> => {
    const row = await authorize(ctx, 'catalog:write', lockEntry(ctx, id));
    refuseStale(row, version);
    const { name } = await serviceById(ctx, row.service_id);
    const before = toHistoryState(row, name);
    const after = { ...before, isRemoved: true };
    await saveHistoryState(ctx, row, after);
    const activityId = await record(ctx, {
      kind: 'service-history.removed',
      incidentId: null,
      subjectId: id,
      before,
      after,
    });
    return { entry: null, activityId };
  },
);

async function findEntry(ctx: Context, id: string): Promise<HistoryRow | undefined> {
  return ctx.db
    .selectFrom('service_history')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** Locked to the end of the transaction. Errors: `not-found`, also for an entry of a removed service. */
async function lockEntry(ctx: Context, id: string): Promise<HistoryRow> {
  const row = await findEntry(ctx, id);
  if (!row || row.removed_at !== null)
    throw new DomainError('not-found', 'Entry not found. It may have been removed.');
  await serviceById(ctx, row.service_id);
  return row;
}

function refuseStale(row: HistoryRow, version: number): void {
  if (row.version === version) return;
  throw new DomainError(
    'conflict',
    'The entry changed while you were editing. Reload it, then try again.',
    { current: present(row) },
  );
}

export async function saveHistoryState(
  ctx: Context,
  row: Authorized<HistoryRow>,
  { on, kind, text, people, url, isRemoved }: HistoryState,
): Promise<HistoryRow> {
  const now = ctx.clock.now();
  return ctx.db
    .updateTable('service_history')
    .set({
      happened_on: on,
      kind,
      text,
      people,
      url,
      removed_at: isRemoved ? now : null,
      updated_at: now,
      updated_by: jsonb(actorRef(ctx.actor)),
      version: row.version + 1,
    })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

const nameLength = 80;

export function toHistoryState(row: HistoryRow, service: string): HistoryState {
  return {
    id: row.id,
    serviceId: row.service_id,
    name: `${service}: ${row.text.slice(0, nameLength).toWellFormed()}`,
    on: row.happened_on,
    kind: row.kind,
    text: row.text,
    people: row.people,
    url: row.url,
    isRemoved: row.removed_at !== null,
  };
}

function present(row: HistoryRow): HistoryEntry {
  return {
    id: row.id,
    serviceId: row.service_id,
    on: row.happened_on,
    kind: row.kind,
    text: row.text,
    people: row.people,
    url: row.url,
    updatedAt: row.updated_at.toISOString(),
    updatedBy: row.updated_by,
    version: row.version,
  };
}
