import type { WaitingItem } from '@debrief/contract';
import { openZone, resolveLocal } from '@debrief/readers';
import { lastReminderDay, reminderDays } from '@debrief/rules/follow-up';
import { addDays } from '@debrief/rules/time';
import { accountById } from '../account/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { listAllFollowUps } from '../follow-up/index.ts';

const hourMs = 3_600_000;
const firstHour = 8;

/**
 * The account's follow-ups that are due in three days or before. Each reminder is a line with another
 * time, so it is unread and sent again. Days are those of the account's zone, and a reminder starts at
 * the hour of its digest.
 */
export async function listDueFollowUps(
  ctx: Context,
  limit: number,
): Promise<Omit<WaitingItem, 'kind' | 'link' | 'isOverdue'>[]> {
  const accountId = getAccountId(ctx.actor) ?? '';
  const setting = await ctx.db
    .selectFrom('notification_setting')
    .select('hour')
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  const zone = openZone((await accountById(ctx, accountId)).zone ?? 'UTC');
  const now = ctx.clock.now().getTime();
  const startedMs =
    now + (zone?.offsetAt(now) ?? 0) * 60_000 - (setting?.hour ?? firstHour) * hourMs;
  const today = new Date(startedMs).toISOString().slice(0, 10);
  const dueBy = addDays(today, reminderDays);
  const filter = { owner: 'me', state: 'unfinished', dueBy, limit } as const;
  return (await listAllFollowUps(ctx, filter)).items.flatMap((followUp) => {
    const { id, incidentRef, text, dueOn, createdAt } = followUp;
    const day = dueOn === null ? null : lastReminderDay(dueOn, today);
    if (day === null) return [];
    const midnight = Date.parse(`${day}T00:00:00Z`);
    const ms = zone ? resolveLocal(midnight, zone).utcMs : midnight;
    const since = new Date(ms).toISOString();
    const at = since > createdAt ? since : createdAt;
    return [{ id, incidentRef, title: text, from: '', at, due: dueOn }];
  });
}
