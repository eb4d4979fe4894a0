import { csv } from './table/csv.ts';
import { document } from './document/document.ts';
import { gitLog } from './text/git-log.ts';
import { json, jsonLines } from './table/json.ts';
import { slack } from './slack/slack.ts';
import type { SourceReader, Upload } from './source.ts';
import { textLog } from './text/text-log.ts';
import { webvtt } from './text/webvtt.ts';

/** Every format that Debrief reads. A new one is a file in its own folder and one line here. */
export const readers: SourceReader[] = [
  slack,
  gitLog,
  webvtt,
  jsonLines,
  json,
  csv,
  textLog,
  document,
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
