import type { LogLine } from './text-log-line.ts';

const speakerLine =
  /^(?<author>\p{Lu}[\p{L}\p{M}\p{N} .'’_()-]{1,60}?)\s{1,8}(?<time>\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?)\s*$/u;

/**
 * A name and a clock time on their own line, above the text, as in transcripts copied from Otter,
 * Teams and others.
 */
export function readSpeakerLine(line: string): LogLine | null {
  const found = speakerLine.exec(line)?.groups;
  if (found === undefined) return null;
  const { author = '', time = '' } = found;
  return { time, text: '', author: author.trim(), fields: {} };
}
