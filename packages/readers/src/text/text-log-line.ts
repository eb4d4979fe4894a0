import { limitText } from '../finish.ts';

/** What a log line says besides its text. */
export interface LogLine {
  /** The time as it can be read; the line's own spelling of it. */
  time: string;
  text: string;
  author: string | null;
  fields: Record<string, string>;
}

const clock = String.raw`\d{1,3}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?`;
const fullClock = String.raw`\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,9})?`;
const zone = String.raw`(?: ?(?:Z\b|[+-]\d{2}:?\d{2}\b|UTC\b|GMT\b|[A-Z]{3,4}\b(?=[\])]))(?: (?:UTC|GMT)\b)?)?`;
const after = String.raw`(?:\]|[:,|]?(?=\s|$)|(?=\[)|(?= -))[\s:|]*`;

interface Shape {
  pattern: RegExp;
  read: (match: RegExpExecArray) => LogLine;
}

const plain = (match: RegExpExecArray): LogLine =>
  withLevel({ time: match[1] ?? '', text: match[2] ?? '', author: null, fields: {} });

const shapes: Shape[] = [
  {
    pattern: new RegExp(
      String.raw`^\[?(\d{4}[-/.]\d{2}[-/.]\d{2}[T _]+${clock}${zone})${after}(.*)$`,
      's',
    ),
    read: plain,
  },
  {
    pattern: new RegExp(
      String.raw`^(?:<\d{1,3}>)?([A-Z][a-z]{2} [ \d]?\d ${fullClock})\s+(.*)$`,
      's',
    ),
    read: (match) => syslog(match[1] ?? '', match[2] ?? ''),
  },
  {
    pattern: /^<\d{1,3}>1 (\S+) (\S+) (\S+) (\S+) (\S+) (.*)$/s,
    read: ([, time = '', host = '', program = '', pid = '', , text = '']) =>
      withLevel({
        time,
        text: text.replace(/^(?:-|(?:\[[^\]]*\])+)\s*/, ''),
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
  {
    pattern:
      /^\[?(\d{1,2}[/-][A-Z][a-z]{2}[/-]\d{4}[: ]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?(?: [+-]\d{4})?)\]?:?\s*(.*)$/s,
    read: plain,
  },
  {
    pattern: new RegExp(
      String.raw`^\[?((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? [A-Z][a-z]{2} [ \d]?\d ${fullClock}(?: [A-Z]{3,4})? \d{4})\]?:?\s*(.*)$`,
      's',
    ),
    read: plain,
  },
  {
    pattern: new RegExp(
      String.raw`^\[?((?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} [A-Z][a-z]{2} \d{4} ${fullClock}${zone})\]?:?\s*(.*)$`,
      's',
    ),
    read: plain,
  },
  {
    pattern: new RegExp(
      String.raw`^\[?(\d{1,2}[/.]\d{1,2}[/.]\d{4},? ${clock}(?: [AP]M)?)${after}(.*)$`,
      's',
    ),
    read: plain,
  },
  {
    pattern: /^(?:\w+=\S+ ){0,3}(?:time|ts|timestamp|t|at)=(?:"([^"]{8,60})"|(\S{8,60}))(.*)$/s,
    read: logfmt,
  },
  { pattern: /^\[?(\d{10}(?:\.\d{1,9})?|\d{13}|\d{16}|\d{19})\]?:?\s+(.*)$/s, read: plain },
  {
    pattern: new RegExp(String.raw`^\[?(\d{1,3}:\d{2}:\d{2}(?:[.,]\d{1,9})?)\]?:?(\s.*)$`, 's'),
    read: spoken,
  },
];

/** Null where the line does not begin with a time. */
export function readLogLine(line: string): LogLine | null {
  for (const { pattern, read } of shapes) {
    const match = pattern.exec(line);
    if (match !== null) return read(match);
  }
  return null;
}

function syslog(time: string, rest: string): LogLine {
  const parts = /^(\S+) ([\w./@-]+)(?:\[(\d+)\])?: (.*)$/s.exec(rest);
  if (parts === null) return withLevel({ time, text: rest, author: null, fields: {} });
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
  const [, quotedMessage, bareMessage] = /\bmsg=(?:"((?:[^"\\]|\\.)*)"|(\S+))/.exec(text) ?? [];
  const level = /\blevel=(\w+)/.exec(text)?.[1]?.toLowerCase() ?? '';
  return {
    time: quoted ?? bare ?? '',
    text: quotedMessage?.replaceAll(/\\(.)/g, '$1') ?? bareMessage ?? text,
    author: null,
    fields: cleanFields({ level, line: text }),
  };
}

/** A chat log of a call: time, name, colon, text between tabs. */
function spoken([, time = '', rest = '']: string[]): LogLine {
  const said = /^\t\s*([^\t:]{1,80}):\t(.*)$/s.exec(rest);
  if (said !== null) return { time, text: said[2] ?? '', author: said[1] ?? null, fields: {} };
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
