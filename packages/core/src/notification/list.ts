import {
  newsKindNames,
  notificationKinds,
  waitingKindNames,
  type NewsKind,
  type Notification,
  type NotificationKind,
} from '@debrief/contract';
import { refuseUnless } from '../access/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { newsQueries } from './news-list.ts';
import { compareByDue, listWaiting, mostOfKind } from './waiting-list.ts';

/** Reviews of others are news in a digest and a feed only. */
const inApp: readonly NewsKind[] = ['answer', 'published', 'silent', 'back'];

/** What waits for the account, and its news, the newest first. Errors: `not-signed-in`, `forbidden`. */
export async function listNotifications(
  ctx: Context,
): Promise<{ items: Notification[]; unread: number }> {
  const items = await readNotifications(ctx, [...waitingKindNames, ...inApp]);
  return { items, unread: items.filter((item) => item.isUnread).length };
}

/** For the home page: what waits, with what is due first, and news, with the newest first. */
export async function listHomeNotifications(
  ctx: Context,
): Promise<{ waiting: Notification[]; news: Notification[] }> {
  const items = await readNotifications(ctx, [...waitingKindNames, ...inApp]);
  return {
    waiting: items.filter(isWaiting).toSorted(compareByDue),
    news: items.filter((item) => !isWaiting(item)),
  };
}

export function isWaiting({ kind }: Notification): boolean {
  return waitingKindNames.some((name) => name === kind);
}

/** Notifications of these kinds, as the account can see them now. */
export async function readNotifications(
  ctx: Context,
  kinds: readonly NotificationKind[],
): Promise<Notification[]> {
  refuseUnless(ctx, 'incident:read');
  const accountId = getAccountId(ctx.actor);
  if (accountId === null) return [];
  const waiting = (await listWaiting(ctx)).filter(({ kind }) => kinds.includes(kind));
  const news: Omit<Notification, 'isUnread'>[] = [];
  for (const kind of newsKindNames)
    if (kinds.includes(kind))
      for (const found of (await newsQueries[kind](ctx)).slice(0, mostOfKind))
        news.push({
          kind,
          ...found,
          isOverdue: false,
          link: notificationKinds[kind].link(found.incidentRef ?? '', found.id),
        });
  const row = await ctx.db
    .selectFrom('notification_setting')
    .select('read_until')
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  const readUntil = row?.read_until?.toISOString() ?? '';
  return [...waiting, ...news]
    .map((item) => ({ ...item, isUnread: item.at > readUntil }))
    .toSorted((a, b) => (a.at === b.at ? 0 : a.at > b.at ? -1 : 1));
}

/** Names a notification: it is sent once, and again if it waits a second time. */
export function notificationKey({ kind, id, at }: Notification): string {
  return `${kind}/${id}/${at}`;
}
