import {
  AddSavedView,
  ChangeSavedView,
  DomainError,
  RemoveSavedView,
  type SavedView,
} from '@debrief/contract';
import { authorize, refuseUnless } from '../access/index.ts';
import { record } from '../activity/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { parse } from '../parse.ts';
import { ownView, presentViews, type SavedViewRow } from './list.ts';
import { verb } from '../verb.ts';

/** Saves a view for the account. Errors: `invalid`, `forbidden` without an account. */
export async function addSavedView(ctx: Context, raw: AddSavedView): Promise<SavedView> {
  const { list, name, search, isShared = false } = parse(AddSavedView, raw);
  return inTransaction(ctx, async (ctx) => {
    refuseUnless(ctx, 'view:write');
    const accountId = getAccountId(ctx.actor);
    if (accountId === null)
      throw new DomainError('forbidden', 'Views belong to an account. Sign in to save one.');
    const row = await ctx.db
      .insertInto('saved_view')
      .values({
        id: ctx.ids.next(),
        account_id: accountId,
        list,
        name,
        search,
        is_shared: isShared,
        updated_at: ctx.clock.now(),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await recordView(ctx, 'saved-view.added', null, row);
    return presentView(ctx, row);
  });
}

/** Renames, shares or updates a view. Errors: `invalid`, `not-found`, `forbidden`, `conflict`. */
export const changeSavedView = verb(
  ChangeSavedView,
  async (ctx, { id, version, isShared, ...fields }): Promise<SavedView> => {
    const before = await authorize(ctx, 'view:write', ownView(ctx, id));
    refuseStale(before, version);
    const row = await ctx.db
      .updateTable('saved_view')
      .set({
        ...fields,
        ...(isShared !== undefined && { is_shared: isShared }),
        updated_at: ctx.clock.now(),
        version: version + 1,
      })
      .where('id', '=', before.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await recordView(ctx, 'saved-view.changed', before, row);
    return presentView(ctx, row);
  },
);

/** Removes a view. Errors: `not-found`, `forbidden`, `conflict`. */
export async function removeSavedView(ctx: Context, raw: RemoveSavedView): Promise<void> {
  const { id, version } = parse(RemoveSavedView, raw);
  await inTransaction(ctx, async (ctx) => {
    const before = await authorize(ctx, 'view:write', ownView(ctx, id));
    refuseStale(before, version);
    await ctx.db.deleteFrom('saved_view').where('id', '=', before.id).execute();
    await recordView(ctx, 'saved-view.removed', before, null);
  });
}

function refuseStale({ version: current, name }: SavedViewRow, version: number): void {
  if (current !== version)
    throw new DomainError(
      'conflict',
      `You changed the view “${name}” in another window. Reload the page, then try again.`,
    );
}

async function presentView(ctx: Context, row: SavedViewRow): Promise<SavedView> {
  const [view] = await presentViews(ctx, [row]);
  if (!view) throw new DomainError('not-found', 'View not found.');
  return view;
}

type Kind = `saved-view.${'added' | 'changed' | 'removed'}`;

/** The activity names only shared views: private views are visible only to their account. */
async function recordView(
  ctx: Context,
  kind: Kind,
  before: SavedViewRow | null,
  after: SavedViewRow | null,
): Promise<void> {
  const describeView = (row: SavedViewRow | null) =>
    row && { list: row.list, ...(row.is_shared && { name: row.name }) };
  const subjectId = after?.id ?? before?.id ?? null;
  await record(ctx, {
    kind,
    incidentId: null,
    subjectId,
    before: describeView(before),
    after: describeView(after),
  });
}
