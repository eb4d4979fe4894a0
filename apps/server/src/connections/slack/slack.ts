import { toChannelNames } from '@debrief/contract';
import { runChat } from '../chat/run-chat.ts';
import { defineLiveSource } from '../source.ts';
import { listAllChannels } from './slack-channels.ts';
import { openSlack } from './slack-chat.ts';
import { SlackMark } from './slack-history.ts';

/** Channels of Slack, through an app of the customer in Socket Mode. */
export const slack = defineLiveSource({
  kind: 'slack',
  watermark: SlackMark,
  async listen({ settings, secret, watermark, ...host }) {
    const tool = await openSlack({
      ...host,
      settings: { ...settings, channels: toChannelNames(settings.channels) },
      tokens: { app: findToken(secret, 'xapp-'), bot: findToken(secret, 'xoxb-') },
    });
    await runChat(tool, { ...host, mark: watermark });
  },
  listChannels: ({ secret, ...access }) =>
    listAllChannels({ ...access, token: findToken(secret, 'xoxb-') }),
});

const findToken = (secret: string | null, prefix: string): string =>
  secret?.split(' ').find((one) => one.startsWith(prefix)) ?? '';
