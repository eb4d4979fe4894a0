import { toChannelNames } from '@debrief/contract';
import { runChat } from '../chat/run-chat.ts';
import { defineLiveSource } from '../source.ts';
import { openSlack } from './slack-chat.ts';
import { SlackMark } from './slack-history.ts';

/** Channels of Slack, through an app of the customer in Socket Mode. */
export const slack = defineLiveSource({
  kind: 'slack',
  watermark: SlackMark,
  async listen({ settings, secret, watermark, ...host }) {
    const tokens = secret?.split(' ') ?? [];
    const findToken = (prefix: string) => tokens.find((one) => one.startsWith(prefix)) ?? '';
    const tool = await openSlack({
      ...host,
      settings: { ...settings, channels: toChannelNames(settings.channels) },
      tokens: { app: findToken('xapp-'), bot: findToken('xoxb-') },
    });
    await runChat(tool, { ...host, mark: watermark });
  },
});
