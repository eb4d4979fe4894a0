import type { FakePerson } from './fake-chat.ts';

export interface SlackMessage {
  type: 'message';
  ts: string;
  user?: string;
  text: string;
  subtype?: string;
  bot_id?: string;
  username?: string;
  thread_ts?: string;
  edited?: { user: string; ts: string };
  reactions?: { name: string; users: string[]; count: number }[];
  [more: string]: unknown;
}

/** The people, channels and granted scopes of a new workspace. */
export function makeWorkspace() {
  const people = [
    { id: 'U0ADA00001', name: 'Ada Byron' },
    { id: 'U0GRACE002', name: 'Grace Hopper' },
    { id: 'U0LINUS003', name: 'Linus Moreau' },
  ];
  const strangers = [{ id: 'U0EXT00009', name: 'Mia from Vendor' }];
  const channels = [
    { id: 'C0INC00012', name: 'inc-12', is_private: false, is_member: true },
    { id: 'G0SECRET01', name: 'inc-12-legal', is_private: true, is_member: true },
    { id: 'C0GENERAL1', name: 'general', is_private: false, is_member: false },
  ];
  const scopes = new Set([
    'channels:history',
    'channels:read',
    'groups:history',
    'groups:read',
    'reactions:read',
    'users:read',
    'users:read.email',
  ]);
  return { people, strangers, channels, scopes };
}

/** The scope that a method needs. */
export function findScope(method: string, channel: string): string | null {
  const kind = channel.startsWith('G') ? 'groups' : 'channels';
  switch (method) {
    case 'conversations.history':
    case 'conversations.replies':
      return `${kind}:history`;
    case 'conversations.info':
      return `${kind}:read`;
    case 'conversations.list':
    case 'users.conversations':
      return 'channels:read';
    case 'users.list':
    case 'users.info':
      return 'users:read';
    default:
      return null;
  }
}

/** Those in the time range that was asked for. */
export function selectRange(messages: SlackMessage[], given: URLSearchParams): SlackMessage[] {
  const [oldest, latest] = [given.get('oldest') ?? '0', given.get('latest') ?? '9999999999.999999'];
  const isInclusive = given.get('inclusive') === 'true' || given.get('inclusive') === '1';
  return messages.filter(({ ts }) =>
    isInclusive
      ? Number(ts) >= Number(oldest) && Number(ts) <= Number(latest)
      : Number(ts) > Number(oldest) && Number(ts) < Number(latest),
  );
}

/**
 * A page of a list. A cursor is opaque to its reader, and stays valid while messages are added and
 * removed.
 */
export function toPage(given: URLSearchParams, name: string, all: object[], most: number): object {
  const size = Math.min(Number(given.get('limit') ?? '100') || 100, most);
  const cursor = Buffer.from(given.get('cursor') ?? '', 'base64').toString();
  if (cursor !== '' && !cursor.startsWith('next:')) return { ok: false, error: 'invalid_cursor' };
  const keys = all.map((one) => String('ts' in one ? one.ts : 'id' in one ? one.id : ''));
  const isNewestFirst = name === 'messages' && (keys[0] ?? '') > (keys.at(-1) ?? '');
  const last = cursor.slice('next:'.length);
  const start = keys.findIndex((key) => last === '' || (isNewestFirst ? key < last : key > last));
  const shown = start === -1 ? [] : all.slice(start, start + size);
  const end = start + shown.length;
  const next = start !== -1 && end < all.length ? `next:${keys[end - 1] ?? ''}` : '';
  return {
    ok: true,
    [name]: shown,
    has_more: next !== '',
    response_metadata: { next_cursor: Buffer.from(next).toString('base64') },
  };
}

export function toSlackUser(
  { id, name }: FakePerson,
  { team, hasEmail }: { team: string; hasEmail: boolean },
) {
  return {
    id,
    team_id: team,
    name: name.toLowerCase().replaceAll(' ', '.'),
    is_bot: false,
    profile: {
      real_name: name,
      display_name: name.split(' ')[0],
      ...(hasEmail && { email: `${id.toLowerCase()}@acme.test` }),
    },
  };
}

/** The files of an export: one for each day of a channel, with more about each author. */
export function toExport(users: object[], messages: SlackMessage[]): Record<string, unknown> {
  const days = Map.groupBy(messages, ({ ts }) =>
    new Date(Number(ts) * 1000).toISOString().slice(0, 10),
  );
  return {
    'users.json': users,
    'channels.json': [{ id: 'C0INC00012', name: 'inc-12', members: [] }],
    ...Object.fromEntries(
      [...days].map(([day, all]) => [`inc-12/${day}.json`, all.map(addProfile)]),
    ),
  };
}

function addProfile(message: SlackMessage): SlackMessage {
  const profile = { real_name: 'Someone', display_name: 'someone', name: 'someone' };
  return { ...message, source_team: message['team'], user_profile: profile };
}
