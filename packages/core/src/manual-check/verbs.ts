import {
  AddManualCheck,
  ChangeManualCheck,
  DomainError,
  ListManualChecks,
  RemoveEvent,
  UndoChange,
  type ManualCheckChange,
  type ManualChecks,
} from '@debrief/contract';
import { isDeepStrictEqual } from 'node:util';
import { authorize, may, refuseUnless } from '../access/index.ts';
import { ownActivityById, record } from '../activity/index.ts';
import { findServices } from '../catalog/index.ts';
import type { Context } from '../context.ts';
import { parse, type Parsable } from '../parse.ts';
import { findSafeguards } from '../safeguard/index.ts';
import { verb } from '../verb.ts';
import {
  insertManualCheck,
  liveManualChecks,
  lockManualChecks,
  manualCheckById,
  presentManualChecks,
  saveManualCheck,
  toState,
  type ManualCheckRow,
  type ManualCheckState,
} from './rows.ts';

const mostChecks = 1_000;

/** Manual checks by name, with what their safeguards saved. Errors: `invalid`, `not-signed-in`. */
export async function listManualChecks(
  ctx: Context,
  raw: Parsable<typeof ListManualChecks>,
): Promise<ManualChecks> {
  const { days, service } = parse(ListManualChecks, raw);
  refuseUnless(ctx, 'incident:read');
  let query = liveManualChecks(ctx).selectAll().orderBy('name').orderBy('id').limit(mostChecks);
  if (service !== undefined) query = query.where('service_id', '=', service);
  const items = await presentManualChecks(ctx, await query.execute(), days);
  const runs = new Map(items.map(({ safeguard, saved }) => [safeguard?.id, saved.runs]));
  const add = (counts: Iterable<number>) => [...counts].reduce((sum, count) => sum + count, 0);
  return {
    items,
    total: {
      byHandMinutes: add(items.map(({ byHand }) => byHand.minutes)),
      savedMinutes: add(items.map(({ saved }) => saved.minutes)),
      automated: items.filter(({ saved }) => saved.times > 0).length,
      runs: add(runs.values()),
    },
    can: { change: may(ctx.actor, 'catalog:write') },
  };
}

/** Errors: `invalid`, `forbidden`, `conflict` if the name is in use or there are 1,000. */
export const addManualCheck = verb(
  AddManualCheck,
  async (ctx, { id, service, ...given }): Promise<ManualCheckChange> => {
    refuseUnless(ctx, 'catalog:write');
    await lockManualChecks(ctx);
    if (id !== undefined) {
      const known = await ctx.db
        .selectFrom('manual_check')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      if (known?.removed_at === null) return toChange(ctx, known, null);
      if (known) throw new DomainError('conflict', 'ID already in use. Send a new one.');
    }
    await refuseMore(ctx, 1);
    await refuseTakenName(ctx, given.name);
    if (given.safeguardId !== null) await refuseUnseen(ctx, given.safeguardId);
    const serviceId = service === null ? null : await findServiceId(ctx, service);
    const state = { id: id ?? ctx.ids.next(), ...given, serviceId, isRemoved: false };
    const row = await insertManualCheck(ctx, state);
    return recordChange(ctx, 'manual-check.added', null, row);
  },
);

/** Errors: `invalid`, `not-found`, `forbidden`, `conflict`. */
export const changeManualCheck = verb(
  ChangeManualCheck,
  async (ctx, { id, version, service, ...given }): Promise<ManualCheckChange> => {
    await lockManualChecks(ctx);
    const row = await authorize(ctx, 'catalog:write', manualCheckById(ctx, id));
    await refuseStale(ctx, row, version);
    const before = toState(row);
    const set = Object.fromEntries(
      Object.entries(given).filter(([, value]) => value !== undefined),
    );
    const next: ManualCheckState = { ...before, ...set };
    if (service !== undefined)
      next.serviceId = service === null ? null : await findServiceId(ctx, service);
    // Also the one that is set: who can't see it must not learn that by trying.
    if (given.safeguardId) await refuseUnseen(ctx, given.safeguardId);
    if (isDeepStrictEqual(next, before)) return toChange(ctx, row, null);
    if (next.name !== before.name) await refuseTakenName(ctx, next.name, id);
    const saved = await saveManualCheck(ctx, row, next);
    return recordChange(ctx, 'manual-check.changed', before, saved);
  },
);

