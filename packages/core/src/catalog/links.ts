import {
  AddServiceLink,
  DomainError,
  Id,
  RemoveServiceLink,
  type ServiceLink,
  type ServiceLinkChange,
} from '@debrief/contract';
import { authorize, refuseUnless } from '../access/index.ts';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { verb } from '../verb.ts';
import { addByHand } from './change.ts';
import { loadLinks, type LinkRow, type LinkState } from './link-rows.ts';
import { findServices, lockCatalog, serviceById } from './rows.ts';

interface End {
  id: string;
  name: string;
}

/**
 * Adds a link by hand; one that exists is confirmed. Errors: `invalid`, `not-found` for a service
 * that the catalog doesn't have, `forbidden`.
 */
export const addServiceLink = verb(
  AddServiceLink,
  async (ctx, { kind, addsMissing = false, ...names }): Promise<ServiceLinkChange> => {
    refuseUnless(ctx, 'catalog:write');
    await lockCatalog(ctx);
    const from = await findEnd(ctx, names.from, addsMissing);
    const to = await findEnd(ctx, names.to, addsMissing);
    if (from.id === to.id)
      throw new DomainError('invalid', `“${from.name}” can't have a link to itself.`);
    const known = await ctx.db
      .selectFrom('service_link')
      .selectAll()
      .where('from_id', '=', from.id)
      .where('to_id', '=', to.id)
      .where('kind', '=', kind)
      .executeTakeFirst();
    const name = `${from.name} ${kind} ${to.name}`;
    if (known && known.is_by_hand && known.removed_at === null)
      return { link: await linkById(ctx, known.id), activityId: null };
    const id = known?.id ?? ctx.ids.next();
    await ctx.db
      .insertInto('service_link')
      .values({
        id,
        from_id: from.id,
        to_id: to.id,
        kind,
        sources: [],
        is_by_hand: true,
        missing_at: null,
        removed_at: null,
        created_at: ctx.clock.now(),
      })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet({ is_by_hand: true, removed_at: null }),
      )
      .execute();
    const activityId = await record(ctx, {
      kind: 'service-link.added',
      incidentId: null,
      subjectId: id,
      before: known ? toLinkState(known, name) : null,
      after: { id, name, isByHand: true, isRemoved: false } satisfies LinkState,
    });
    return { link: await linkById(ctx, id), activityId };
  },
);

/** Removes a link; imports don't bring it back. Errors: `not-found`, `forbidden`. */
export const removeServiceLink = verb(
  RemoveServiceLink,
  async (ctx, { id }): Promise<ServiceLinkChange> => {
    await lockCatalog(ctx);
    const link = await authorize(ctx, 'catalog:write', linkById(ctx, id));
    const name = `${link.from.name} ${link.kind} ${link.to.name}`;
    const before: LinkState = { id, name, isByHand: link.isByHand, isRemoved: false };
    const after: LinkState = { ...before, isRemoved: true };
    await saveLinkState(ctx, after);
    const activityId = await record(ctx, {
      kind: 'service-link.removed',
      incidentId: null,
      subjectId: id,
      before,
      after,
    });
    return { link: null, activityId };
  },
);

export async function saveLinkState(
  ctx: Context,
  { id, isByHand, isRemoved }: LinkState,
): Promise<void> {
  await ctx.db
    .updateTable('service_link')
    .set({ is_by_hand: isByHand, removed_at: isRemoved ? ctx.clock.now() : null })
    .where('id', '=', id)
    .execute();
}

export function toLinkState(row: LinkRow, name: string): LinkState {
  return { id: row.id, name, isByHand: row.is_by_hand, isRemoved: row.removed_at !== null };
}

async function linkById(ctx: Context, linkId: string): Promise<ServiceLink> {
  const [link] = await loadLinks(ctx, { linkId, limit: 1 });
  if (!link) throw new DomainError('not-found', 'Link not found. It may have been removed.');
  return link;
}

async function findEnd(ctx: Context, text: string, addsMissing: boolean): Promise<End> {
  if (Id.safeParse(text).success) return serviceById(ctx, text);
  const found = (await findServices(ctx, [text])).get(text);
  if (found) return found;
  if (!addsMissing)
    throw new DomainError(
      'not-found',
      `The catalog has no service, or several, named “${text.slice(0, 100)}”. Add it, or use the name of one.`,
    );
  const { service } = await addByHand(ctx, { id: ctx.ids.next(), name: text }, {});
  if (!service) throw new Error('no service');
  return service;
}
