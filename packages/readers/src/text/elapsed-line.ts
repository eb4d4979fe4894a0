import { leadingTime } from '../time/written-time.ts';
import type { LogLine } from './text-log-line.ts';

/** `[   12.417000] text` of a kernel, also with its level or thread, and `[0.417s][info] text`. */
const seconds =
  /^(?:<\d{1,3}>|\w{1,10} {0,8}: ?\w{1,10} {0,8}: ?)?\[ {0,12}(\d{1,9}\.\d{3,9})s?\](?:\[ {0,8}[TC]\d{1,9}\])? ?(.*)$/s;
const bullet = /^\s*(?:[-*•]\s+)?\[?/;

/**
 * A line with the time since a start: a kernel's log, a JVM's log, or notes such as `T+00:05`. Null
 * otherwise.
 */
export function readElapsedLine(line: string): LogLine | null {
  const counted = seconds.exec(line);
  if (counted !== null) {
    const [, time = '', text = ''] = counted;
    return toLine(time, Math.floor(Number(time) * 1000 + 1e-6), text);
  }
  const body = line
    .slice(bullet.exec(line)?.[0].length ?? 0)
    .replace(/^T ?0(?=[\s:\]=|-])/, 'T+0')
    .replace(/^\+ ?(?=\d)/, 'T+');
  const time = leadingTime(body, null);
  if (time === null || time.sinceMs === null) return null;
  const text = body.slice(time.length).replace(/^[\s\])|:=,–—-]+/, '');
  return toLine(body.slice(0, time.length).trim(), time.sinceMs, text);
}

function toLine(time: string, sinceMs: number, text: string): LogLine {
  return { time, sinceMs, text, author: null, fields: {} };
}
