import { notificationKindNames, type Notification, type NotificationWay } from '@debrief/contract';
import { zonedFormat } from '@debrief/rules/time';
import type { Selectable } from 'kysely';
import { accountById, asAccount } from '../account/index.ts';
import { enqueue, type Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { incidentByRef } from '../incident/index.ts';
import { writeEmail, type EmailText } from './email-text.ts';
import { notificationKey, readNotifications } from './list.ts';
import { unsubscribePath } from './settings.ts';
import type { NotificationTables } from './tables.ts';

const minuteMs = 60_000;
/** Emails that are sent soon collect what happens in this time. */
const soonMs = 5 * minuteMs;
/** How long a process can take to send one. */
const claimMs = 10 * minuteMs;
const keptMs = 90 * 24 * 60 * minuteMs;
const retryMinutes = [1, 5, 30, 120, 480];

type SettingRow = Selectable<NotificationTables['notification_setting']>;

/** Runs once a minute, for all processes. */
export async function scheduleEmails(ctx: Context): Promise<void> {
  await inTransaction(ctx, (ctx) =>
    enqueue(ctx, { kind: 'emails.collect', data: {}, oncePerMinute: 'emails' }),
  );
}

/**
 * Adds the emails and messages that are due now, and those again that could not be sent. `ways` are
 * those in which this server can send.
 */
export async function collectEmails(ctx: Context, ways: readonly NotificationWay[]): Promise<void> {
  const rows = await ctx.db
    .selectFrom('notification_setting')
    .select('account_id')
    .where('email', '<>', 'off')
    .where('sent_by', 'in', ways)
    .execute();
  for (const { account_id: accountId } of rows)
    await collectForAccount(ctx, accountId).catch((err: unknown) =>
      ctx.log.error({ err, accountId }, 'the notifications of an account could not be read'),
    );
  await inTransaction(ctx, async (ctx) => {
    const late = await ctx.db
      .selectFrom('email')
      .select('id')
      .where('state', 'in', ['pending', 'sending'])
      .where('next_at', '<=', ctx.clock.now())
      .limit(1_000)
      .execute();
    for (const { id } of late) await enqueue(ctx, { kind: 'email.send', data: { emailId: id } });
  });
}

/**
 * The row is locked, so that two processes don't send the same. The email and its job are added in
 * the same transaction.
 */
async function collectForAccount(ctx: Context, accountId: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const now = ctx.clock.now();
    const setting = await ctx.db
      .selectFrom('notification_setting')
      .selectAll()
      .where('account_id', '=', accountId)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    const account = await accountById(ctx, accountId);
    if (!setting || account.is_disabled) return;
    if (!isDue(setting, now, account.zone ?? 'UTC')) return;
    await ctx.db
      .updateTable('notification_setting')
      .set({ email_checked_at: now })
      .where('account_id', '=', accountId)
      .execute();
    const found = await readForEmail(asAccount(ctx, account), setting);
    const sent = await ctx.db
      .selectFrom('email_line')
      .select('key')
      .where('account_id', '=', accountId)
      .where('key', 'in', ['', ...found.map(notificationKey)])
      .execute();
    const keys = found.map(notificationKey).filter((key) => !sent.some((one) => one.key === key));
    if (keys.length === 0) return;
    // What still waits after that is sent again.
    await ctx.db
      .deleteFrom('email')
      .where('account_id', '=', accountId)
      .where('created_at', '<', new Date(now.getTime() - keptMs))
      .execute();
    const id = ctx.ids.next();
    const soon = new Date(now.getTime() + 2 * minuteMs);
    await ctx.db
      .insertInto('email')
      .values({ id, account_id: accountId, state: 'pending', created_at: now, next_at: soon })
      .execute();
    await ctx.db
      .insertInto('email_line')
      .values(keys.map((key) => ({ account_id: accountId, key, email_id: id })))
      .execute();
    await enqueue(ctx, { kind: 'email.send', data: { emailId: id } });
  });
}

async function readForEmail(own: Context, setting: SettingRow): Promise<Notification[]> {
  const since = setting.email_since?.toISOString() ?? '';
  const kinds = notificationKindNames.filter((kind) => !setting.muted.includes(kind));
  return (await readNotifications(own, kinds)).filter(({ at }) => at >= since);
}

