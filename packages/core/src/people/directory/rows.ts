import { plainName } from '@debrief/rules/people';
import { sql, type Selectable } from 'kysely';
import type { Context } from '../../context.ts';
import { jsonb } from '../../db/index.ts';
import type { PeopleTables } from '../tables.ts';
import { pickWork, type WorkState } from './work-states.ts';

export interface KnownEntry {
  id: string;
  key: string;
  name: string;
  email: string | null;
  startedOn: string | null;
  leftOn: string | null;
  seenOn: string;
  /** The oldest first. */
  states: WorkState[];
}
export type SavedEntry = KnownEntry;

const toEntry = (
  row: Selectable<PeopleTables['directory_entry']>,
  states: WorkState[],
): KnownEntry => ({
  id: row.id,
  key: row.key,
  name: row.name,
  email: row.email,
  startedOn: row.started_on,
  leftOn: row.left_on,
  seenOn: row.seen_on,
  states,
});

/** Everyone, by key. Waits for another import. */
export async function loadKnownEntries(ctx: Context): Promise<Map<string, KnownEntry>> {
  await sql`select pg_advisory_xact_lock(hashtext('directory'))`.execute(ctx.db);
  const rows = await ctx.db.selectFrom('directory_entry').selectAll().execute();
  const states = await loadStates(ctx, null);
  return new Map(rows.map((row) => [row.key, toEntry(row, states.get(row.id) ?? [])]));
}

/** The states of these entries, or of all, by entry. */
async function loadStates(
  ctx: Context,
  entryIds: readonly string[] | null,
): Promise<Map<string, WorkState[]>> {
  const all = ctx.db.selectFrom('directory_state').selectAll().orderBy('from_on');
  const rows = await (
    entryIds === null ? all : all.where('entry_id', 'in', [...entryIds])
  ).execute();
  const byEntry = Map.groupBy(rows, (row) => row.entry_id);
  return new Map(
    [...byEntry].map(([id, list]) => [
      id,
      list.map((row) => ({
        ...pickWork(row),
        fromOn: row.from_on,
        isExact: row.is_exact,
        seenOn: row.seen_on,
      })),
    ]),
  );
}

/** The entries that pass, with their states. */
export async function withStates(
  ctx: Context,
  rows: readonly Selectable<PeopleTables['directory_entry']>[],
): Promise<KnownEntry[]> {
  if (rows.length === 0) return [];
  const states = await loadStates(
    ctx,
    rows.map((row) => row.id),
  );
  return rows.map((row) => toEntry(row, states.get(row.id) ?? []));
}

export async function markAsLeft(
  ctx: Context,
  entries: readonly KnownEntry[],
  day: string,
): Promise<void> {
  if (entries.length === 0) return;
  await sql`update directory_entry set left_on = ${day} where id = any(${entries.map((one) => one.id)}::uuid[])`.execute(
    ctx.db,
  );
}

/** A file of this day has these people as they were known. */
export async function markAsSeen(
  ctx: Context,
  entryIds: readonly string[],
  day: string,
): Promise<void> {
  if (entryIds.length === 0) return;
  await sql`update directory_entry set seen_on = greatest(seen_on, ${day}), imported_at = ${ctx.clock.now()} where id = any(${[...entryIds]}::uuid[])`.execute(
    ctx.db,
  );
  await sql`update directory_state set seen_on = ${day} where entry_id = any(${[...entryIds]}::uuid[]) and seen_on < ${day}
    and from_on = (select max(known.from_on) from directory_state known where known.entry_id = directory_state.entry_id and known.from_on <= ${day})`.execute(
    ctx.db,
  );
}

/** How many go into one statement. */
const batchSize = 2_000;

export async function saveEntries(ctx: Context, entries: readonly SavedEntry[]): Promise<void> {
  const importedAt = ctx.clock.now();
  for (let from = 0; from < entries.length; from += batchSize) {
    const batch = entries.slice(from, from + batchSize);
    await sql`
      insert into directory_entry (id, key, name, email, plain_names, started_on, left_on, seen_on, imported_at)
      select id, key, name, email, plain_names, started_on, left_on, seen_on, ${importedAt}
      from jsonb_to_recordset(${jsonb(batch.map(toEntryRow))}) as row(id uuid, key text, name text, email text, plain_names text[], started_on text, left_on text, seen_on text)
      on conflict (id) do update set name = excluded.name, email = excluded.email, plain_names = excluded.plain_names, started_on = excluded.started_on,
        left_on = excluded.left_on, seen_on = excluded.seen_on, imported_at = excluded.imported_at`.execute(
      ctx.db,
    );
    await sql`delete from directory_state where entry_id = any(${batch.map((one) => one.id)}::uuid[])`.execute(
      ctx.db,
    );
    await sql`
      insert into directory_state (entry_id, from_on, is_exact, seen_on, title, team, manager, location, zone)
      select entry_id, from_on, is_exact, seen_on, title, team, manager, location, zone
      from jsonb_to_recordset(${jsonb(batch.flatMap(toStateRows))}) as row(entry_id uuid, from_on text, is_exact boolean, seen_on text, title text, team text, manager text, location text, zone text)`.execute(
      ctx.db,
    );
  }
}

/** A new address or name is a new key, under which an import finds the entry. */
export async function renameEntry(ctx: Context, { id, key }: KnownEntry): Promise<void> {
  await ctx.db.updateTable('directory_entry').set({ key }).where('id', '=', id).execute();
}

const toEntryRow = (entry: SavedEntry) => ({
  id: entry.id,
  key: entry.key,
  name: entry.name,
  email: entry.email,
  plain_names: comparableNames(entry.name, entry.email),
  started_on: entry.startedOn,
  left_on: entry.leftOn,
  seen_on: entry.seenOn,
});

const toStateRows = (entry: SavedEntry) =>
  entry.states.map((state) => ({
    entry_id: entry.id,
    from_on: state.fromOn,
    is_exact: state.isExact,
    seen_on: state.seenOn,
    ...pickWork(state),
  }));

/**
 * A name as other tools could write it, and the local part of an email address if it is a first and
 * a last name.
 */
export function comparableNames(name: string, email: string | null): string[] {
  const plain = plainName(name);
  const local = plainName(email?.split('@')[0] ?? '');
  return [...(plain.length > 2 ? [plain] : []), ...(local.includes(' ') ? [local] : [])];
}
