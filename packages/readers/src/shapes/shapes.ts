import type { JsonObject } from '../row.ts';
import { discordExport, discordMessage } from './chat/discord.ts';
import { googleChatMessage, googleChatTakeout } from './chat/google-chat.ts';
import { mattermostLine, mattermostPost } from './chat/mattermost.ts';
import { rocketChatMessage } from './chat/rocket-chat.ts';
import {
  teamsBulkMessage,
  teamsCallRecord,
  teamsMessage,
  teamsTranscript,
  teamsUtterance,
} from './chat/teams.ts';
import { telegramAccount, telegramChat, telegramMessage } from './chat/telegram.ts';
import { zulipExport, zulipExportedMessage, zulipMessage } from './chat/zulip.ts';
import type { Shape } from './shape.ts';

/** Every kind of record that Debrief knows. A new one is a file in its own folder and a line here. */
const shapes: readonly Shape[] = [
  discordExport,
  discordMessage,
  googleChatMessage,
  googleChatTakeout,
  mattermostLine,
  mattermostPost,
  rocketChatMessage,
  teamsBulkMessage,
  teamsCallRecord,
  teamsMessage,
  teamsTranscript,
  teamsUtterance,
  telegramAccount,
  telegramChat,
  telegramMessage,
  zulipExport,
  zulipExportedMessage,
  zulipMessage,
];

/** The shape of a record; null if it is read by the names of its columns. */
export function findShape(value: JsonObject): Shape | null {
  for (const shape of shapes) if (shape.matches(value)) return shape;
  return null;
}
