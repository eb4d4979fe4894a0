import type { EvidenceDetails } from '@debrief/contract';
import { limitText } from '../finish.ts';
import { zoneAbbreviations } from '../time/offsets.ts';

/** A log line's fields other than its text. */
export interface LogLine {
  /** The time in a readable form; the spelling in the line. */
  time: string;
  text: string;
  author: string | null;
  fields: Record<string, string>;
  /** The end of a time range. */
  until?: string;
  isAbout?: boolean;
  /** The time since a start, in milliseconds; `time` is its spelling. */
  sinceMs?: number;
  isBot?: boolean;
  /** What happened in a channel, in place of a message. */
  event?: EvidenceDetails['event'];
}

const clock = String.raw`\d{1,3}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?`;
const fullClock = String.raw`\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,9})?`;
const half = String.raw`(?: ?[AaPp]\.? ?[Mm]\b\.?)?`;
const place = '(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc)/[A-Za-z_/+-]+';
const zoneName = String.raw`(?:${zoneAbbreviations}|${place}|[ECMP]ST\d[ECMP]DT|(?:[A-Z][a-z]+ ){1,3}Time)`;
const offset = String.raw`(?:(?:UTC|GMT)?[+\u2013\u2212-]\d{2}(?::?\d{2})?(?![\w.:-])|(?:UTC|GMT)[+\u2013\u2212-]\d{1,2}(?::?\d{2})?\b)`;
const zone = String.raw`(?: ?(?:Z\b|${zoneName}\b(?![+-]\d)|${offset}|[\[(](?:${zoneName}|${offset})[\])])(?: ?[\[(]?${zoneName}\b[\])]?)?)?`;
const after = String.raw`(?:[\])>]|[:,|]?(?=\s|$)|,(?=")|(?=\[)|(?= -))[\s:|]*`;
const monthDay = String.raw`[A-Z][a-z]{2} [ \d]?\d`;
const weekday = '(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )';

interface Shape {
  pattern: RegExp;
  read: (match: RegExpExecArray) => LogLine;
}

const plain = (match: RegExpExecArray): LogLine =>
  sayByNick({ time: match[1] ?? '', text: match[2] ?? '', author: null, fields: {} });
const shape = (pattern: string, read: Shape['read'] = plain): Shape => ({
  pattern: new RegExp(`^${pattern}(.*)$`, 's'),
  read,
});

