import {
  DomainError,
  findConnectionKind,
  type ConnectionAbout,
  type ConnectionSettings,
} from '@debrief/contract';
import { sql, type Updateable } from 'kysely';
import { archivedIncidentIds } from '../access/index.ts';
import type { Context } from '../context.ts';
import { inTransaction, jsonb } from '../db/index.ts';
import { hasChanges } from '../evidence/index.ts';
import { connectionRows, isLeased, schedulePull, type ConnectionRow } from './connection-rows.ts';
import { parseBody } from './parse-body.ts';
import { storeDelivery } from './receive-delivery.ts';
import { toActor } from './routing/route-records.ts';
import { toDelivery } from './rows.ts';
import type { InboundTables } from './tables.ts';

/** A request that this process may make: it has the lease. */
export interface Pull {
  connectionId: string;
  settings: ConnectionSettings;
  secret: string | null;
  watermark: unknown;
  lease: string;
  row: ConnectionRow;
}

/** What a kind answered. Pages with the same key are the same delivery. */
export interface Page {
  /** Null if there is nothing to store, and only the watermark moves. */
  body: Uint8Array | null;
  key: string;
  watermark: unknown;
  /** It was read to find what changed, and is only stored if something did. */
  isCheck?: boolean;
}

export interface PullEnd {
  /** Why it failed; null if it is complete or had no more time. */
  problem: string | null;
  /** The other side asked to wait this long. */
  retryAfterMs?: number | undefined;
  /** It had no more time: continue immediately. */
  hasMore?: boolean;
}

const minuteMs = 60_000;
/** A killed process that listened is replaced after this time. */
const liveLeaseMs = 15_000;

/** How long a lease is valid. A process renews it three times in this time. */
export function toLeaseMs({ kind }: ConnectionSettings): number {
  return isLive(kind) ? liveLeaseMs : minuteMs;
}

const isLive = (kind: string): boolean => findConnectionKind(kind)?.isLive === true;
const longestDelayMs = 6 * 60 * minuteMs;
const longestRetryMs = 24 * 60 * minuteMs;
const longestProblem = 500;

const inMs = (ctx: Context, ms: number): Date => new Date(ctx.clock.now().getTime() + ms);

/**
 * Takes the lease of a connection that is due. Null if there is nothing to ask: the job is out of
 * date, or the connection is paused, revoked, in an archived incident, or asked by another process.
 */
export async function startPull(
  ctx: Context,
  { connectionId, dueAt }: { connectionId: string; dueAt: string },
): Promise<Pull | null> {
  return inTransaction(ctx, async (ctx) => {
    const row = await connectionRows(ctx)
      .where('endpoint_id', '=', connectionId)
      .forUpdate('connection')
      .executeTakeFirst();
    if (!row || row.token_hash === null || row.is_paused) return null;
    if (row.next_at.getTime() !== Date.parse(dueAt)) return null;
    if (row.lease_until !== null && isLeased(ctx, row)) {
      // Its process may have ended without a word: look again when the lease has ended.
      return postpone(ctx, connectionId, row.lease_until);
    }
    if (await isInArchive(ctx, row.incident_id))
      return postpone(ctx, connectionId, inMs(ctx, row.settings.everyMinutes * minuteMs));
    const lease = ctx.ids.next();
    const until = inMs(ctx, toLeaseMs(row.settings));
    await ctx.db
      .updateTable('connection')
      .set({ lease, lease_until: until })
      .where('endpoint_id', '=', connectionId)
      .execute();
    // The process that listens has no job: another one looks when its lease could have ended.
    if (isLive(row.settings.kind)) await postpone(ctx, connectionId, until);
    const { settings, secret, watermark } = row;
    return { connectionId, settings, secret, watermark, lease, row };
  });
}

async function postpone(ctx: Context, connectionId: string, at: Date): Promise<null> {
  await ctx.db
    .updateTable('connection')
    .set({ next_at: at })
    .where('endpoint_id', '=', connectionId)
    .execute();
  await schedulePull(ctx, connectionId, at);
  return null;
}

/** False if the lease was lost: the connection was paused, changed or revoked, or another process asks. */
export async function renewLease(ctx: Context, pull: Pull): Promise<boolean> {
  return updateLeased(ctx, pull, { lease_until: inMs(ctx, toLeaseMs(pull.settings)) });
}