/** A digest is due when its hour of the day, or of Monday, has passed since the last one. */
export function isDue(
  setting: Pick<SettingRow, 'email' | 'hour' | 'email_checked_at'>,
  now: Date,
  zone: string,
): boolean {
  const last = setting.email_checked_at;
  if (setting.email === 'off') return false;
  if (last === null) return true;
  if (setting.email === 'soon') return now.getTime() - last.getTime() >= soonMs;
  const slot = (at: Date) => toSlot(at, zone, setting.hour, setting.email === 'weekly');
  return slot(last) < slot(now);
}

/** Days (or weeks from Monday) since 1970 in a zone; each starts at this hour. */
function toSlot(at: Date, zone: string, hour: number, isWeekly: boolean): number {
  const parts = zonedFormat(zone, {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
  }).formatToParts(at);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? '0');
  const day = Date.UTC(read('year'), read('month') - 1, read('day')) / 86_400_000;
  const started = day - (read('hour') < hour ? 1 : 0);
  // 1 January 1970 was a Thursday.
  return isWeekly ? Math.floor((started + 3) / 7) : started;
}

/** An email, or a message in a chat, as it is sent. */
export interface OutgoingEmail extends EmailText {
  id: string;
  by: NotificationWay;
  to: string;
  unsubscribe: string;
}

/**
 * Takes an email to send it: only one process does. What it says is read now, so that it contains
 * nothing that the account can no longer see. Null if there is nothing to send.
 */
export async function claimEmail(
  ctx: Context,
  emailId: string,
  baseUrl: string,
): Promise<OutgoingEmail | null> {
  const now = ctx.clock.now();
  const row = await ctx.db
    .updateTable('email')
    .set((eb) => ({
      state: 'sending',
      attempts: eb('attempts', '+', 1),
      next_at: new Date(now.getTime() + claimMs),
    }))
    .where('id', '=', emailId)
    .where((eb) =>
      eb.or([
        eb('state', '=', 'pending'),
        eb.and([eb('state', '=', 'sending'), eb('next_at', '<=', now)]),
      ]),
    )
    .returning('account_id')
    .executeTakeFirst();
  if (!row) return null;
  const account = await accountById(ctx, row.account_id);
  const setting = await ctx.db
    .selectFrom('notification_setting')
    .selectAll()
    .where('account_id', '=', account.id)
    .executeTakeFirst();
  const lines = await ctx.db
    .selectFrom('email_line')
    .select('key')
    .where('email_id', '=', emailId)
    .execute();
  const isOff = account.is_disabled || !setting || setting.email === 'off';
  const own = asAccount(ctx, account);
  const items = isOff
    ? []
    : (await readForEmail(own, setting)).filter((item) =>
        lines.some(({ key }) => key === notificationKey(item)),
      );
  if (items.length === 0) {
    await setState(ctx, emailId, 'dropped');
    return null;
  }
  const unsubscribe = `${baseUrl}${await unsubscribePath(ctx, account.id)}`;
  const isPrivate = await findPrivate(own, items);
  return {
    id: emailId,
    by: setting?.sent_by ?? 'email',
    to: account.email,
    unsubscribe,
    ...writeEmail(items, { baseUrl, unsubscribe, isPrivate }),
  };
}

/** The references of private incidents: email leaves this server, so it does not contain their titles. */
async function findPrivate(ctx: Context, items: readonly Notification[]): Promise<Set<string>> {
  const refs = new Set(items.flatMap(({ incidentRef }) => incidentRef ?? []));
  for (const ref of refs)
    if ((await incidentByRef(ctx, ref)).visibility === 'everyone') refs.delete(ref);
  return refs;
}

async function setState(ctx: Context, id: string, state: 'sent' | 'dropped'): Promise<void> {
  await ctx.db.updateTable('email').set({ state, problem: null }).where('id', '=', id).execute();
}

export async function finishEmail(ctx: Context, id: string): Promise<void> {
  await setState(ctx, id, 'sent');
}

/** It is tried again later, at most five times; admins see the problem. */
export async function failEmail(ctx: Context, id: string, problem: string): Promise<void> {
  const { attempts } = await ctx.db
    .selectFrom('email')
    .select('attempts')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const minutes = retryMinutes[attempts - 1];
  await ctx.db
    .updateTable('email')
    .set({
      state: minutes === undefined ? 'failed' : 'pending',
      problem: problem.slice(0, 500),
      next_at: new Date(ctx.clock.now().getTime() + (minutes ?? 0) * minuteMs),
    })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .execute();
}