const shapes: Shape[] = [
  shape(String.raw`\[?(\d{4}[-/.]\d{2}[-/.]\d{2}[T _:]+${clock}${half}${zone})${after}`),
  shape(
    String.raw`(?:<\d{1,3}>)?(?:\d{1,9}: )?[*.]?(${monthDay} (?:\d{4} )?${fullClock}${zone}):?\s+`,
    (match) => syslog(match[1] ?? '', match[2] ?? ''),
  ),
  {
    pattern: /^<\d{1,3}>1 (\S+) (\S+) (\S+) (\S+) (\S+) (.*)$/s,
    read: ([, time = '', host = '', program = '', pid = '', , text = '']) =>
      withLevel({
        time,
        text: text.replace(/^(?:-|(?:\[[^\]]*\]){1,100})\s*/, ''),
        author: null,
        fields: cleanFields({ host, program, pid }),
      }),
  },
  {
    pattern: /^([IWEF])(\d{2})(\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d+)?)\s+(\d+) ([^\s\]]+)\] ?(.*)$/s,
    read: klog,
  },
  {
    pattern:
      /^(\S+) (\S+) (\S+) \[(\d{1,2}\/[A-Z][a-z]{2}\/\d{4}:\d{2}:\d{2}:\d{2} [+-]\d{4})\] (.*)$/s,
    read: access,
  },
  shape(String.raw`\[?(\d{1,2}[/-][A-Z][a-z]{2}[/-]\d{4}[: ]${fullClock}${half}${zone})\]?:?\s*`),
  shape(String.raw`\[?(${weekday}${monthDay} ${fullClock}${zone} \d{4}(?: [+-]\d{4}\b)?)\]?:?\s*`),
  shape(String.raw`\[?(${weekday}?\d{1,2} [A-Z][a-z]{2} \d{4} ${fullClock}${half}${zone})\]?:?\s*`),
  shape(
    String.raw`#*[<[]?(${weekday}?[A-Z][a-z]{2,8} \d{1,2}, \d{4},?(?: at)? ${clock}${half}${zone})[>\]]?:?\s*`,
  ),
  shape(
    String.raw`\[?(\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2}), ${clock}${half}${zone})(?:\]| -) `,
    chat,
  ),
  shape(String.raw`\[(\d{1,2}[/.]\d{1,2}[/.]\d{4} ${clock}${half}${zone})\] `, chat),
  shape(String.raw`\[?(\d{1,2}[/.]\d{1,2}[/.]\d{4},? ${clock}${half}${zone})${after}`),
  shape(String.raw`\[?(\d{1,2}/\d{1,2}/\d{2},? ${clock}${half}${zone})${after}`, shortYear),
  shape(
    String.raw`\[?(\d{4}[-/.]\d{2}[-/.]\d{2}[ _T-]\d{2}\.\d{2}\.\d{2}(?:[.,]\d{1,9})?${zone})${after}`,
  ),
  shape(String.raw`\[?(\d{2}-\d{2}-\d{2} ${fullClock}${zone})${after}`),
  shape(String.raw`\[?((?:19|20)\d{6}[T _-]?\d{6}(?:[.,]\d{1,9})?${zone})${after}`),
  shape(String.raw`(\d{6} {1,2}\d{1,2}:?\d{2}:?\d{2})\s+`, withoutCentury),
  shape(String.raw`(\d{8}[-T _]\d{1,2}:\d{1,2}:\d{1,2}(?:[:.,]\d{1,9})?)[|\s]+`),
  shape(String.raw`(\d{2}-\d{2} ${fullClock})\s+`),
  shape(String.raw`\[(\d{2}\.\d{2} ${fullClock})\]\s*`, (match) => ({
    ...plain(match),
    time: (match[1] ?? '').replace('.', '-'),
  })),
  {
    pattern: /^(?:\w+=\S+ ){0,3}(?:time|ts|timestamp|t|at)=(?:"([^"]{8,60})"|(\S{8,60}))(.*)$/s,
    read: logfmt,
  },
  { pattern: /^#(\d{10})()$/, read: plain },
  { pattern: /^: (\d{10}):\d{1,9};(.*)$/s, read: plain },
  { pattern: /^\[?(\d{10}(?:\.\d{1,9})?|\d{13}|\d{16}|\d{19})\]?:?\s+(.*)$/s, read: plain },
  {
    pattern: new RegExp(
      String.raw`^\[?(\d{1,3}:\d{2}:\d{2}(?:[.,]\d{1,9})?${half}${zone})\]?:?(\s.*)$`,
      's',
    ),
    read: spoken,
  },
];

/** After a collector's prefix (a service, a file, a label), an unambiguous time. */
const behindPrefix = new RegExp(
  String.raw`^(.{0,200}?[\s|:\][(])(\d{4}[-/.]\d{2}[-/.]\d{2}[T _]${fullClock}${zone}|\d{1,2} [A-Z][a-z]{2} \d{4} ${fullClock}${zone}|\d{1,2}/[A-Z][a-z]{2}/\d{4}:${fullClock}${zone}|1\d{9}(?:\.\d{1,9})?(?=\s)|${monthDay} ${fullClock}(?=\s))${after}(.*)$`,
  's',
);

