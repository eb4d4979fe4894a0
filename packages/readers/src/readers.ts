import { bson } from './bson/bson.ts';
import { csv } from './table/csv.ts';
import { document } from './document/document.ts';
import { gitLog } from './text/git-log.ts';
import { json, jsonLines } from './table/json.ts';
import { slack } from './slack/slack.ts';
import { calendar } from './context/calendar.ts';
import { feed } from './feed/feed.ts';
import { mail } from './mail/mail.ts';
import type { SourceReader, Upload } from './source.ts';
import type { Format } from '@debrief/contract';
import { containerReaders } from './container/container.ts';
import { explainUnreadable } from './unreadable/explain.ts';
import { explainUnrecognized } from './unreadable/plain-text.ts';
import { textLog } from './text/text-log.ts';
import { webvtt } from './text/webvtt.ts';

const containers = containerReaders(chooseReader);

/** Every format that Debrief reads. A new one is a file in its own folder and one line here. */
export const readers: SourceReader[] = [
  slack,
  gitLog,
  webvtt,
  mail,
  calendar,
  feed,
  jsonLines,
  json,
  bson,
  csv,
  textLog,
  document,
  ...containers,
];

/** The reader with the highest confidence that it can read the file, or null if there is none. */
export async function recogniseUpload(upload: Upload): Promise<SourceReader | null> {
  let best: SourceReader | null = null;
  let surest = 0;
  for (const reader of readers) {
    const sureness = await reader.recognise(upload);
    if (sureness <= surest) continue;
    best = reader;
    surest = sureness;
  }
  return best;
}

/**
 * The reader of the named format, or the one that recognizes the content; else what the file is and
 * what would work. The format named for an archive is that of its files.
 */
export async function chooseReader(
  upload: Upload,
  format: Exclude<Format, 'bundle'> | undefined,
): Promise<SourceReader | string> {
  const reason = await explainUnreadable(upload);
  if (reason !== null) return reason;
  const named = readers.find((reader) => reader.format === format);
  if (named !== undefined && named.format !== 'slack')
    for (const container of containers)
      if ((await container.recognise(upload)) > 0) return container;
  return named ?? (await recogniseUpload(upload)) ?? explainUnrecognized(upload);
}
