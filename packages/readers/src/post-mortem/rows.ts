import type { Precision, ReportRow, SectionKind } from '@debrief/contract';
import { Days } from './days.ts';
import { headingKind } from './kinds.ts';
import {
  type Cell,
  type Item,
  splitLines,
  type Part,
  toPlainText,
  findSpan,
  timedCell,
  timedText,
  toText,
} from './parts.ts';
import { dayLabel, stripTime } from './row-text.ts';
import { findDays, leadingTime, type LeadingTime } from '../time/written-time.ts';
import { findStatedZone, type WrittenZone } from '../time/zones.ts';

/** The context for reading the rows of a report. */
export interface RowContext {
  days: Days;
  /** Of the full report, if it says one. */
  zone: WrittenZone | null;
  /** Given by a person, for times with no or an unclear zone. */
  named: WrittenZone | null;
  isDayFirst: boolean | null;
  /** The text that offsets refer to. */
  text: string;
}

/**
 * The timeline rows in a section: everything that starts with a time in a timeline, and dated lists
 * and tables elsewhere.
 */
export function findRows(
  kind: SectionKind,
  title: string,
  parts: readonly Part[],
  context: RowContext,
): ReportRow[] {
  const reader = new RowReader(context, title, parts);
  reader.read(parts, kind === 'timeline');
  return reader.rows;
}

type Paragraph = Extract<Part, { type: 'paragraph' }>;

class RowReader {
  readonly rows: ReportRow[] = [];
  private readonly context: RowContext;
  private stated: WrittenZone | null;
  private carried: WrittenZone | null = null;
  private isAllAbout: boolean;
  /** Whether a heading of this section names the date. */
  private isUnderDay = false;

  constructor(context: RowContext, title: string, parts: readonly Part[]) {
    this.context = context;
    this.stated = findStatedZone(title, true) ?? findZoneInParts(parts);
    this.isAllAbout = isApproximate(title);
    const [day] = findDays(title, context.isDayFirst);
    if (day !== undefined) context.days.above(day);
    else context.days.interrupt();
  }

  read(parts: readonly Part[], isWhole: boolean): void {
    let isTimeline = isWhole;
    let level = 0;
    for (let at = 0; at < parts.length; at++) {
      const part = parts[at];
      if (part === undefined) break;
      if (part.type === 'heading' && !isWhole) {
        const isNamed = headingKind(toPlainText(part.inlines)) === 'timeline';
        if (isNamed || part.level <= level) [isTimeline, level] = [isNamed, part.level];
        if (isNamed) this.isAllAbout ||= isApproximate(toPlainText(part.inlines));
      }
      if (part.type === 'heading') at += this.heading(part, parts.slice(at + 1), isTimeline);
      else if (part.type === 'paragraph') {
        if (!isTimeline && this.labeledLines(part)) continue;
        const rows = isTimeline ? this.rowsIn(part) : [part];
        for (const [index, row] of rows.entries())
          at += this.paragraph(
            row,
            index === rows.length - 1 ? parts.slice(at + 1) : [],
            isTimeline,
          );
      } else if (part.type === 'list') this.list(part.items, isTimeline);
      else if (part.type === 'quote' && isTimeline) this.read(part.parts, isTimeline);
      else if (part.type === 'code' && isTimeline) this.code(part);
      else if (part.type === 'table') this.table(part.rows, isTimeline);
    }
  }

  /** How many of the following parts belong to the row. */
  private heading(
    part: Extract<Part, { type: 'heading' }>,
    after: readonly Part[],
    isTimeline: boolean,
  ): number {
    const title = toPlainText(part.inlines);
    const time = this.time(title);
    const hasWords = time !== null && stripTime(title, time) !== '';
    const isRow = isTimeline && time !== null && (time.clock !== null || time.sinceMs !== null);
    if (!isRow) {
      const [day] = findDays(title, this.context.isDayFirst);
      if (day !== undefined) this.context.days.above(day);
      this.isUnderDay = day !== undefined;
      this.stated = findStatedZone(title, true) ?? this.stated;
      return 0;
    }
    const [next] = after;
    const body =
      !hasWords && next !== undefined && next.type !== 'heading' && !this.beginsRow(next)
        ? [next]
        : [];
    this.add(time, [part, ...body], [stripTime(title, time), toText(body)]);
    return body.length;
  }

  private paragraph(part: Paragraph, after: readonly Part[], isTimeline: boolean): number {
    const text = timedText(part.inlines);
    const time = this.time(text);
    if (time === null || time.sinceMs !== null) {
      const day = dayLabel(text, this.context.isDayFirst);
      const [stated] = /\ball (times|events)\b/i.test(text)
        ? findDays(text, this.context.isDayFirst)
        : [];
      if (stated !== undefined) this.context.days.unlessNoted(stated);
      else if (day !== null) this.context.days.above(day);
      else if (time !== null && isTimeline) this.add(time, [part], [stripTime(text, time)]);
      return 0;
    }
    const rest = stripTime(text, time);
    if (time.clock === null && rest === '' && time.date !== null) {
      this.context.days.above(time.date);
      return 0;
    }
    if (!isTimeline) return 0;
    const [next] = after;
    const body =
      rest === '' && next !== undefined && next.type !== 'heading' && !this.beginsRow(next)
        ? [next]
        : [];
    if (rest !== '' || body.length > 0) this.add(time, [part, ...body], [rest, toText(body)]);
    return body.length;
  }