/** The line after a prefix that the full file has; null without a time. */
export function readPrefixedLine(line: string): LogLine | null {
  const found = twoDigits.test(line) ? behindPrefix.exec(line) : null;
  if (found === null) return readLogLine(line);
  const [, written = '', time = '', text = ''] = found;
  const prefix = written.replaceAll(/^[\s[(|-]+|[\s\])(|:[-]+$/g, '').replaceAll(/\s+/g, ' ');
  // A time at the end of its line: what is before it is the text.
  if (text === '') return withLevel({ time, text: prefix, author: null, fields: {} });
  const name = prefix.includes(' ') ? 'prefix' : /[/.:]/.test(prefix) ? 'source' : 'service';
  const read = withLevel({ time, text, author: null, fields: {} });
  return { ...read, fields: cleanFields({ [name]: prefix, ...read.fields }) };
}

export function toDetails({ fields, event }: LogLine): Pick<EvidenceDetails, 'event' | 'fields'> {
  return {
    ...(Object.keys(fields).length > 0 && { fields }),
    ...(event !== undefined && { event }),
  };
}

const colours = /\u001B\[[\d;]*[A-Za-z]/g;

/** Without the colors of a terminal. */
export function plainText(text: string): string {
  return text.includes('\u001B') ? text.replaceAll(colours, '') : text;
}

/** A line without colors, and with plain spaces around its time. */
export function plainLine(line: string): string {
  const text = plainText(line);
  const plain = text.replace(/^\0+/, '');
  const head = plain.slice(0, 60);
  return /[\u00a0\u202f\u200e\u200f\u202a-\u202e]/.test(head)
    ? head.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll(/[\u200e\u200f\u202a-\u202e]/g, '') +
        plain.slice(60)
    : plain;
}

/** Every time has them: most lines of prose do not. */
const twoDigits = /\d\d/;

/** Null if the line does not start with a time. */
export function readLogLine(line: string): LogLine | null {
  if (!twoDigits.test(line)) return null;
  for (const { pattern, read } of shapes) {
    const match = pattern.exec(line);
    if (match !== null) return read(match);
  }
  return null;
}

function syslog(time: string, rest: string): LogLine {
  const parts = /^(\S+) ([\w./@-]+)(?:\[(\d+)\])?: (.*)$/s.exec(rest);
  if (parts === null) return sayByNick({ time, text: rest, author: null, fields: {} });
  const [, host = '', program = '', pid = '', text = ''] = parts;
  return withLevel({ time, text, author: null, fields: cleanFields({ host, program, pid }) });
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function klog([
  ,
  letter = '',
  month = '',
  day = '',
  time = '',
  thread = '',
  place = '',
  text = '',
]: string[]): LogLine {
  const level = { I: 'info', W: 'warning', E: 'error', F: 'fatal' }[letter] ?? '';
  return {
    time: `${months[Number(month) - 1] ?? month} ${day} ${time}`,
    text,
    author: null,
    fields: cleanFields({ level, thread, place }),
  };
}

function access([, host = '', , user = '', time = '', text = '']: string[]): LogLine {
  const status = /^"[^"]*" (\d{3})\b/.exec(text)?.[1] ?? '';
  return {
    time,
    text,
    author: null,
    fields: cleanFields({ host, user: user === '-' ? '' : user, status }),
  };
}

function logfmt([, quoted, bare, rest = '']: (string | undefined)[]): LogLine {
  const text = rest.trim();
  const message = /\bmsg=/.exec(text);
  const start = message ? message.index + message[0].length : text.length;
  const quotedMessage = text[start] === '"' ? readQuoted(text, start + 1) : null;
  const [bareMessage = ''] = text.slice(start).split(/\s/, 1);
  const level = /\blevel=(\w{1,20})/.exec(text)?.[1]?.toLowerCase() ?? '';
  return {
    time: quoted ?? bare ?? '',
    text: quotedMessage?.replaceAll(/\\(.)/g, '$1') ?? (bareMessage || text),
    author: null,
    fields: cleanFields({ level, line: text }),
  };
}

/**
 * The text up to the quote that ends it; null if none does. A pattern with an alternative for each
 * character runs out of stack on a text of megabytes.
 */
function readQuoted(text: string, start: number): string | null {
  for (let from = start; ;) {
    const end = text.indexOf('"', from);
    if (end < 0) return null;
    let escapes = 0;
    while (text[end - 1 - escapes] === '\\') escapes += 1;
    if (escapes % 2 === 0) return text.slice(start, end);
    from = end + 1;
  }
}

/** log4j and others write 17/06/09 with the year first; then a level follows. */
function shortYear(match: RegExpExecArray): LogLine {
  const read = plain(match);
  const isYearFirst = /^(?:TRACE|DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL)\b/.test(read.text);
  return isYearFirst ? { ...read, time: `20${read.time.replaceAll('/', '-')}` } : read;
}

/** 081109 203615 and 170609 20:10:40. */
function withoutCentury(match: RegExpExecArray): LogLine {
  const [, date = '', hour = '', minute = '', second = ''] =
    /^(\d{6}) +(\d{1,2}):?(\d{2}):?(\d{2})$/.exec(match[1] ?? '') ?? [];
  const day = `20${date.slice(0, 2)}-${date.slice(2, 4)}-${date.slice(4)}`;
  return { ...plain(match), time: `${day} ${hour}:${minute}:${second}` };
}

/** `[13.03.24, 14:02:11] Mara Iwu: orders fail`: WhatsApp, Signal, Skype. */
function chat(match: RegExpExecArray): LogLine {
  const line = plain(match);
  const [, name = '', text] = /^([\p{Lu}~+\d][^:\n]{0,60}?): (.*)$/su.exec(line.text) ?? [];
  const isName = text !== undefined && !isLevel.test(name) && name.split(/\s+/).length < 6;
  return isName ? { ...line, author: name.trim(), text, fields: {} } : line;
}

const isLevel = /^(?:trace|debug|info|notice|warn(?:ing)?|error|err|critical|fatal|panic)$/i;
const saidByNick = /^\s+<[ @+%&~]?([^<>\s]{1,40})>\s*(.*)$/s;
const nickAtStart = /^<[ @+%&~]?([^<>\s/]{1,40})>\s+(?=\S)(?!.*<\/)(.*)$/s;
const saidByTab = /^\t\s{0,20}([^\t:]{1,80}):\t(.*)$/s;
const saidFrom = /^\s{1,9}From\s{1,9}(.{1,80}?)(?:\s{1,9}to\s{1,9}(.{1,80}?))?\s{0,9}:\s*(.*)$/is;

/** A line of IRC with a full date: `2024-03-13T14:02:11Z <mara> orders fail`. */
function sayByNick(line: LogLine): LogLine {
  const [, author, text] = nickAtStart.exec(line.text) ?? [];
  return author === undefined || text === undefined || isLevel.test(author)
    ? withLevel(line)
    : { ...line, author, text };
}

/** A call's chat log: time, name, colon, text between tabs; or "From Mara to Everyone:". */
function spoken([, time = '', rest = '']: string[]): LogLine {
  const said = saidByTab.exec(rest);
  if (said !== null) return { time, text: said[2] ?? '', author: said[1] ?? null, fields: {} };
  const nick = saidByNick.exec(rest);
  if (nick !== null) return { time, text: nick[2] ?? '', author: nick[1] ?? null, fields: {} };
  const from = saidFrom.exec(rest);
  if (from !== null)
    return {
      time,
      text: from[3] ?? '',
      author: from[1] ?? null,
      fields: cleanFields({ to: from[2] ?? '' }),
    };
  return withLevel({ time, text: rest.trimStart(), author: null, fields: {} });
}

const level =
  /^[\s\S]{0,60}?(?:[[(<|]\s*(trace|debug|info|notice|warn(?:ing)?|error|err|crit(?:ical)?|alert|emerg|fatal|panic)\s*[\])>|]|\b(TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|CRITICAL|FATAL|PANIC)\b|\blevel=(\w+))/;

function withLevel(line: LogLine): LogLine {
  const found =
    level.exec(line.text.slice(0, 100)) ?? level.exec(line.text.slice(0, 100).toLowerCase());
  const word = (found?.[1] ?? found?.[2] ?? found?.[3])?.toLowerCase();
  return word === undefined ? line : { ...line, fields: { ...line.fields, level: word } };
}

function cleanFields(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      value === '' || value === '-' ? [] : [[name, limitText(value, 500)]],
    ),
  );
}