/** Errors: `not-found`, `forbidden`, `conflict`. */
export const removeManualCheck = verb(
  RemoveEvent,
  async (ctx, { id, version }): Promise<ManualCheckChange> => {
    await lockManualChecks(ctx);
    const row = await authorize(ctx, 'catalog:write', manualCheckById(ctx, id));
    await refuseStale(ctx, row, version);
    const saved = await saveManualCheck(ctx, row, { ...toState(row), isRemoved: true });
    return recordChange(ctx, 'manual-check.removed', toState(row), saved);
  },
);

/**
 * Undoes the actor's own change. Errors: `not-found`, `forbidden`, `conflict` if it has changed since.
 * The cast holds because only changes of manual checks recorded these states.
 */
export const undoManualCheckChange = verb(
  UndoChange,
  async (ctx, { activityId }): Promise<ManualCheckChange> => {
    refuseUnless(ctx, 'catalog:write');
    await lockManualChecks(ctx);
    const activity = await ownActivityById(ctx, activityId);
    if (!activity?.kind.startsWith('manual-check.') || activity.kind === 'manual-check.imported')
      throw new DomainError('not-found', 'Change not found. You can only undo your own.');
    const [before, after] = [activity.before, activity.after] as (ManualCheckState | null)[];
    const row = await ctx.db
      .selectFrom('manual_check')
      .selectAll()
      .where('id', '=', activity.subjectId ?? '')
      .executeTakeFirst();
    if (!row || !after || !isDeepStrictEqual(toState(row), after))
      throw new DomainError('conflict', "It has changed since, so this can't be undone. Edit it.");
    const current = await authorize(ctx, 'catalog:write', row);
    const next = before ?? { ...after, isRemoved: true };
    if (!next.isRemoved) await refuseTakenName(ctx, next.name, next.id);
    const saved = await saveManualCheck(ctx, current, next);
    return recordChange(ctx, 'manual-check.undone', after, saved);
  },
);

/** Errors: `conflict` if there would be more than 1,000. */
export async function refuseMore(ctx: Context, more: number): Promise<void> {
  const { count } = await liveManualChecks(ctx)
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  if (Number(count) + more > mostChecks)
    throw new DomainError('conflict', 'There can be 1,000 manual checks. Remove some.');
}

async function refuseTakenName(ctx: Context, name: string, id?: string): Promise<void> {
  const rows = await liveManualChecks(ctx)
    .select('id')
    .where(({ fn }) => fn('lower', ['name']), '=', name.toLowerCase())
    .execute();
  if (rows.some((row) => row.id !== id))
    throw new DomainError('conflict', `The list has a check named “${name}”.`);
}

async function refuseUnseen(ctx: Context, safeguardId: string): Promise<void> {
  if ((await findSafeguards(ctx, [safeguardId])).size > 0) return;
  const message = 'Safeguard not found. It may have been removed.';
  throw new DomainError('invalid', message, { issues: [{ at: 'safeguardId', message }] });
}

async function findServiceId(ctx: Context, name: string): Promise<string> {
  const found = (await findServices(ctx, [name])).get(name);
  if (found) return found.id;
  const message = `The catalog has no service “${name}”.`;
  throw new DomainError('invalid', message, { issues: [{ at: 'service', message }] });
}

async function refuseStale(ctx: Context, row: ManualCheckRow, version: number): Promise<void> {
  if (row.version === version) return;
  const [current] = await presentManualChecks(ctx, [row]);
  throw new DomainError(
    'conflict',
    `“${row.name}” changed while you were editing. Reload it, then try again.`,
    { current },
  );
}

async function recordChange(
  ctx: Context,
  kind: `manual-check.${'added' | 'changed' | 'removed' | 'undone'}`,
  before: ManualCheckState | null,
  row: ManualCheckRow,
): Promise<ManualCheckChange> {
  const activityId = await record(ctx, {
    kind,
    incidentId: null,
    subjectId: row.id,
    ...(before && { before }),
    after: toState(row),
  });
  return toChange(ctx, row, activityId);
}

async function toChange(
  ctx: Context,
  row: ManualCheckRow,
  activityId: string | null,
): Promise<ManualCheckChange> {
  const [check = null] = row.removed_at === null ? await presentManualChecks(ctx, [row]) : [];
  return { check, activityId };
}
