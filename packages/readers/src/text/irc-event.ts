import type { EvidenceDetails } from '@debrief/contract';
import type { LogLine } from './text-log-line.ts';

type Event = NonNullable<EvidenceDetails['event']>;

/** What a program writes in place of a nick: irssi, ZNC and energymech, WeeChat, HexChat. */
const mark = /^\s*(?:-!-|\*{3}|-->|<--|--|\*)\s+(.+)$/s;
const host = String.raw`(?: [[(][^\])]{0,200}[\])])?`;
const forms: readonly [pattern: RegExp, event: Event][] = [
  [new RegExp(String.raw`^(\S{1,60})${host} has joined\b`), 'join'],
  [new RegExp(String.raw`^(\S{1,60})${host} has (?:quit|left)\b`), 'leave'],
  [/^Joins: (\S{1,60})/, 'join'],
  [/^(?:Parts|Quits): (\S{1,60})/, 'leave'],
  [/^(\S{1,60}) was kicked (?:from|by)\b/, 'leave'],
  [/^(\S{1,60}) (?:has )?change[sd] (?:the )?topic\b/, 'topic'],
  [/^(\S{1,60}) is now known as \S/, 'other'],
  [/^(\S{1,60}) sets mode: \S/, 'other'],
  [/^[Mm]ode[/ ]#\S{1,60} \[[^\]]{1,200}\] by (\S{1,60})/, 'other'],
];

/** A join, quit, kick or change of the topic, as the action of its person; else the line as it is. */
export function readIrcEvent(line: LogLine): LogLine {
  const [, text] = mark.exec(line.text.slice(0, 1000)) ?? [];
  if (line.author !== null || text === undefined) return line;
  for (const [pattern, event] of forms) {
    const [, nick] = pattern.exec(text) ?? [];
    if (nick !== undefined) return { ...line, author: nick.replace(/^[@+%&~]/, ''), text, event };
  }
  return line;
}

/** The day that irssi writes between lines with a clock only; null for any other line. */
export function readIrcDay(text: string): string | null {
  const [, day] =
    /^--- (?:Log opened|Day changed) (?:\w{3} )?(\w{3} \d{1,2}(?: \d{2}:\d{2}:\d{2})? \d{4})$/.exec(
      text.trim(),
    ) ?? [];
  return day?.replace(/ \d{2}:\d{2}:\d{2}/, '') ?? null;
}
