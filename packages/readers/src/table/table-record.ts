import type { EvidenceDetails, EvidenceKind, Mark } from '@debrief/contract';
import { toExcerpt } from '../bytes/decode.ts';
import { limitText, finish } from '../finish.ts';
import { kindNamed, type Mapping } from './mapping.ts';
import {
  isObject,
  type JsonObject,
  listColumns,
  type Rejected,
  type Row,
  toText,
  valueAt,
} from '../row.ts';
import type { IdentityRef, SourceRecord, StreamRef } from '../source.ts';
import { isHtmlType, readForwarded, readRichText, wordsInside } from '../nested-text.ts';
import { readTime, type TimeProblem, type TimeRead } from '../time/time.ts';
import { readWritten } from '../time/time-text.ts';
import { readHtml } from '../document/read-html.ts';
import { joinTime } from './time-columns.ts';

/** A rejection with its kind, so that a thousand of one kind can be detected. */
export interface Refusal {
  rejected: Rejected;
  cause: string;
  example: string;
}

interface Placed {
  at: Date;
  until: Date | null;
}

const recentKeys = 32;
const dayMs = 86_400_000;
const halfDayMs = dayMs / 2;

/**
 * Turns rows into records. Remembers the last few keys and times: a record without a time can
 * continue an earlier one with the same key.
 */
export class TableRecords {
  private readonly recent: (Placed & { id: string; continued: number })[] = [];
  private next = 0;
  private lastAt: Date | null = null;
  private lastDay: string | null = null;
  private timeFrom: string | null = null;
  private isDayInherited = false;
  /** Midnights since the last date that a row named. */
  private daysOn = 0;
  private readonly path: string;
  private parentKey: string | null = null;
  readonly mapping: Mapping;
  private part = 0;
  private readonly stream: StreamRef;
  /** Columns that are more than details. */
  private readonly used: ReadonlySet<string | null | undefined>;

  /** `path`: the nested list that contains these records. */
  constructor(mapping: Mapping, stream: StreamRef, path = '') {
    this.path = path;
    this.mapping = mapping;
    this.stream = stream;
    const { columns, hasKeys, times } = mapping;
    const { key, ...others } = columns;
    const { date, parts, half, zone } = times;
    this.used = new Set([
      ...Object.values(others),
      ...(hasKeys ? [key] : []),
      date,
      zone,
      half,
      ...(parts ?? []),
    ]);
  }

  /** The key of a row's record, for replies to it. */
  keyOf(row: Row): string | null {
    return this.mapping.hasKeys ? this.scoped(this.idOf(row)) : null;
  }

  /** `part`: which of the records of a row that has more columns than one record. */
  read(row: Row, parentKey: string | null = null, part = 0): { record: SourceRecord } | Refusal {
    this.parentKey = parentKey;
    this.part = part;
    const { time } = this.mapping;
    const written = this.writtenAt(row);
    const id = this.idOf(row);
    const own = this.afterMidnight(readTime(written, time));
    const other = own === 'missing' ? this.otherTime(row) : null;
    const at = other?.at ?? own;
    this.timeFrom = other?.column ?? null;
    if (typeof at === 'string') {
      const continued = at === 'missing' && id !== null ? this.continuation(id) : null;
      if (continued === null) return this.refuse(row, at, written);
      const { placed, number } = continued;
      return {
        record: this.record(
          row,
          { at: placed.at, precision: 'about', zoneOffset: null, isEpoch: false },
          placed.until,
          `${id}+${number}`,
          ['no-time'],
        ),
      };
    }
    const until = this.untilOf(row, at.at);
    if (id !== null) this.remember(id, { at: at.at, until });
    this.lastAt = at.at;
    return { record: this.record(row, at, until, id, at.isEpoch ? ['epoch-time'] : []) };
  }

  private writtenAt(row: Row): unknown {
    const { columns, times } = this.mapping;
    if (columns.at === undefined) return undefined;
    const joined = joinTime(row.value, columns.at, times, this.lastDay);
    this.lastDay = joined.day ?? this.lastDay;
    this.isDayInherited = joined.isDayInherited === true;
    return joined.written;
  }

  /** A clock time without its own date that goes back by most of a day is after midnight. */
  private afterMidnight(read: TimeRead | TimeProblem): TimeRead | TimeProblem {
    if (!this.isDayInherited) this.daysOn = 0;
    if (typeof read === 'string' || this.lastAt === null || !this.isDayInherited) return read;
    const ms = read.at.getTime();
    const days = Math.ceil((this.lastAt.getTime() - halfDayMs - ms) / dayMs);
    this.daysOn = Math.max(this.daysOn, days);
    return { ...read, at: new Date(ms + this.daysOn * dayMs) };
  }

