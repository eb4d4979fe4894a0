import {
  ChangeTracker,
  ConnectTracker,
  DomainError,
  type NewTracker,
  type Tracker,
} from '@debrief/contract';
import { authorize, refuseUnless } from '../../access/index.ts';
import { hashToken, newToken } from '../../account/index.ts';
import { record } from '../../activity/index.ts';
import { actorRef, enqueue, type Context } from '../../context.ts';
import { inTransaction, jsonb } from '../../db/index.ts';
import { verb } from '../../verb.ts';
import { nameTracker, presentTrackers, trackerById, type TrackerRow } from './rows.ts';

const mostTrackers = 50;
/** Clocks of trackers differ from ours. */
const marginMs = 60 * 60_000;

/** The trackers of the organization, oldest first. Errors: `forbidden` for people who can't use one. */
export async function listTrackers(ctx: Context): Promise<Tracker[]> {
  refuseUnless(ctx, 'incident:write');
  const rows = await ctx.db.selectFrom('tracker').selectAll().orderBy('id').execute();
  return presentTrackers(ctx, rows);
}

/** Connects a tracker. Errors: `invalid`, `forbidden`, `conflict` if there are too many. */
export const connectTracker = verb(ConnectTracker, async (ctx, input): Promise<NewTracker> => {
  refuseUnless(ctx, 'access:manage');
  if ((await listTrackers(ctx)).length >= mostTrackers)
    throw new DomainError('conflict', `There can be ${mostTrackers} trackers. Remove one first.`);
  const id = ctx.ids.next();
  const now = ctx.clock.now();
  const secret = newToken();
  await ctx.db
    .insertInto('tracker')
    .values({
      id,
      settings: jsonb(input.settings),
      token: input.token,
      webhook_hash: hashToken(secret),
      signing_secret: input.signingSecret ?? null,
      watermark: new Date(now.getTime() - marginMs),
      next_at: now,
      created_at: now,
      created_by: jsonb(actorRef(ctx.actor)),
    })
    .execute();
  await schedulePoll(ctx, id, now);
  const row = await trackerById(ctx, id);
  await recordTracker(ctx, 'tracker.connected', null, row);
  return { ...(await presentOne(ctx, row)), webhookPath: `/in/tracker/${secret}` };
});

/**
 * Changes the settings or the token. Errors: `invalid` for another kind, or another host without the
 * token; `not-found`, `forbidden`.
 */
export const changeTracker = verb(ChangeTracker, async (ctx, input): Promise<Tracker> => {
  const before = await authorize(ctx, 'access:manage', trackerById(ctx, input.id));
  const settings = input.settings ?? before.settings;
  if (settings.kind !== before.settings.kind)
    throw new DomainError('invalid', 'A tracker keeps its kind. Connect another one.');
  const isSameHost = new URL(settings.url).origin === new URL(before.settings.url).origin;
  if (!isSameHost && input.token === undefined)
    throw new DomainError('invalid', 'Enter the token again: the address is on another host.', {
      issues: [{ at: 'token', message: 'Enter the token of the new host' }],
    });
  await ctx.db
    .updateTable('tracker')
    .set({
      settings: jsonb(settings),
      token: input.token ?? before.token,
      ...(input.signingSecret !== undefined && { signing_secret: input.signingSecret }),
      waits_until: null,
      problem: null,
      failures: 0,
    })
    .where('id', '=', before.id)
    .execute();
  await schedulePoll(ctx, before.id, ctx.clock.now());
  const after = await trackerById(ctx, before.id);
  const kind = input.token === undefined ? 'tracker.changed' : 'tracker.token-changed';
  await recordTracker(ctx, kind, before, after);
  return presentOne(ctx, after);
});

/** Removes a tracker with its links. Issues and follow-ups stay. Errors: `not-found`, `forbidden`. */
export async function removeTracker(ctx: Context, input: { id: string }): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const before = await authorize(ctx, 'access:manage', trackerById(ctx, input.id));
    await ctx.db.deleteFrom('tracker').where('id', '=', before.id).execute();
    await recordTracker(ctx, 'tracker.removed', before, null);
  });
}

/** What a request to a tracker needs. */
export type TrackerAccess = Pick<TrackerRow, 'id' | 'settings' | 'token'>;

/** For the test of an admin. Errors: `not-found`, `forbidden`. */
export async function loadTrackerAccess(
  ctx: Context,
  input: { id: string },
): Promise<TrackerAccess> {
  return authorize(ctx, 'access:manage', trackerById(ctx, input.id));
}

/** Plans the next poll, with its job. */
export async function schedulePoll(ctx: Context, trackerId: string, at: Date): Promise<void> {
  await ctx.db.updateTable('tracker').set({ next_at: at }).where('id', '=', trackerId).execute();
  const delayMs = at.getTime() - ctx.clock.now().getTime();
  const data = { trackerId, dueAt: at.toISOString() };
  await enqueue(ctx, { kind: 'tracker.poll', data, ...(delayMs > 0 && { delayMs }) });
}

async function presentOne(ctx: Context, row: TrackerRow): Promise<Tracker> {
  const [tracker] = await presentTrackers(ctx, [row]);
  if (!tracker) throw new DomainError('not-found', 'Tracker not found.');
  return tracker;
}

async function recordTracker(
  ctx: Context,
  kind: 'tracker.connected' | 'tracker.changed' | 'tracker.token-changed' | 'tracker.removed',
  before: TrackerRow | null,
  after: TrackerRow | null,
): Promise<void> {
  const toRecorded = ({ settings }: TrackerRow) => ({ name: nameTracker(settings), settings });
  await record(ctx, {
    kind,
    incidentId: null,
    subjectId: (after ?? before)?.id ?? null,
    ...(before && { before: toRecorded(before) }),
    ...(after && { after: toRecorded(after) }),
  });
}