  /** "Detected: 2024-03-13 14:05 UTC" on most lines of a paragraph: a timeline without a heading. */
  private labeledLines(part: Paragraph): boolean {
    const lines = splitLines(part.inlines, this.context.text);
    const rows = lines.flatMap((inlines) => {
      const text = toPlainText(inlines);
      const found = this.time(text) === null ? this.timeIn(text) : null;
      return found === null ? [] : [{ ...found, inlines }];
    });
    if (rows.length < 2 || rows.length * 2 < lines.length) return false;
    for (const { time, rest, inlines } of rows)
      this.add(time, [{ type: 'paragraph', inlines }], [rest]);
    return true;
  }

  /** Adjacent rows without a blank line are one paragraph in Markdown. */
  private rowsIn(part: Paragraph): Paragraph[] {
    const rows: Paragraph[] = [];
    for (const inlines of splitLines(part.inlines, this.context.text)) {
      const isRow = this.hasClock(toPlainText(inlines));
      const last = rows.at(-1);
      if (last === undefined || isRow) rows.push({ type: 'paragraph', inlines });
      else last.inlines.push(null, ...inlines);
    }
    return rows.length > 1 ? rows : [part];
  }

  /** A chat or a log pasted into a timeline: one row per line. */
  private code(part: Extract<Part, { type: 'code' }>): void {
    let from = part.from;
    for (const line of part.text.split('\n')) {
      const at = line === '' ? -1 : this.context.text.indexOf(line, from);
      const start = at === -1 || at > part.to ? from : at;
      const time = this.time(line);
      const to = Math.min(start + line.length, part.to);
      if (time !== null && time.clock !== null)
        this.add(
          time,
          [{ type: 'paragraph', inlines: [{ text: line, marks: [], from: start, to }] }],
          [stripTime(line, time)],
        );
      from = to;
    }
  }

  private beginsRow(part: Part): boolean {
    if (part.type === 'paragraph') return this.time(toPlainText(part.inlines)) !== null;
    return part.type === 'list' && part.items.some((item) => this.time(firstText(item)) !== null);
  }

  private list(items: readonly Item[], isTimeline: boolean): void {
    const timed = items.filter((item) => this.timeIn(firstText(item)) !== null).length;
    const isDated =
      isTimeline ||
      (timed >= 2 && timed * 2 >= items.length) ||
      (this.isUnderDay && timed === items.length);
    for (const item of items) {
      const placed = isDated ? this.timeIn(firstText(item)) : null;
      const time = placed?.time ?? this.time(firstText(item));
      const [first, ...others] = item.parts;
      if (first === undefined) continue;
      const rest = placed?.rest ?? (time === null ? '' : stripTime(firstText(item), time));
      const inner = others.filter(
        (part) =>
          part.type === 'list' && part.items.some((one) => this.timeIn(firstText(one)) !== null),
      );
      if (
        time !== null &&
        time.clock === null &&
        rest === '' &&
        time.date !== null &&
        inner.length > 0
      )
        this.context.days.above(time.date);
      else if (time !== null && isDated) {
        const own = others.filter((part) => !inner.includes(part) && part.type !== 'heading');
        this.add(time, [first, ...own], [rest, toText(own)]);
      } else if (time === null && isTimeline) {
        const day = dayLabel(firstText(item), this.context.isDayFirst);
        if (day !== null) this.context.days.above(day);
      }
      this.read(isTimeline && time === null ? others : inner, isTimeline);
    }
  }

  private table(rows: readonly Cell[][], isTimeline: boolean): void {
    const header = rows[0]?.some((cell) => cell.isHeader) === true ? rows[0] : null;
    const titles = header?.map((cell) => toText(cell.parts)) ?? [];
    const columns = titles.flatMap((title, at) =>
      /^(date|time|when|timestamp|day|start|datum|zeit|uhrzeit|fecha|hora|heure|时间|時刻)(?![\p{L}])/iu.test(
        title.trim(),
      )
        ? [at]
        : [],
    );
    const zoneColumn = titles.findIndex((title) =>
      /^(?:tz|zone|time ?zone|zeitzone)$/i.test(title.trim()),
    );
    const stated = titles.map((title) => findStatedZone(title, true)).find((zone) => zone !== null);
    if (stated !== undefined) this.stated = stated;
    const year = /\((?<year>(?:19|20)\d{2})\)/.exec(titles.join(' '))?.groups?.['year'];
    const found = rows
      .filter((row) => row !== header)
      .map((row) => ({ row, found: this.tableRow(row, columns, zoneColumn) }));
    const timed = found.filter(
      (each) => each.found !== null && each.found.time.clock !== null,
    ).length;
    if (!isTimeline && (timed < 2 || timed * 2 < found.length)) return;
    for (const { row, found: one } of found) {
      if (one === null) continue;
      if (one.time.date !== null && one.time.date.year === null && year !== undefined)
        one.time.date.year = Number(year);
      this.add(
        one.time,
        row.flatMap((cell) => cell.parts),
        [one.text],
      );
    }
  }