/**
 * Stores a page with its watermark and the job that reads it, in one transaction. False if the lease
 * was lost or the incident is archived: nothing is stored, and asking ends.
 */
export async function storePage(ctx: Context, pull: Pull, page: Page): Promise<boolean> {
  const { key, watermark } = page;
  try {
    const isNeeded = page.isCheck !== true || (await changesEvidence(ctx, pull, page.body));
    const body = isNeeded ? page.body : null;
    return await inTransaction(ctx, async (ctx) => {
      const change = {
        watermark: jsonb(watermark),
        lease_until: inMs(ctx, toLeaseMs(pull.settings)),
      };
      if (!(await updateLeased(ctx, pull, change))) return false;
      if (body !== null) await storeDelivery(ctx, { endpoint: pull.row, key, body, isTest: false });
      return true;
    });
  } catch (error) {
    if (error instanceof DomainError && error.code === 'conflict' && !error.cause) return false;
    throw error;
  }
}

async function changesEvidence(
  ctx: Context,
  { row }: Pull,
  body: Uint8Array | null,
): Promise<boolean> {
  const { incident_id: incidentId } = row;
  if (body === null || incidentId === null) return false;
  const reads = await parseBody(ctx, row, body);
  if (typeof reads === 'string') return false;
  const own = { ...ctx, actor: toActor(row, incidentId) };
  const delivery = toDelivery(row, { body: Buffer.from(body), bytes: body.length, is_test: false });
  return hasChanges(own, { ...delivery, incidentId, reads });
}

/** Stores what the other side says about the app. */
export async function describeConnection(
  ctx: Context,
  pull: Pull,
  about: ConnectionAbout,
): Promise<void> {
  await updateLeased(ctx, pull, { about: jsonb(about) });
}

/** It was reached: an earlier problem is over. */
export async function noteConnected(ctx: Context, pull: Pull): Promise<void> {
  pull.row.failures = 0;
  await updateLeased(ctx, pull, { asked_at: ctx.clock.now(), problem: null, failures: 0 });
}

/** Ends a request and adds the job of the next one. */
export async function endPull(ctx: Context, pull: Pull, end: PullEnd): Promise<void> {
  const { problem, retryAfterMs = 0, hasMore = false } = end;
  const failures = problem === null ? 0 : pull.row.failures + 1;
  const usualMs = hasMore ? 0 : pull.settings.everyMinutes * minuteMs;
  const next = inMs(ctx, failures === 0 ? usualMs : toDelay(failures, retryAfterMs));
  await inTransaction(ctx, async (ctx) => {
    const isEnded = await updateLeased(ctx, pull, {
      asked_at: ctx.clock.now(),
      next_at: next,
      problem: problem?.slice(0, longestProblem).toWellFormed().replaceAll('\0', '\ufffd') ?? null,
      failures,
      lease: null,
      lease_until: null,
    });
    if (isEnded) await schedulePull(ctx, pull.connectionId, next);
  });
}

/** 1, 2, 4 … minutes, at most 6 hours, and not before the other side allows it. */
export function toDelay(failures: number, retryAfterMs: number): number {
  const growing = Math.min(minuteMs * 2 ** (failures - 1), longestDelayMs);
  return Math.max(growing, Math.min(retryAfterMs, longestRetryMs));
}

/** For the only process of a database: those that had a lease have ended. */
export async function endLostLeases(ctx: Context): Promise<void> {
  await ctx.db
    .updateTable('connection')
    .set({ lease: null, lease_until: null })
    .where('lease', 'is not', null)
    .execute();
}

async function updateLeased(
  ctx: Context,
  { connectionId, lease }: Pull,
  change: Updateable<InboundTables['connection']>,
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.db
    .updateTable('connection')
    .set(change)
    .where('endpoint_id', '=', connectionId)
    .where('lease', '=', lease)
    .where('endpoint_id', 'in', (query) =>
      query.selectFrom('inbound_endpoint').select('id').where('token_hash', 'is not', null),
    )
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

async function isInArchive(ctx: Context, incidentId: string | null): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select coalesce(${incidentId}::uuid in (${archivedIncidentIds(ctx)}), false) as is`.execute(
    ctx.db,
  );
  return rows[0]?.is === true;
}
