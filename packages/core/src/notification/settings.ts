import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  ChangeNotificationSettings,
  DomainError,
  type EmailProblem,
  type NotificationSettings,
} from '@debrief/contract';
import type { Updateable } from 'kysely';
import {
  accountById,
  asAccount,
  getOrCreateSetting,
  hashToken,
  newToken,
} from '../account/index.ts';
import { refuseUnless } from '../access/index.ts';
import { record } from '../activity/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { parse } from '../parse.ts';
import type { NotificationTables } from './tables.ts';

/** What core knows: whether the server can send email is in its configuration. */
type KeptSettings = Omit<NotificationSettings, 'canSend' | 'chat'>;

function ownAccountId(ctx: Context): string {
  const accountId = getAccountId(ctx.actor);
  if (accountId === null)
    throw new DomainError('forbidden', 'Notifications belong to an account. Sign in to your own.');
  return accountId;
}

/** Errors: `not-signed-in`, `forbidden` without an account. */
export async function readNotificationSettings(ctx: Context): Promise<KeptSettings> {
  refuseUnless(ctx, 'incident:read');
  return loadSettings(ctx, ownAccountId(ctx));
}

async function loadSettings(ctx: Context, accountId: string): Promise<KeptSettings> {
  const { email, zone } = await accountById(ctx, accountId);
  const row = await ctx.db
    .selectFrom('notification_setting')
    .selectAll()
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return {
    email: row?.email ?? 'off',
    sentBy: row?.sent_by ?? 'email',
    hour: row?.hour ?? 8,
    muted: row?.muted ?? [],
    address: email,
    zone: zone ?? 'UTC',
    hasFeed: (row?.feed_hash ?? null) !== null,
  };
}

async function save(
  ctx: Context,
  accountId: string,
  changes: Omit<Updateable<NotificationTables['notification_setting']>, 'account_id'>,
): Promise<void> {
  await ctx.db
    .insertInto('notification_setting')
    .values({ ...changes, account_id: accountId })
    .onConflict((conflict) =>
      conflict.column('account_id').doUpdateSet({ account_id: accountId, ...changes }),
    )
    .execute();
}

/**
 * Emails contain what is new since they were turned on. Errors: `invalid`, `not-signed-in`, `forbidden`
 * without an account.
 */
export async function changeNotificationSettings(
  ctx: Context,
  raw: ChangeNotificationSettings,
): Promise<KeptSettings> {
  const { sentBy, ...input } = parse(ChangeNotificationSettings, raw);
  return inTransaction(ctx, async (ctx) => {
    refuseUnless(ctx, 'view:write');
    const accountId = ownAccountId(ctx);
    const before = await loadSettings(ctx, accountId);
    const now = ctx.clock.now();
    const turnsOn = before.email === 'off' && (input.email ?? 'off') !== 'off';
    await save(ctx, accountId, {
      ...input,
      ...(sentBy !== undefined && { sent_by: sentBy }),
      ...(turnsOn && { email_since: now, email_checked_at: now }),
    });
    const after = await loadSettings(ctx, accountId);
    await record(ctx, {
      kind: 'notification.changed',
      incidentId: null,
      subjectId: accountId,
      after: { email: after.email, sentBy: after.sentBy, hour: after.hour, muted: after.muted },
    });
    return after;
  });
}

/** What is older is read. A personal mark, so no activity is recorded. Errors: `forbidden`. */
export async function markNotificationsRead(
  ctx: Context,
  { until }: { until: string },
): Promise<void> {
  refuseUnless(ctx, 'view:write');
  const now = ctx.clock.now();
  const given = new Date(until);
  await save(ctx, ownAccountId(ctx), { read_until: given < now ? given : now });
}

/** A new feed address; an earlier one ends. Only its hash is kept. Errors: `forbidden`. */
export async function createFeed(ctx: Context): Promise<{ path: string }> {
  return inTransaction(ctx, async (ctx) => {
    refuseUnless(ctx, 'view:write');
    const accountId = ownAccountId(ctx);
    const token = newToken();
    await save(ctx, accountId, { feed_hash: hashToken(token) });
    const activity = { incidentId: null, subjectId: accountId } as const;
    await record(ctx, { kind: 'notification.feed-created', ...activity });
    return { path: `/feed/${token}` };
  });
}

/** Errors: `forbidden`. */
export async function revokeFeed(ctx: Context): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    refuseUnless(ctx, 'view:write');
    const accountId = ownAccountId(ctx);
    await save(ctx, accountId, { feed_hash: null });
    const activity = { incidentId: null, subjectId: accountId } as const;
    await record(ctx, { kind: 'notification.feed-revoked', ...activity });
  });
}

async function signAccount(ctx: Context, accountId: string): Promise<string> {
  const secret = await getOrCreateSetting(ctx, 'notification.unsubscribe', newToken);
  return createHmac('sha256', secret).update(accountId).digest('base64url');
}

/** The path of the link in each email that turns emails off, without signing in. */
export async function unsubscribePath(ctx: Context, accountId: string): Promise<string> {
  return `/unsubscribe/${accountId}.${await signAccount(ctx, accountId)}`;
}

/** Turns emails off for the account of a link. Errors: `not-found`. */
export async function unsubscribe(ctx: Context, token: string): Promise<void> {
  const [, accountId = '', signature = ''] = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(token) ?? [];
  const wanted = await signAccount(ctx, accountId);
  const isSame =
    signature.length === wanted.length &&
    timingSafeEqual(Buffer.from(signature), Buffer.from(wanted));
  if (!isSame) throw new DomainError('not-found', 'This link is not valid.');
  await inTransaction(ctx, async (ctx) => {
    const own = asAccount(ctx, await accountById(ctx, accountId));
    await save(own, accountId, { email: 'off' });
    const activity = { incidentId: null, subjectId: accountId } as const;
    await record(own, { kind: 'notification.unsubscribed', ...activity });
  });
}

/** Emails that could not be sent in the last 30 days, the newest first. Errors: `forbidden`. */
export async function listEmailProblems(ctx: Context): Promise<{ items: EmailProblem[] }> {
  refuseUnless(ctx, 'access:manage');
  const rows = await ctx.db
    .selectFrom('email')
    .selectAll()
    .where('problem', 'is not', null)
    .where('state', 'in', ['pending', 'sending', 'failed'])
    .where('created_at', '>', new Date(ctx.clock.now().getTime() - 30 * 86_400_000))
    .orderBy('created_at', 'desc')
    .limit(100)
    .execute();
  const items: EmailProblem[] = [];
  for (const row of rows)
    items.push({
      id: row.id,
      to: (await accountById(ctx, row.account_id)).email,
      problem: row.problem ?? '',
      attempts: row.attempts,
      isGivenUp: row.state === 'failed',
      at: row.created_at.toISOString(),
    });
  return { items };
}

/** Where a test is sent for this admin. Errors: `forbidden`. */
export async function recordTestEmail(
  ctx: Context,
): Promise<Pick<NotificationSettings, 'address' | 'sentBy'>> {
  return inTransaction(ctx, async (ctx) => {
    refuseUnless(ctx, 'access:manage');
    const { address, sentBy } = await loadSettings(ctx, ownAccountId(ctx));
    const activity = { incidentId: null, subjectId: getAccountId(ctx.actor) } as const;
    await record(ctx, { kind: 'notification.test-sent', ...activity });
    return { address, sentBy };
  });
}
