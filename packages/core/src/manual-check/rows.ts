import { DomainError, type ManualCheck } from '@debrief/contract';
import { countByHand, countSavings, describeSavings } from '@debrief/rules/manual-check';
import { sql, type Selectable } from 'kysely';
import { listServiceNames } from '../catalog/index.ts';
import { actorRef, type Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import { countJudgedRuns, findSafeguards } from '../safeguard/index.ts';
import type { ManualCheckTables } from './tables.ts';

export type ManualCheckRow = Selectable<ManualCheckTables['manual_check']>;

/** A manual check as its changes record it, for undo. */
export type ManualCheckState = Pick<
  ManualCheckRow,
  'id' | 'name' | 'times' | 'per' | 'minutes' | 'people'
> & { looksAt: string; serviceId: string | null; safeguardId: string | null; isRemoved: boolean };

export const toState = (row: ManualCheckRow): ManualCheckState => ({
  id: row.id,
  name: row.name,
  looksAt: row.looks_at,
  serviceId: row.service_id,
  times: row.times,
  per: row.per,
  minutes: row.minutes,
  people: row.people,
  safeguardId: row.safeguard_id,
  isRemoved: row.removed_at !== null,
});

export function toColumns(ctx: Context, state: Omit<ManualCheckState, 'id'>) {
  const { looksAt, serviceId, safeguardId, isRemoved, ...columns } = state;
  const now = ctx.clock.now();
  return {
    ...columns,
    looks_at: looksAt,
    service_id: serviceId,
    safeguard_id: safeguardId,
    removed_at: isRemoved ? now : null,
    updated_at: now,
    updated_by: jsonb(actorRef(ctx.actor)),
  };
}

/** Changes of the list wait for each other, so that they can be counted and have different names. */
export async function lockManualChecks(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('manual-check'))`.execute(ctx.db);
}

/** The manual checks that were not removed. */
export function liveManualChecks(ctx: Context) {
  return ctx.db.selectFrom('manual_check').where('removed_at', 'is', null);
}

/** Errors: `not-found`, also for a removed one. */
export async function manualCheckById(ctx: Context, id: string): Promise<ManualCheckRow> {
  const row = await liveManualChecks(ctx).selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'Manual check not found. It may have been removed.');
  return row;
}

export async function insertManualCheck(
  ctx: Context,
  { id, ...state }: ManualCheckState,
): Promise<ManualCheckRow> {
  return ctx.db
    .insertInto('manual_check')
    .values({ id, ...toColumns(ctx, state), created_at: ctx.clock.now() })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function saveManualCheck(
  ctx: Context,
  row: ManualCheckRow,
  { id: _, ...state }: ManualCheckState,
): Promise<ManualCheckRow> {
  return ctx.db
    .updateTable('manual_check')
    .set({ ...toColumns(ctx, state), version: row.version + 1 })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

const usualDays = 30;

/** With what their safeguards saved in the last days: only those that the actor can see count. */
export async function presentManualChecks(
  ctx: Context,
  rows: readonly ManualCheckRow[],
  days = usualDays,
): Promise<ManualCheck[]> {
  const safeguards = await findSafeguards(
    ctx,
    rows.flatMap((row) => row.safeguard_id ?? []),
  );
  const counted = [...safeguards.values()].filter(
    ({ state, checks }) => state === 'armed' && checks !== null,
  );
  const runs = await countJudgedRuns(
    ctx,
    counted.map(({ id }) => id),
    days,
  );
  const services = await listServiceNames(
    ctx,
    rows.flatMap((row) => row.service_id ?? []),
  );
  return rows.map((row) => {
    const safeguard = safeguards.get(row.safeguard_id ?? '') ?? null;
    const service = services.get(row.service_id ?? '');
    const saved = countSavings(row, runs.get(row.safeguard_id ?? '') ?? new Map(), days);
    return {
      id: row.id,
      name: row.name,
      looksAt: row.looks_at,
      service:
        row.service_id && service !== undefined ? { id: row.service_id, name: service } : null,
      times: row.times,
      per: row.per,
      minutes: row.minutes,
      people: row.people,
      safeguard: safeguard && {
        id: safeguard.id,
        name: safeguard.name,
        incident: safeguard.incidentRef,
        state: safeguard.state,
      },
      byHand: countByHand(row, days),
      saved,
      why: describeSavings(row, safeguard, saved, days),
      updatedAt: row.updated_at.toISOString(),
      updatedBy: row.updated_by,
      version: row.version,
    };
  });
}