  /** If the time is empty, the next time column with a value is used. */
  private otherTime(row: Row): { at: TimeRead; column: string } | null {
    for (const column of this.mapping.times.others) {
      const at = readTime(valueAt(row.value, column), this.mapping.time);
      if (typeof at !== 'string') return { at, column };
    }
    return null;
  }

  private record(
    row: Row,
    time: TimeRead,
    until: Date | null,
    id: string | null,
    marks: Mark[],
  ): SourceRecord {
    const { mapping } = this;
    const own = mapping.hasKeys ? this.scoped(id) : null;
    const key = own === null || this.part === 0 ? own : `${own}#${this.part + 1}`;
    const thread = this.text(row, 'thread') ?? (this.parentKey === '' ? null : this.parentKey);
    const details = this.detailsOf(row);
    return finish({
      place: row.place,
      stream: this.streamOf(row),
      key,
      kind: this.kindOf(row),
      occurredAt: time.at,
      untilAt: until,
      precision: time.precision,
      zoneOffset: time.zoneOffset,
      author: this.authorOf(row),
      text: this.words(row) ?? summarizeFields(details.fields),
      repliesTo: thread === null || thread === key ? null : thread,
      reactions: [],
      details,
      marks: [...row.marks, ...marks],
      payload: row.payload,
      change: 'present',
    });
  }

  /**
   * Nested lists number their own ids; only one that names its thread uses those of the full file.
   */
  private scoped(id: string | null): string | null {
    const isShared = this.path === '' || this.mapping.columns.thread !== undefined;
    return isShared || id === null ? id : `${this.path}/${this.parentKey ?? ''}/${id}`;
  }

  private text(row: Row, field: keyof Mapping['columns']): string | null {
    const column = this.mapping.columns[field];
    return column === undefined ? null : toText(valueAt(row.value, column));
  }

  /** Its text, else another text column, else the text of its cards and attachments. */
  private words(row: Row): string | null {
    const forwarded = readForwarded(row.value);
    const words = this.ownWords(row, forwarded !== null);
    return forwarded === null || words === null ? (forwarded ?? words) : `${words}\n${forwarded}`;
  }

  private ownWords(row: Row, hasForwarded: boolean): string | null {
    const { columns, texts } = this.mapping;
    const own = columns.text === undefined ? null : readRichText(valueAt(row.value, columns.text));
    const written = own ?? this.text(row, 'text');
    const text = written !== null && this.isHtml(row) ? readHtml(written) : written;
    if (text !== null && text.trim() !== '') return text;
    const other = texts
      .map((column) => readRichText(valueAt(row.value, column)))
      .find((words) => words !== null && words.trim() !== '');
    if (other !== undefined || hasForwarded) return other ?? null;
    return wordsInside(row.value) ?? this.text(row, 'title');
  }

  private isHtml(row: Row): boolean {
    const column = this.mapping.columns.text ?? '';
    const holder = column.slice(0, Math.max(0, column.lastIndexOf('.')));
    return isHtmlType(holder === '' ? row.value : valueAt(row.value, holder));
  }

  private untilOf(row: Row, at: Date): Date | null {
    const column = this.mapping.columns.until;
    if (column === undefined) return null;
    const { written } = joinTime(row.value, column, this.mapping.times, this.lastDay);
    const until = readTime(written, this.mapping.time);
    if (typeof until === 'string') return null;
    if (until.at >= at) return until.at;
    const own = readWritten(this.text(row, 'until') ?? '', { dayFirst: true, yearFirst: null });
    const isClock = typeof own !== 'string' && own.has === 'clock';
    const next = new Date(until.at.getTime() + dayMs);
    return isClock && next >= at ? next : null;
  }

  /** A number too large to be exact is not an id. */
  private idOf(row: Row): string | null {
    const column = this.mapping.columns.key;
    const value = column === undefined ? null : valueAt(row.value, column);
    return typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER
      ? null
      : toText(value);
  }

  /**
   * The speaker continued after an interruption: placed after it, and not past the end of the
   * record that was started.
   */
  private continuation(id: string): { placed: Placed; number: number } | null {
    const begun = this.recent.findLast((each) => each.id === id);
    if (begun === undefined || this.lastAt === null) return null;
    begun.continued++;
    const latest = Math.min(this.lastAt.getTime(), begun.until?.getTime() ?? Infinity);
    return {
      placed: { at: new Date(Math.max(begun.at.getTime(), latest)), until: begun.until },
      number: begun.continued,
    };
  }

