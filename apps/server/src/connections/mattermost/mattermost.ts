import { toChannelNames } from '@debrief/contract';
import { runChat } from '../chat/run-chat.ts';
import { defineLiveSource } from '../source.ts';
import { listAllChannels, openMattermost } from './mattermost-chat.ts';
import { MattermostMark } from './mattermost-history.ts';

/** Channels of a Mattermost server, as a bot or a person sees them. */
export const mattermost = defineLiveSource({
  kind: 'mattermost',
  watermark: MattermostMark,
  async listen({ settings, secret, watermark, ...host }) {
    const channels = toChannelNames(settings.channels);
    const tool = await openMattermost({
      ...host,
      settings: { ...settings, channels },
      token: secret ?? '',
    });
    await runChat(tool, { ...host, mark: watermark });
  },
  listChannels: ({ secret, ...access }) => listAllChannels({ ...access, token: secret }),
});
