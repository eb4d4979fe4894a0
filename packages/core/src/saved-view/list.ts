import { DomainError, SavedViewFilter, type SavedView } from '@debrief/contract';
import type { Selectable } from 'kysely';
import { refuseUnless } from '../access/index.ts';
import { accountsByIds } from '../account/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { parse } from '../parse.ts';
import type { SavedViewTables } from './tables.ts';

export type SavedViewRow = Selectable<SavedViewTables['saved_view']>;

/** Views that exist for the actor: those of the account, and those that others share. */
function visibleViews(ctx: Context) {
  const self = getAccountId(ctx.actor);
  return ctx.db
    .selectFrom('saved_view')
    .selectAll()
    .where((eb) =>
      eb.or([eb('is_shared', '=', true), ...(self ? [eb('account_id', '=', self)] : [])]),
    );
}

/** The account's own views of a list and those that others share, by name. Errors: `invalid`, `not-signed-in`. */
export async function listSavedViews(
  ctx: Context,
  raw: SavedViewFilter,
): Promise<{ items: SavedView[] }> {
  const { list } = parse(SavedViewFilter, raw);
  refuseUnless(ctx, 'incident:read');
  const rows = await visibleViews(ctx)
    .where('list', '=', list)
    .orderBy('name')
    .orderBy('id')
    .execute();
  return { items: await presentViews(ctx, rows) };
}

export async function presentViews(
  ctx: Context,
  rows: readonly SavedViewRow[],
): Promise<SavedView[]> {
  const accounts = await accountsByIds(ctx, [...new Set(rows.map((row) => row.account_id))]);
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  return rows.map((row) => ({
    id: row.id,
    list: row.list,
    name: row.name,
    search: row.search,
    isShared: row.is_shared,
    ownerName: names.get(row.account_id) ?? '',
    updatedAt: row.updated_at.toISOString(),
    version: row.version,
    can: { change: row.account_id === getAccountId(ctx.actor) },
  }));
}

/** A view of the account. Errors: `not-found`, `forbidden` for one that someone else shares. */
export async function ownView(ctx: Context, id: string): Promise<SavedViewRow> {
  const row = await visibleViews(ctx).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'View not found. It may have been removed.');
  if (row.account_id !== getAccountId(ctx.actor))
    throw new DomainError('forbidden', 'Only the owner of a view can change it. Save a copy.');
  return row;
}