  private remember(id: string, placed: Placed): void {
    this.recent[this.next] = { id, ...placed, continued: 0 };
    this.next = (this.next + 1) % recentKeys;
  }

  private kindOf(row: Row): EvidenceKind {
    return kindNamed(this.text(row, 'kind')) ?? this.mapping.kind;
  }

  private streamOf(row: Row): StreamRef {
    const name = this.text(row, 'stream') ?? row.group ?? null;
    return name === null ? this.stream : { key: name, name };
  }

  private authorOf(row: Row): IdentityRef | null {
    const email = this.text(row, 'email');
    const { columns, authors } = this.mapping;
    const column = [columns.author, ...authors].find(
      (each) => each !== undefined && toText(valueAt(row.value, each)) !== null,
    );
    const name = (column === undefined ? null : toText(valueAt(row.value, column))) ?? email;
    if (name === null) return null;
    return {
      key: email?.toLowerCase() ?? name,
      name,
      email,
      isBot: this.isTool(row, column) || isBotName(name) || isMarkedBot(row.value, column),
    };
  }

  /** The sender of an alert is a tool, unless a column of people names someone. */
  private isTool(row: Row, column = ''): boolean {
    return (
      this.kindOf(row) === 'alert' &&
      !/user|author|login|actor|creator|reporter|email/i.test(column)
    );
  }

  private detailsOf(row: Row): EvidenceDetails {
    const { until } = this.mapping.columns;
    const isUntilLost = until !== undefined && this.isUntilLost(row);
    const fields: Record<string, string> = {};
    for (const [column, value] of listColumns(row.value)) {
      const isUsed = this.used.has(column) && !(isUntilLost && column === until);
      const text = isUsed ? null : toText(value);
      if (text !== null) fields[column] = text;
    }
    if (this.timeFrom !== null) fields['time from'] = this.timeFrom;
    const title = this.text(row, 'title');
    return {
      ...(title === null ? {} : { title }),
      ...(Object.keys(fields).length === 0 ? {} : { fields }),
    };
  }

  /** An end that is not a time, or is before the start, is kept as text. */
  private isUntilLost(row: Row): boolean {
    return this.lastAt === null || this.untilOf(row, this.lastAt) === null;
  }

  private refuse(row: Row, problem: TimeProblem, written: unknown): Refusal {
    const column = this.mapping.columns.at ?? '';
    const example = limitText(
      toText(written) ?? (typeof written === 'object' ? 'a list or an object' : ''),
      80,
    );
    const reason = timeReason(problem, column, example);
    const excerpt = toExcerpt(
      typeof row.payload === 'string' ? row.payload : Buffer.from(row.payload),
    );
    return {
      rejected: { type: 'rejected', place: row.place, reason, excerpt },
      cause: problem,
      example,
    };
  }
}

function isMarkedBot(value: JsonObject, author: string | undefined): boolean {
  const parent =
    author?.includes('.') === true ? valueAt(value, author.replace(/\.[^.]+$/, '')) : null;
  return [value, parent].some(
    (one) => isObject(one) && ['is_bot', 'isBot', 'bot'].some((key) => one[key] === true),
  );
}

/** A record without text is described by its fields. */
function summarizeFields(fields: Record<string, string> = {}): string {
  return Object.entries(fields)
    .slice(0, 10)
    .map(([name, value]) => `${name} ${limitText(value, 100)}`)
    .join(', ');
}

export function isBotName(name: string): boolean {
  return /\[bot\]$|(^|[-_ ])bot$/i.test(name);
}

/** Why a record has no time, and what would help. */
export function timeReason(problem: TimeProblem, column: string, example: string): string {
  const where = `"${column}" contains "${example}"`;
  if (problem === 'missing')
    return `No time: "${column}" is empty. Use another column with --map at=COLUMN.`;
  if (problem === 'no-date') return `No date: ${where}. Set --time-origin.`;
  if (problem === 'no-year') return `No year: ${where}. Set --time-origin to a date near it.`;
  if (problem === 'ambiguous')
    return `Ambiguous date: ${where}, which could start with the day or the month. Set --date-order.`;
  if (problem === 'impossible') return `Invalid date or time: ${where}.`;
  if (problem === 'out-of-range')
    return `Time out of range: ${where}, which is outside the years 1000 to 9999. Set --time-unit or --time-origin.`;
  if (problem === 'unclear-zone')
    return `Unclear time zone: ${where}, which means several zones. Set --zone, such as America/Chicago or Asia/Shanghai.`;
  if (problem === 'rounded')
    return `Rounded time: ${where}. A spreadsheet dropped its last digits. Export the column again as text.`;
  return `Not a time: ${where}. Use another column with --map at=COLUMN.`;
}
