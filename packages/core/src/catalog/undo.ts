import { DomainError, UndoCatalogChange, type Activity } from '@debrief/contract';
import { isDeepStrictEqual } from 'node:util';
import { authorize, refuseUnless } from '../access/index.ts';
import { ownActivityById, record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { verb } from '../verb.ts';
import { saveHistoryState, toHistoryState, type HistoryState } from './history.ts';
import type { LinkState } from './link-rows.ts';
import { saveLinkState, toLinkState } from './links.ts';
import {
  lockCatalog,
  refuseTakenName,
  saveService,
  serviceById,
  toState,
  type ServiceState,
} from './rows.ts';

/**
 * Undoes the actor's own change of a service, its history or a link. Errors: `not-found`, `forbidden`, `conflict`
 * if it has changed since.
 */
export const undoCatalogChange = verb(
  UndoCatalogChange,
  async (ctx, input): Promise<{ activityId: string }> => {
    refuseUnless(ctx, 'catalog:write');
    await lockCatalog(ctx);
    const activity = await ownActivityById(ctx, input.activityId);
    if (activity?.kind.startsWith('service.')) return undoService(ctx, activity);
    if (activity?.kind.startsWith('service-history.')) return undoHistory(ctx, activity);
    if (activity?.kind.startsWith('service-link.')) return undoLink(ctx, activity);
    throw new DomainError('not-found', 'Change not found. You can only undo your own.');
  },
);

/** The cast holds because only changes of services recorded these states. */
async function undoService(ctx: Context, activity: Activity): Promise<{ activityId: string }> {
  const [before, after] = [activity.before, activity.after] as (ServiceState | null)[];
  const row = await ctx.db
    .selectFrom('service')
    .selectAll()
    .where('id', '=', activity.subjectId ?? '')
    .executeTakeFirst();
  if (!row || !after || !isDeepStrictEqual(toState(row), after)) throw changedSince();
  const current = await authorize(ctx, 'catalog:write', row);
  const next = before ?? { ...after, isRemoved: true };
  if (!next.isRemoved) await refuseTakenName(ctx, next.name, next.id);
  const saved = await saveService(ctx, current, next);
  const activityId = await record(ctx, {
    kind: 'service.undone',
    incidentId: null,
    subjectId: row.id,
    before: after,
    after: toState(saved),
  });
  return { activityId };
}

/** The cast holds because only changes of histories recorded these states. */
async function undoHistory(ctx: Context, activity: Activity): Promise<{ activityId: string }> {
  const [before, after] = [activity.before, activity.after] as (HistoryState | null)[];
  const row = await ctx.db
    .selectFrom('service_history')
    .selectAll()
    .where('id', '=', activity.subjectId ?? '')
    .forUpdate()
    .executeTakeFirst();
  if (!row || !after) throw changedSince();
  const { name } = await serviceById(ctx, row.service_id);
  const now = toHistoryState(row, name);
  // The service can have another name since.
  if (!isDeepStrictEqual(now, { ...after, name: now.name })) throw changedSince();
  const current = await authorize(ctx, 'catalog:write', row);
  const saved = await saveHistoryState(ctx, current, before ?? { ...after, isRemoved: true });
  const activityId = await record(ctx, {
    kind: 'service-history.undone',
    incidentId: null,
    subjectId: row.id,
    before: after,
    after: toHistoryState(saved, name),
  });
  return { activityId };
}

/** The cast holds because only changes of links recorded these states. */
async function undoLink(ctx: Context, activity: Activity): Promise<{ activityId: string }> {
  const [before, after] = [activity.before, activity.after] as (LinkState | null)[];
  const id = activity.subjectId ?? '';
  const row = await ctx.db
    .selectFrom('service_link')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row || !after || !isDeepStrictEqual(toLinkState(row, after.name), after))
    throw changedSince();
  // A link that only this change knew leaves nothing behind, so that an import can add it.
  if (!before && row.sources.length === 0)
    await ctx.db.deleteFrom('service_link').where('id', '=', id).execute();
  else await saveLinkState(ctx, before ?? { ...after, isByHand: false });
  const activityId = await record(ctx, {
    kind: 'service-link.undone',
    incidentId: null,
    subjectId: id,
    before: after,
    after: before,
  });
  return { activityId };
}

function changedSince(): DomainError {
  return new DomainError('conflict', "It has changed since, so this can't be undone. Edit it.");
}
