import { sql } from 'kysely';
import { record } from '../activity/index.ts';
import { enqueue, type Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import {
  deleteExpired,
  deleteExpiredRejections,
  lockExpired,
  nextExpired,
  settle,
  type Expiry,
  type ExpiryPlace,
} from '../evidence/index.ts';
import { clearExpiredBodies, clearOldDeliveries } from '../inbound/index.ts';
import { loadExpiry } from './expiry.ts';

/** Adds the run of today if there was none yet, else that of tomorrow; one for all processes. */
export async function scheduleRetention(ctx: Context): Promise<void> {
  await inTransaction(ctx, (ctx) =>
    enqueue(ctx, { kind: 'retention.run', data: {}, oncePerDay: 'retention' }),
  );
}

/**
 * Removes what has expired from every source, and from the organization's endpoints, one page per transaction. Safe to run again after a
 * crash, and by two processes at once. Returns how many items it removed.
 */
export async function runRetention(ctx: Context, signal: AbortSignal): Promise<number> {
  const sources = await ctx.db
    .selectFrom('source_retention')
    .select(['source_id as id', 'days'])
    .orderBy('source_id')
    .execute();
  let removed = 0;
  for (const { id, days } of sources) {
    const expiry = await loadExpiry(ctx, id, days);
    const runId = ctx.ids.next();
    let place: ExpiryPlace | null = null;
    do {
      signal.throwIfAborted();
      const page: Awaited<ReturnType<typeof nextExpired>> = await nextExpired(ctx, expiry, place);
      place = page?.last ?? null;
      if (page) removed += await removePage(ctx, runId, expiry, days, page);
    } while (place !== null);
    await removeLeftovers(ctx, runId, expiry);
  }
  while (await clearOldDeliveries(ctx)) signal.throwIfAborted();
  if (removed > 0) await settle(ctx);
  return removed;
}

/** Removes what nothing needs in a page, and records it in the incidents that contained it. */
async function removePage(
  ctx: Context,
  runId: string,
  expiry: Expiry,
  days: number,
  page: { itemIds: readonly string[]; last: ExpiryPlace },
): Promise<number> {
  return inTransaction(ctx, async (ctx) => {
    if (!(await isStillSet(ctx, expiry.sourceId, days))) return 0;
    const itemIds = await lockExpired(ctx, expiry, page);
    if (itemIds.length === 0) return 0;
    await startRun(ctx, runId, expiry.sourceId, itemIds.length);
    const { containing, seals } = await deleteExpired(ctx, itemIds);
    for (const incidentId of new Set([...containing.keys(), ...seals.keys()]))
      await record(ctx, {
        kind: 'evidence.expired',
        incidentId,
        subjectId: expiry.sourceId,
        after: {
          items: containing.get(incidentId)?.length ?? 0,
          days,
          seals: seals.get(incidentId) ?? {},
        },
      });
    return itemIds.length;
  });
}

/** What was rejected or not understood has no items. */
async function removeLeftovers(ctx: Context, runId: string, expiry: Expiry): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await startRun(ctx, runId, expiry.sourceId, 0);
    await deleteExpiredRejections(ctx, expiry);
    await clearExpiredBodies(ctx, expiry);
    await ctx.db
      .deleteFrom('retention_run')
      .where('id', '=', runId)
      .where('items', '=', 0)
      .execute();
  });
}

/** Someone can extend or end the retention during a run. */
async function isStillSet(ctx: Context, sourceId: string, days: number): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('source_retention')
    .select('days')
    .where('source_id', '=', sourceId)
    .forShare()
    .executeTakeFirst();
  return row?.days === days;
}

/** Allows this transaction to remove evidence, and counts it. */
async function startRun(ctx: Context, id: string, sourceId: string, items: number): Promise<void> {
  await ctx.db
    .insertInto('retention_run')
    .values({ id, source_id: sourceId, at: ctx.clock.now(), items })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({ items: eb('retention_run.items', '+', items) })),
    )
    .execute();
  await sql`select set_config('debrief.retention', ${id}, true)`.execute(ctx.db);
}