  private tableRow(
    row: readonly Cell[],
    columns: readonly number[],
    zoneColumn: number,
  ): { time: LeadingTime; text: string } | null {
    const timeColumn = columns.at(-1) ?? 0;
    const cells = row.map((cell, at) =>
      at === timeColumn || columns.includes(at) ? timedCell(cell) : toText(cell.parts),
    );
    const texts = cells.map((text, at) =>
      zoneColumn !== -1 && at === timeColumn
        ? `${text} ${cells[zoneColumn] ?? ''}`
        : at === zoneColumn
          ? ''
          : text,
    );
    const inOrder =
      columns.length > 0 && columns[0] !== 0
        ? [
            ...columns.map((at) => texts[at] ?? ''),
            ...texts.filter((_, at) => !columns.includes(at)),
          ]
        : texts;
    const line = inOrder.join(' | ');
    const time = this.time(line);
    if (time === null) return this.labeledTime(row);
    const text = stripTime(line, time).replaceAll(/ ?\| ?/g, ' ');
    return { time, text: text.trim() };
  }

  /** `| Detected | 14:05 UTC |`: a time behind the name of what happened. */
  private labeledTime(row: readonly Cell[]): { time: LeadingTime; text: string } | null {
    const [label, value, more] = row.map(timedCell);
    if (label === undefined || value === undefined || more !== undefined) return null;
    const time = /\p{L}/u.test(label) ? this.time(value) : null;
    if (time === null || time.clock === null || stripTime(value, time) !== '') return null;
    return { time, text: label };
  }

  private time(text: string): LeadingTime | null {
    return leadingTime(text, this.context.isDayFirst);
  }

  /**
   * A clock time at the start, or a date with a clock time after the event: "First detected
   * 2024-03-13 14:05".
   */
  private timeIn(text: string): { time: LeadingTime; rest: string } | null {
    const leading = this.time(text);
    if (leading?.clock !== null && leading?.clock !== undefined)
      return { time: leading, rest: stripTime(text, leading) };
    if (leading !== null || text.length > 200) return null;
    const found = /(?<=[\s:(–—-])\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[T ,]+\d{1,2}:\d{2}.{0,20}$/.exec(
      text,
    );
    const time = found === null ? null : this.time(found[0]);
    if (found === null || time === null || time.clock === null) return null;
    const isLast = stripTime(found[0], time) === '';
    return isLast ? { time, rest: text.slice(0, found.index).replace(/[\s:(–—-]+$/, '') } : null;
  }

  private hasClock(text: string): boolean {
    const time = this.time(text);
    return time !== null && time.clock !== null;
  }

  private add(time: LeadingTime, parts: readonly Part[], texts: readonly string[]): void {
    const span = findSpan(parts);
    if (span === null) return;
    const written = time.zone ?? this.stated ?? this.carried ?? this.context.zone;
    const isOpen = written !== null && written.offset === null && written.iana === null;
    const zone = isOpen ? (this.context.named ?? written) : (written ?? this.context.named);
    if (time.zone !== null) this.carried = time.zone;
    const placed = this.context.days.place(time, zone);
    const isUnclear = zone !== null && zone.offset === null && zone.iana === null;
    this.rows.push({
      start: span.from,
      end: span.to,
      text: texts
        .filter((text) => text.trim() !== '')
        .join('\n')
        .trim(),
      at: isUnclear ? null : (placed.at?.toISOString() ?? null),
      until: isUnclear ? null : (placed.until?.toISOString() ?? null),
      precision:
        placed.at === null || isUnclear ? 'unknown' : this.precisionOf(time, placed.isCertain),
      zone: zone?.written ?? null,
      dateFrom: placed.dateFrom,
    });
  }

  private precisionOf(time: LeadingTime, isCertain: boolean): Precision {
    const isVague = time.clock === null && time.sinceMs === null;
    if (isVague || time.isAbout || this.isAllAbout || !isCertain) return 'about';
    return time.clock?.hasSeconds === true ? 'exact' : 'minute';
  }
}

function isApproximate(title: string): boolean {
  return /approximat/i.test(title) && !/\bsome\b/i.test(title);
}

/**
 * A sentence in the first paragraphs that states the zone of times, or that they are approximate.
 */
export function findZoneInParts(parts: readonly Part[]): WrittenZone | null {
  for (const part of parts) {
    if (part.type !== 'paragraph' && part.type !== 'quote' && part.type !== 'list') continue;
    const zone = findStatedZone(toText([part]), false);
    if (zone !== null) return zone;
  }
  return null;
}

function firstText(item: Item): string {
  const [first] = item.parts;
  return first === undefined
    ? ''
    : first.type === 'paragraph' || first.type === 'heading'
      ? timedText(first.inlines)
      : '';
}
