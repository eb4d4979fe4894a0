import {
  DomainError,
  ListDirectory,
  type DirectoryEntry,
  type DirectoryPage,
} from '@debrief/contract';
import { refuseUnless } from '../../access/index.ts';
import { record } from '../../activity/index.ts';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/index.ts';
import { parse } from '../../parse.ts';
import { withStates, type KnownEntry } from './rows.ts';
import { pickWork } from './work-states.ts';

/** The people in the directory, by email address or name. Only for admins. Errors: `forbidden`. */
export async function listDirectory(ctx: Context, raw: ListDirectory): Promise<DirectoryPage> {
  const input = parse(ListDirectory, raw);
  refuseUnless(ctx, 'access:manage');
  const limit = input.limit ?? 100;
  let query = ctx.db
    .selectFrom('directory_entry')
    .selectAll()
    .orderBy('key')
    .limit(limit + 1);
  if (input.cursor !== undefined) query = query.where('key', '>', input.cursor);
  if (input.text !== undefined) {
    const text = `%${input.text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    query = query.where((eb) => eb.or([eb('name', 'ilike', text), eb('email', 'ilike', text)]));
  }
  const rows = await query.execute();
  const shown = rows.slice(0, limit);
  const counts = await ctx.db
    .selectFrom('directory_entry')
    .select(({ fn }) => [
      fn.countAll<string>().as('people'),
      fn.count<string>('left_on').as('left'),
      fn.max('imported_at').as('imported_at'),
    ])
    .executeTakeFirstOrThrow();
  return {
    items: (await withStates(ctx, shown)).map(presentEntry),
    next: rows.length > limit ? (shown.at(-1)?.key ?? null) : null,
    people: Number(counts.people),
    left: Number(counts.left),
    importedAt: counts.imported_at?.toISOString() ?? null,
  };
}

export function presentEntry({
  id,
  name,
  email,
  startedOn,
  leftOn,
  states,
}: KnownEntry): DirectoryEntry {
  const newest = states.at(-1);
  const none = { title: null, team: null, manager: null, location: null, zone: null };
  return {
    id,
    name,
    email,
    ...(newest ? pickWork(newest) : none),
    startedOn,
    leftOn,
    history: states
      .map(({ fromOn, isExact, title, team }, index) => ({
        from: index === 0 && !isExact ? null : fromOn,
        title,
        team,
      }))
      .toReversed(),
  };
}

/** Removes what the directory says about a person, with their matches. Errors: `not-found`, `forbidden`. */
export async function removeFromDirectory(ctx: Context, input: { id: string }): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    refuseUnless(ctx, 'access:manage');
    const { numDeletedRows } = await ctx.db
      .deleteFrom('directory_entry')
      .where('id', '=', input.id)
      .executeTakeFirst();
    if (numDeletedRows === 0n)
      throw new DomainError('not-found', 'Person not found in the directory.');
    await record(ctx, { kind: 'directory.person-removed', incidentId: null, subjectId: input.id });
  });
}

/** Errors: `forbidden`. */
export async function clearDirectory(ctx: Context): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    refuseUnless(ctx, 'access:manage');
    await ctx.db.deleteFrom('directory_entry').execute();
    await record(ctx, { kind: 'directory.cleared', incidentId: null, subjectId: null });
  });
}
