import { sql } from 'kysely';
import type { Context, JobData } from '../../context.ts';
import { hashToken } from '../../account/index.ts';
import { inTransaction } from '../../db/index.ts';
import { toDelay } from '../../inbound/index.ts';
import { requestSyncs, type TrackerRow } from './rows.ts';
import { toStored } from './sync.ts';
import { schedulePoll } from './trackers.ts';

const everyMs = 5 * 60_000;
const dayMs = 86_400_000;
/** Clocks of trackers differ from ours. */
const marginMs = 5 * 60_000;
/** Links that no change was seen of, in one poll. */
const mostOld = 50;

/** A poll that is due: issues that changed after `since`. */
export interface Poll {
  tracker: TrackerRow;
  since: Date;
  startedAt: Date;
}

export type PollEnd =
  /** `all` if there are too many. */
  | { type: 'answered'; changed: readonly string[] | 'all' }
  | { type: 'failed'; problem: string; retryAfterMs: number | undefined; isLimited: boolean };

/** Null if the job is out of date, the tracker limits requests, or it has no links. */
export async function startPoll(
  ctx: Context,
  { trackerId, dueAt }: JobData['tracker.poll'],
): Promise<Poll | null> {
  return inTransaction(ctx, async (ctx) => {
    const tracker = await ctx.db
      .selectFrom('tracker')
      .selectAll()
      .where('id', '=', trackerId)
      .forUpdate()
      .executeTakeFirst();
    if (tracker?.next_at.getTime() !== Date.parse(dueAt)) return null;
    const startedAt = ctx.clock.now();
    const { waits_until: waits } = tracker;
    if (waits !== null && waits > startedAt) {
      await schedulePoll(ctx, trackerId, waits);
      return null;
    }
    const link = await ctx.db
      .selectFrom('issue_link')
      .select('follow_up_id')
      .where('tracker_id', '=', trackerId)
      .limit(1)
      .executeTakeFirst();
    if (link) return { tracker, since: tracker.watermark, startedAt };
    const watermark = new Date(startedAt.getTime() - marginMs);
    await ctx.db.updateTable('tracker').set({ watermark }).where('id', '=', trackerId).execute();
    await schedulePoll(ctx, trackerId, new Date(startedAt.getTime() + everyMs));
    return null;
  });
}

/** Looks at the links whose issue or follow-up changed, and at those not seen for a day. */
export async function endPoll(ctx: Context, poll: Poll, end: PollEnd): Promise<void> {
  const { tracker, startedAt } = poll;
  const now = ctx.clock.now();
  await inTransaction(ctx, async (ctx) => {
    // Another process that ran the same job has ended it.
    const current = await ctx.db
      .selectFrom('tracker')
      .select('next_at')
      .where('id', '=', tracker.id)
      .forUpdate()
      .executeTakeFirst();
    if (current?.next_at.getTime() !== tracker.next_at.getTime()) return;
    const failures = end.type === 'failed' ? tracker.failures + 1 : 0;
    const waitMs = end.type === 'failed' ? toDelay(failures, end.retryAfterMs ?? 0) : everyMs;
    const next = new Date(now.getTime() + waitMs);
    await ctx.db
      .updateTable('tracker')
      .set({
        failures,
        problem: end.type === 'failed' ? toStored(end.problem) : null,
        ...(end.type === 'answered' && {
          asked_at: now,
          watermark: new Date(startedAt.getTime() - marginMs),
        }),
        waits_until: end.type === 'failed' && end.isLimited ? next : null,
      })
      .where('id', '=', tracker.id)
      .execute();
    if (end.type === 'answered') await requestChanged(ctx, tracker.id, end.changed);
    await schedulePoll(ctx, tracker.id, next);
  });
}

async function requestChanged(
  ctx: Context,
  trackerId: string,
  changed: readonly string[] | 'all',
): Promise<void> {
  const isChanged =
    changed === 'all' ? sql<boolean>`true` : sql<boolean>`issue_id = any(${[...changed]}::text[])`;
  const links = ctx.db
    .selectFrom('issue_link')
    .select('follow_up_id')
    .where('tracker_id', '=', trackerId)
    .where('is_deleted', '=', false);
  const found = await links.where(isChanged).execute();
  const old = await links
    .innerJoin('follow_up', 'follow_up.id', 'follow_up_id')
    .where((eb) =>
      eb.or([
        eb('checked_at', '<', new Date(ctx.clock.now().getTime() - dayMs)),
        eb('checked_at', '<', eb.ref('follow_up.updated_at')),
      ]),
    )
    .where('follow_up.removed_at', 'is', null)
    .orderBy('checked_at')
    .limit(mostOld)
    .execute();
  const ids = new Set([...found, ...old].map((one) => one.follow_up_id));
  await requestSyncs(ctx, [...ids].toSorted());
}

/** The tracker of a webhook's secret, and the issues that it says have changed. */
export async function trackerByWebhook(ctx: Context, secret: string): Promise<TrackerRow | null> {
  const row = await ctx.db
    .selectFrom('tracker')
    .selectAll()
    .where('webhook_hash', '=', hashToken(secret))
    .executeTakeFirst();
  return row ?? null;
}

/** A webhook names issues: those that are linked are looked at. */
export async function noteChangedIssues(
  ctx: Context,
  trackerId: string,
  issueIds: readonly string[],
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const rows = await ctx.db
      .selectFrom('issue_link')
      .select('follow_up_id')
      .where('tracker_id', '=', trackerId)
      .where('issue_id', 'in', [...issueIds, ''])
      .execute();
    await requestSyncs(ctx, rows.map((row) => row.follow_up_id).toSorted());
  });
}
