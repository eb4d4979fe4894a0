export { guessEncoding } from './bytes/content.ts';
export { isPacked, unpackFile } from './bytes/compression.ts';
export { openUpload, withEncoding } from './bytes/upload.ts';
export { explainUnreadable } from './unreadable/explain.ts';
export { explainUnrecognized } from './unreadable/plain-text.ts';
export { chooseReader, readers, recogniseUpload } from './readers.ts';
export { finish } from './finish.ts';
export { isBundle } from './container/bundle.ts';
export { unpackArchive } from './container/unpack-archive.ts';
export type {
  IdentityRef,
  Read,
  SourceReader,
  SourceRecord,
  SourceRef,
  StreamRef,
  Upload,
} from './source.ts';
export { toSamplePayload } from './inbound/sample-payloads.ts';
export { hashCalendar } from './context/calendar.ts';
export { hashFeed } from './feed/feed.ts';
export { findBodyReader } from './inbound/connection-bodies.ts';
export {
  readChatPage,
  readChatSource,
  type ChatHistory,
  type ChatPage,
} from './chat-page/chat-page.ts';
export { mattermostChat } from './chat-page/mattermost-page.ts';
export { slackChat } from './chat-page/slack-page.ts';
export { listFiringAlerts, splitTestAlerts, type TestAlerts } from './inbound/test-alerts.ts';
export { findInboundSource, inboundSources } from './inbound/sources.ts';
export type { FetchText, InboundRequest, InboundSource, SavedReading } from './inbound/source.ts';
export { openZone, resolveLocal } from './time/zone.ts';
export { findIanaName, findNamedZone } from './time/zones.ts';
export {
  readDirectory,
  type DirectoryFile,
  type DirectoryRow,
} from './directory/read-directory.ts';
export type { CatalogEntry, CatalogFile } from './catalog/catalog-file.ts';
export { readCatalog } from './catalog/read-catalog.ts';
export { readManualChecks } from './manual-check/read-manual-checks.ts';
export { readSchedules } from './on-call/read-schedules.ts';
export type {
  ScheduleFile,
  ScheduleRead,
  ScheduleTool,
  ShiftRead,
} from './on-call/schedule-file.ts';
