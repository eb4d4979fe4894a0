import {
  emailRhythms,
  notificationKindNames,
  notificationKinds,
  notificationWays,
  type Notification,
  type NotificationSettings,
} from '@debrief/contract';
import { dayText, utcText } from '@debrief/rules/time';
import type { Call } from '../call.ts';
import type { CliCommand } from '../command.ts';
import { UsageError } from '../errors.ts';
import { needWord } from '../find-word.ts';
import { oneLine } from '../text.ts';
import type { Column } from '../output.ts';

export function addNotificationCommands(program: CliCommand): void {
  const notifications = program
    .command('notifications')
    .description('List what waits for you and your news')
    .helpCommand(false)
    .examples('debrief notifications')
    .run(async (call, client) =>
      call.list((await client.notification.list(undefined)).items, columns, 'No notifications.'),
    );
  notifications
    .command('read')
    .description('Mark your notifications as read')
    .examples('debrief notifications read')
    .run(async (call, client) => {
      const [newest] = (await client.notification.list(undefined)).items;
      if (newest) await client.notification.markRead({ until: newest.at });
      await call.show({ until: newest?.at ?? null }, 'Marked as read.\n');
    });
  notifications
    .command('settings')
    .description('Show or change your emails or chat messages')
    .option('--email <RHYTHM>', emailRhythms.join(', '))
    .option('--by <WAY>', `how they are sent: ${notificationWays.join(', ')}`)
    .option('--hour <HOUR>', 'hour of a daily or weekly email, 0 to 23')
    .option('--mute <KINDS>', 'kinds for no email, with commas, or none')
    .examples(
      'debrief notifications settings',
      'debrief notifications settings --email daily --hour 8 --mute suggestion,library',
    )
    .run(
      async (
        call,
        client,
        given: { email?: string; by?: string; hour?: string; mute?: string },
      ) => {
        const changes = {
          ...(given.email !== undefined && {
            email: needWord(emailRhythms, given.email, 'rhythm'),
          }),
          ...(given.by !== undefined && { sentBy: needWord(notificationWays, given.by, 'way') }),
          ...(given.hour !== undefined && { hour: readHour(given.hour) }),
          ...(given.mute !== undefined && { muted: readKinds(given.mute) }),
        };
        const isChange = Object.keys(changes).length > 0;
        await showSettings(
          call,
          await (isChange
            ? client.notification.changeSettings(changes)
            : client.notification.settings(undefined)),
        );
      },
    );
  notifications
    .command('feed')
    .description('Create the address of your feed of published reviews')
    .option('--revoke', 'end your feed address')
    .examples('debrief notifications feed', 'debrief notifications feed --revoke')
    .run(async (call, client, { revoke }: { revoke?: boolean }) => {
      if (revoke) {
        await client.notification.revokeFeed(undefined);
        return call.show({ isRevoked: true }, 'Your feed address no longer works.\n');
      }
      const { path } = await client.notification.createFeed({});
      return call.show({ path }, `${path}\nAnyone with this address can read your feed.\n`);
    });
  notifications
    .command('test-email')
    .description('Send a test email to yourself, as an admin')
    .examples('debrief notifications test-email')
    .run(async (call, client) => {
      const sent = await client.notification.sendTest({});
      await call.show(sent, `Sent a test email to ${sent.to}.\n`);
    });
  notifications
    .command('email-problems')
    .description('List emails that could not be sent, as an admin')
    .examples('debrief notifications email-problems')
    .run(async (call, client) =>
      call.list(
        (await client.notification.problems(undefined)).items,
        [
          { name: 'to', of: ({ to }) => to },
          { name: 'attempts', of: ({ attempts }) => String(attempts) },
          { name: 'state', of: ({ isGivenUp }) => (isGivenUp ? 'given up' : 'will retry') },
          { name: 'problem', of: ({ problem }) => oneLine(problem) },
        ],
        'All emails were sent.',
      ),
    );
}

function readHour(text: string): number {
  const hour = /^\d{1,2}$/.test(text) ? Number(text) : 24;
  if (hour > 23) throw new UsageError(`"${text}" is not an hour. Use 0 to 23.`);
  return hour;
}

function readKinds(text: string) {
  if (text === 'none') return [];
  return text.split(',').map((word) => needWord(notificationKindNames, word.trim(), 'kind'));
}

async function showSettings(call: Call, settings: NotificationSettings): Promise<void> {
  await call.show(settings, [
    ['email', settings.email],
    ['by', settings.sentBy],
    ['to', settings.address],
    ['hour', `${settings.hour}:00 ${settings.zone}`],
    ['muted', settings.muted.join(', ') || 'none'],
    ['feed', settings.hasFeed ? 'has an address' : 'none'],
    ['server', settings.canSend ? 'sends email' : 'sends no email: set DEBRIEF_SMTP_URL'],
    ['chat', settings.chat ?? 'none: set DEBRIEF_CHAT_URL'],
  ]);
}

const columns: readonly Column<Notification>[] = [
  { name: '', of: ({ isUnread }) => (isUnread ? '*' : '') },
  { name: 'what', of: ({ kind }) => notificationKinds[kind].says },
  { name: 'title', of: ({ title }) => oneLine(title) },
  { name: 'from', of: ({ from }) => oneLine(from) },
  { name: 'incident', of: ({ incidentRef }) => incidentRef ?? '-' },
  { name: 'due', of: ({ due }) => dueText(due) },
];

function dueText(due: string | null): string {
  if (due === null) return '-';
  return due.length === 10 ? dayText(due) : utcText(due);
}
