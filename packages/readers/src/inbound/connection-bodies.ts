import type { ConnectionKind, Format } from '@debrief/contract';
import { readCalendar } from '../context/calendar.ts';
import { readFeed } from '../feed/feed.ts';
import { readGitLines } from '../text/git-log.ts';
import { readSeries } from './read-series.ts';
import type { SavedReading } from './source.ts';
import { readChatPage, readChatSource, type ChatTool } from '../chat-page/chat-page.ts';
import { mattermostChat } from '../chat-page/mattermost-page.ts';
import { slackChat } from '../chat-page/slack-page.ts';
import type { Read, SourceRef, StreamRef } from '../source.ts';
import { findInboundSource } from './sources.ts';

interface BodyReader {
  /** As the import is shown. */
  format: Format;
  /** The records in a body. Errors: `bad-file` if it cannot be parsed. */
  parse(body: Uint8Array, stream: StreamRef, saved?: SavedReading | null): Read[] | Promise<Read[]>;
  /** The tool that recorded, if a body names it; the default is the connection. */
  source?(body: Uint8Array): SourceRef | null;
}

/** How the pages of each kind of connection are read. */
const connectionBodies: Record<ConnectionKind, BodyReader> = {
  feed: { format: 'feed', parse: readFeed },
  calendar: { format: 'calendar', parse: readCalendar },
  prometheus: { format: 'json', parse: readSeries },
  git: { format: 'git-log', parse: readGitLines },
  slack: toBodyReader(slackChat),
  mattermost: toBodyReader(mattermostChat),
};

/** The same workspace is the same source, however its messages arrive. */
function toBodyReader(tool: ChatTool): BodyReader {
  return {
    format: 'json',
    parse: (body) => readChatPage(body, tool),
    source: (body) => readChatSource(body, tool.kind),
  };
}

const readers = new Map<string, BodyReader>(Object.entries(connectionBodies));

/** How the deliveries of an endpoint or a connection are read; null for an unknown source. */
export function findBodyReader(source: string): BodyReader | null {
  const sender = findInboundSource(source);
  return sender ? { format: 'json', parse: sender.parse } : (readers.get(source) ?? null);
}
