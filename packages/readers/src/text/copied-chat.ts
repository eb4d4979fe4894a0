import { leadingTime, type LeadingTime } from '../time/written-time.ts';
import { formatTime, readDayLine } from './notes-line.ts';
import type { LogLine } from './text-log-line.ts';

/** What a line of a copied conversation is; `author-above`: the line before it names the author. */
export type CopiedLine =
  | { type: 'message' | 'author-above'; line: LogLine }
  | { type: 'day' | 'mark' | 'text' | 'aside' };

interface Stamp {
  time: LeadingTime;
  /** Today, Yesterday or a weekday without a date. */
  relative: string | null;
}

interface Header {
  author: string;
  stamp: Stamp;
  isTimeFirst: boolean;
  /** What was said, if it is on the same line. */
  text: string;
}

type Form = 'header' | 'stamp' | 'said' | 'day' | 'text';

const longestHeader = 120;
const relativeDay =
  /^(?:last )?(today|yesterday|heute|gestern|aujourd[’']hui|hier|hoy|ayer|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?![\p{L}\d])(?!,? (?:\d|\p{L}+ \d{1,2}\b(?!:)))(?:,? (?:at|um|à|a las))?[ ,]*/iu;
const names = /^[\p{L}@][\p{L}\p{M}\p{N} .,'’&_()/|@-]{0,60}$/u;
const capitals = /^\p{Lu}[\p{L}\p{M}.'’-]*(?: \p{Lu}[\p{L}\p{M}.'’-]*){0,4}(?: \([^()]{1,30}\))?$/u;
const badge = /[\s,]+\[?(?:APP|BOT|Bot)\]?$/;
const saidLine = /^(\p{Lu}[\p{L}\p{M}\p{N} .'’()-]{0,60}?): (\S.*)$/su;
/** What the tool that wrote a transcript adds. */
const aside = /^(?:transcription ended after|this (?:editable )?transcript was)/i;
/** Where the time can start, after the author. */
const stampStart =
  /(?:^|\s{2,}|\t|,\s?|\s[—–-]\s|\s?\[|\s)(?=\d|today|yesterday|heute|gestern|aujourd|hier|hoy|ayer|last|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d)/giu;
const dashes = /^[\s\-—–─=_*]+|[\s\-—–─=_*]+$/g;

/** A text that is only a time, with its day or without. */
function readStamp(written: string): Stamp | null {
  if (written.length > longestHeader) return null;
  const text = written.replace(/^:[\w-]+:\s*/, '').replace(/\]$/, '');
  const relative = relativeDay.exec(text);
  const rest = text.slice(relative?.[0].length ?? 0).trim();
  const time = leadingTime(rest, null);
  if (time === null || time.clock === null || rest.slice(time.length).trim() !== '') return null;
  return { time, relative: relative?.[1]?.toLowerCase() ?? null };
}

function formatStamp({ date, clock }: LeadingTime): string {
  return clock === null ? '' : formatTime(date, clock);
}

function readHeader(line: string): Header | null {
  const bracket = /^\[([^\]]{4,40})\] ?([^:]{2,60})(?:: (\S.*))?$/s.exec(line);
  if (bracket !== null) {
    const [, written = '', author = '', text = ''] = bracket;
    const stamp = capitals.test(author) ? readStamp(written) : null;
    return stamp === null ? null : { author, stamp, isTimeFirst: true, text };
  }
  for (const found of line.length > longestHeader ? [] : line.matchAll(stampStart)) {
    const author = line.slice(0, found.index).replace(/[\s,—–-]+$/, '');
    if (author === '' || !names.test(author)) continue;
    const isLoose = found[0] === ' ' || found[0] === '';
    if (isLoose && !capitals.test(author.replace(badge, ''))) continue;
    const stamp = readStamp(line.slice(found.index + found[0].length).trim());
    if (stamp !== null) return { author, stamp, isTimeFirst: false, text: '' };
  }
  return null;
}

function isNameAlone(line: string): boolean {
  return names.test(line) && line.split(/\s+/).length <= 6 && !/[.,:;]$/.test(line);
}

/** A day on its own line: `Today`, `Wednesday, March 13th`, `----- Today March 14th, 2024 -----`. */
function readDay(line: string): { day: string | null; relative: string | null } | null {
  if (line.length > longestHeader) return null;
  const plain = line.replaceAll(dashes, '');
  const relative = relativeDay.exec(plain);
  if (relative !== null && relative[0].length === plain.length)
    return { day: null, relative: relative[1]?.toLowerCase() ?? null };
  const day = readDayLine(plain.replace(/^(?:today|yesterday)\b[ ,]*/i, ''));
  return day === null ? null : { day, relative: null };
}

function findForm(line: string): Form {
  if (line === '') return 'text';
  if (readStamp(line) !== null) return 'stamp';
  if (readDay(line) !== null) return 'day';
  if (readHeader(line) !== null) return 'header';
  return saidLine.test(line) ? 'said' : 'text';
}

/** How the authors of a conversation are written, or null if these lines are not one. */
function findLayout(lines: readonly string[]): 'header' | 'above' | 'mark' | null {
  const forms = lines.map(findForm);
  const count = (form: Form): number => forms.filter((each) => each === form).length;
  const headers = lines.flatMap((line, at) =>
    forms[at] === 'header' ? (readHeader(line) ?? []) : [],
  );
  const authors = headers.map(({ author }) => author);
  const isTimeFirst = headers.some((header) => header.isTimeFirst);
  const isNamed = new Set(authors).size < authors.length || authors.every((name) => / /.test(name));
  const isFollowed =
    headers.some(({ text }) => text !== '') ||
    forms.some((form, at) => form === 'header' && ['text', 'said'].includes(forms[at + 1] ?? ''));
  if (headers.length > 1 && isFollowed && (!isTimeFirst || isNamed)) {
    const others = lines.filter((line) => /^\[[^\]]{0,40}\d:\d\d[^\]]{0,40}\]/.test(line)).length;
    return isTimeFirst && others > headers.length ? null : 'header';
  }
  const stamps = forms.flatMap((form, at) => (form === 'stamp' ? [at] : []));
  const named = stamps.filter((at) => forms[at - 1] === 'text' && isNameAlone(lines[at - 1] ?? ''));
  if (named.length > 1 && named.length * 2 > stamps.length) return 'above';
  const first = stamps[0] ?? Infinity;
  const said = forms.filter((form, at) => form === 'said' && at > first).length;
  return said > 0 && said * 2 >= forms.length - first - stamps.length - count('day')
    ? 'mark'
    : null;
}

const dayMs = 86_400_000;
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const daysAgo: readonly [words: RegExp, days: number][] = [
  [/^(?:today|heute|aujourd|hoy)/, 0],
  [/^(?:yesterday|gestern|hier|ayer)/, 1],
];

/**
 * A conversation copied out of a chat or a call: the author and the time are above each message, or
 * the times are on lines between what was said.
 */
export class CopiedChat {
  readonly layout: 'header' | 'above' | 'mark';
  /** Whether days are named relative to the day of copying, which only a person knows. */
  readonly isRelative: boolean;
  /** The times of the first lines. */
  readonly times: string[];
  /** Whether the times count from the start of a call. */
  readonly isElapsed: boolean;
  private readonly copiedOn: Date | null;
  private readonly begins: string | null;
  private day: string | null = null;
  private author: string | null = null;
  private mark: LeadingTime | null = null;
  private readonly isHalved: boolean;
  private lastMs = 0;

  constructor(layout: CopiedChat['layout'], lines: readonly string[], copiedOn: Date | null) {
    this.layout = layout;
    const halves = lines.filter((line) => / ?[ap]\.?m\b/i.test(line) && findForm(line) !== 'text');
    this.isHalved = halves.length > 0;
    const days = lines.flatMap((line) => (readStamp(line) === null ? (readDay(line) ?? []) : []));
    const stamps = lines.flatMap((line) => {
      const form = findForm(line);
      if (form === 'header') return readHeader(line)?.stamp ?? [];
      return form === 'stamp' && layout !== 'header' ? (readStamp(line) ?? []) : [];
    });
    const first = days[0]?.relative ?? null;
    this.isRelative = [...days, ...stamps].some(({ relative }) => relative !== null);
    this.times = stamps.map(({ time }) => formatStamp(time));
    // Few calls start in the first hour of a day.
    this.isElapsed = /^0?0:/.test(this.times[0] ?? '') && (layout === 'mark' || days.length === 0);
    this.copiedOn = copiedOn;
    this.begins = first === null ? null : this.resolve(first, 1);
  }

  read(written: string, before: string | null): CopiedLine {
    const line = written.trim();
    const form = findForm(line);
    if (aside.test(line)) return { type: 'aside' };
    if (form === 'day') return this.readDay(line);
    if (form === 'header' && this.layout === 'header') return this.readHeader(line);
    if (form === 'stamp') return this.readStamp(line, before);
    const said = this.mark === null ? null : saidLine.exec(line);
    if (said === null || this.mark === null) return { type: 'text' };
    const [, author = '', text = ''] = said;
    return { type: 'message', line: { ...this.toLine(this.mark, author), text, isAbout: true } };
  }

  private readDay(line: string): CopiedLine {
    const found = readDay(line);
    this.day = found?.day ?? (found?.relative ? this.resolve(found.relative) : null);
    return { type: 'day' };
  }

  private readHeader(line: string): CopiedLine {
    const header = readHeader(line);
    if (header === null) return { type: 'text' };
    this.author = header.author;
    const read = this.stamped(header.stamp, header.author);
    this.lastMs = header.stamp.time.clock?.ms ?? 0;
    return { type: 'message', line: { ...read, text: header.text } };
  }

  private readStamp(line: string, before: string | null): CopiedLine {
    const stamp = readStamp(line);
    if (stamp === null) return { type: 'text' };
    if (this.layout === 'mark') {
      this.mark = stamp.time;
      return { type: 'mark' };
    }
    // A document's own date, above the first message.
    if (this.layout === 'header' && this.author === null) return { type: 'text' };
    this.addHalf(line, stamp.time);
    const above = this.layout === 'above' ? (before?.trim() ?? '') : '';
    const hasAuthor = isNameAlone(above);
    if (hasAuthor) this.author = above;
    return { type: hasAuthor ? 'author-above' : 'message', line: this.stamped(stamp, this.author) };
  }

  /** Slack leaves out AM and PM where a message continues. */
  private addHalf(line: string, { clock }: LeadingTime): void {
    if (clock === null || !this.isHalved || / ?[ap]\.?m\b/i.test(line)) return;
    if (clock.ms < this.lastMs) clock.ms += dayMs / 2;
  }

  private stamped({ time, relative }: Stamp, author: string | null): LogLine {
    const day = relative === null ? null : this.resolve(relative);
    return this.toLine(time, author, day);
  }

  private toLine(time: LeadingTime, author: string | null, ownDay: string | null = null): LogLine {
    const { date, zone } = time;
    const isDated = date === null && this.layout !== 'mark';
    const day = isDated ? (ownDay ?? this.day ?? this.begins) : null;
    const isGuessed = date === null && ownDay === null && this.day === null && day !== null;
    const name = author?.replace(badge, '') ?? null;
    return {
      time: `${day === null ? '' : `${day} `}${formatStamp(time)}${zone === null ? '' : ` ${zone.written}`}`,
      text: '',
      author: name,
      fields: {},
      isBot: author !== null && badge.test(author),
      ...(isGuessed && { isAbout: true }),
    };
  }

  /** The day that a word means, counted from the day of copying; null while that is unknown. */
  private resolve(word: string, earlier = 0): string | null {
    if (this.copiedOn === null) return null;
    const days = daysAgo.find(([words]) => words.test(word))?.[1] ?? this.daysSince(word);
    const at = this.copiedOn.getTime() - (days + earlier) * dayMs;
    return new Date(at).toISOString().slice(0, 10);
  }

  private daysSince(weekday: string): number {
    const today = this.copiedOn?.getUTCDay() ?? 0;
    return (today - weekdays.indexOf(weekday.slice(0, 3)) + 7) % 7 || 7;
  }
}

/** The conversation that these lines were copied from, or null. */
export function findCopiedChat(
  written: readonly string[],
  copiedOn: Date | null,
): CopiedChat | null {
  const lines = written.map((line) => line.trim());
  const layout = findLayout(lines);
  return layout === null ? null : new CopiedChat(layout, lines, copiedOn);
}
