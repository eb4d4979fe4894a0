import type { ChatChannels } from '@debrief/contract';
import { z } from 'zod';
import { sortChannels } from '../chat/sort-channels.ts';
import { createCallSlack, SlackError, type CallSlack, type SlackAccess } from './slack-api.ts';

export const Auth = z.object({ team: z.string(), team_id: z.string() });
const Channels = z.object({
  channels: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      is_private: z.boolean().optional(),
      is_member: z.boolean().optional(),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().optional() }).nullish(),
});
type Channel = z.infer<typeof Channels>['channels'][number];

/** A workspace can have more; a form with all of them is of no use. */
const mostPages = 10;
const pageChannels = 1_000;

/** Those of which the app is a member, or all public ones also. */
export async function readChannels(
  call: CallSlack,
  method: 'users.conversations' | 'conversations.list',
  scopes: readonly string[],
): Promise<Channel[]> {
  const types = [
    ...(scopes.includes('channels:read') ? ['public_channel'] : []),
    ...(scopes.includes('groups:read') ? ['private_channel'] : []),
  ];
  if (types.length === 0)
    throw new SlackError(
      'The Slack app lacks the scope channels:read. Add it, and install the app again.',
      'missing_scope',
    );
  const found: Channel[] = [];
  const limit = String(pageChannels);
  const given = { types: types.join(','), exclude_archived: 'true', limit };
  let cursor = '';
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await call(method, Channels, { ...given, ...(cursor && { cursor }) });
    found.push(...answer.channels);
    cursor = answer.response_metadata?.next_cursor ?? '';
    if (cursor === '') break;
  }
  return found;
}

/** The channels of a workspace: first those in which the app is. Throws a `RequestError`. */
export async function listAllChannels(access: SlackAccess): Promise<ChatChannels> {
  let scopes: string[] = [];
  const call = createCallSlack({ ...access, onScopes: (granted) => (scopes = granted) });
  const { team } = await call('auth.test', Auth);
  const channels = await readChannels(call, 'conversations.list', scopes);
  const items = channels.map(({ id, name, is_private: isPrivate, is_member: isMember }) => ({
    id,
    name,
    isPrivate: isPrivate === true,
    isMember: isMember === true,
  }));
  return { workspace: team, scopes, items: sortChannels(items) };
}
