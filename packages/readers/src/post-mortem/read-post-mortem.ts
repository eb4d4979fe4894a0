import type { ReportAction, ReportCause, ReportRow, Section } from '@debrief/contract';
import { decodeDocument, documentFormat, type DocumentFormat } from '../document/document-text.ts';
import { findActions } from './actions.ts';
import { findCauses } from './causes.ts';
import { Days } from './days.ts';
import { readFrontMatter } from './front-matter.ts';
import { readPage } from './html.ts';
import { markdownParts, parseMarkdown, visibleMarkdown } from './markdown.ts';
import { countWords, type Part, toText } from './parts.ts';
import { plainParts, visiblePlain } from './plain.ts';
import { findDialect, readWiki } from './markup.ts';
import { findRows, findZoneInParts, type RowContext } from './rows.ts';
import { sectionText } from './section-text.ts';
import { type Chapter, splitChapters, toSection } from './sections.ts';
import { findDays, leadingTime } from '../time/written-time.ts';
import {
  type LocalDay,
  type WrittenZone,
  findNamedZone,
  findStatedZone,
  toInstant,
} from '../time/zones.ts';

export interface PostMortem {
  name: string;
  content: string | Uint8Array;
  /**
   * The zone of times without one (`Europe/Berlin`, `UTC+2`); what the report itself says takes
   * precedence.
   */
  zone?: string | undefined;
}

/** A parsed report. Offsets of rows, actions and causes are in `text`, which becomes evidence. */
export interface ReadPostMortem {
  format: DocumentFormat;
  text: string;
  title: string;
  sections: Section[];
  rows: ReportRow[];
  actions: ReportAction[];
  causes: ReportCause[];
  /** Visible words of the original and of the sections; `lost` are only in the original. */
  words: { in: number; out: number; lost: string[] };
}

interface Parsed {
  text: string;
  title: string | null;
  parts: Part[];
  visible: Iterable<string>;
  days: { day: string | null; near: string | null };
}

/**
 * Reads a post-mortem in Markdown, HTML or plain text. Pure except for the ids of the sections;
 * never throws, whatever the input.
 */
export function readPostMortem(report: PostMortem, newId: () => string): ReadPostMortem {
  const { text, format } = decodeReport(report);
  const parsed = parse(report.name, format, text);
  const { title, chapters } = splitChapters(parsed.parts);
  const sections = chapters.map((chapter) => toSection(chapter, newId()));
  return {
    format,
    text: parsed.text,
    title: (parsed.title ?? title ?? toBaseName(report.name)).slice(0, 300),
    sections,
    ...foundIn(chapters, parsed, report),
    words: compareWords(parsed.visible, sections),
  };
}

function decodeReport(report: PostMortem): { text: string; format: DocumentFormat } {
  const text =
    typeof report.content === 'string'
      ? report.content.toWellFormed().replaceAll('\0', '\ufffd')
      : decodeDocument(report.content);
  return { text, format: documentFormat(report.name, text) };
}

/** A report as parts, with its rows, and the date and zone of its times. */
export interface ParsedReport {
  format: DocumentFormat;
  text: string;
  title: string;
  parts: Part[];
  rows: ReportRow[];
  zone: WrittenZone | null;
  day: LocalDay | null;
  isDayFirst: boolean | null;
}

/** Like `readPostMortem`, without sections, actions and causes. */
export function parsePostMortem(report: PostMortem): ParsedReport {
  const { text, format } = decodeReport(report);
  const parsed = parse(report.name, format, text);
  const { title, chapters } = splitChapters(parsed.parts);
  const context = readContext(chapters, parsed, report);
  return {
    format,
    text: parsed.text,
    title: (parsed.title ?? title ?? toBaseName(report.name)).slice(0, 300),
    parts: parsed.parts,
    rows: rowsIn(chapters, context),
    zone: context.named ?? context.zone,
    day: context.day,
    isDayFirst: context.isDayFirst,
  };
}

function parse(name: string, format: DocumentFormat, text: string): Parsed {
  const dialect = format === 'text' ? findDialect(name, text) : null;
  if (dialect !== null) {
    const parts = readWiki(text, dialect);
    const none = { day: null, near: null };
    const title = /^#\+TITLE: *(.+)$/im.exec(text)?.[1] ?? null;
    return { text, title, parts, visible: [toText(parts)], days: none };
  }
  try {
    if (format === 'html') {
      const { text: visible, title, parts } = readPage(text);
      return { text: visible, title, parts, visible: [visible], days: { day: null, near: null } };
    }
    if (format === 'markdown') return parsedMarkdown(text);
  } catch (error) {
    // Nested too deeply to walk: it is read as plain text.
    if (!(error instanceof RangeError)) throw error;
  }
  return {
    text,
    title: null,
    parts: plainParts(text),
    visible: [visiblePlain(text)],
    days: { day: null, near: null },
  };
}

function parsedMarkdown(text: string): Parsed {
  const front = readFrontMatter(text);
  // Spaces replace the front matter, so that offsets do not change.
  const body =
    front === null ? text : ' '.repeat(front.length).replace(/ $/, '\n') + text.slice(front.length);
  const root = parseMarkdown(body);
  const visible = [
    ...(front === null ? [] : [`${toText([front.part])}\n`]),
    ...visibleMarkdown(root, body),
  ];
  const parts = [...(front === null ? [] : [front.part]), ...markdownParts(root, body)];
  return {
    text,
    title: front?.title ?? null,
    parts,
    visible,
    days: { day: front?.day ?? null, near: front?.near ?? null },
  };
}

function foundIn(
  chapters: readonly Chapter[],
  parsed: Parsed,
  report: PostMortem,
): Pick<ReadPostMortem, 'rows' | 'actions' | 'causes'> {
  const context = readContext(chapters, parsed, report);
  return {
    rows: rowsIn(chapters, context),
    actions: chapters.flatMap((chapter) =>
      findActions(chapter.kind, chapter.parts, context.isDayFirst),
    ),
    causes: chapters.flatMap((chapter) => findCauses(chapter.kind, chapter.parts)),
  };
}

function rowsIn(chapters: readonly Chapter[], context: RowContext): ReportRow[] {
  return chapters.flatMap((chapter) =>
    findRows(chapter.kind, chapter.title, chapter.parts, context),
  );
}

/** What the report says about the date and zone of its times. */
function readContext(
  chapters: readonly Chapter[],
  parsed: Parsed,
  report: PostMortem,
): RowContext & { day: LocalDay | null } {
  const isDayFirst = dayOrderIn(parsed.text);
  const first = (text: string | null | undefined): LocalDay | null => {
    const [day] = findDays(text ?? '', isDayFirst);
    return day === undefined || day.year === null || day.either !== null
      ? null
      : { year: day.year, month: day.month, day: day.day };
  };
  const named = first(dateInName(report.name));
  const isPost = parsed.days.near !== null && parsed.days.day === null;
  const titled =
    first(chapters.find((chapter) => chapter.title !== '')?.title) ?? first(parsed.title);
  const day =
    first(parsed.days.day) ??
    titled ??
    first(labelledDay(parsed.text.replace(/^(---|\+\+\+)[\s\S]*?\n\1/, ''))) ??
    (isPost ? null : named) ??
    dayInIntroduction(chapters, isDayFirst);
  const hint =
    named ??
    first(parsed.days.near) ??
    yearAlone(parsed, report) ??
    dayAbove(parsed.text, isDayFirst);
  const zones = {
    zone: findZone(chapters),
    named: report.zone === undefined ? null : findNamedZone(report.zone),
  };
  const days = new Days(day, hint);
  const zero = findZero(parsed.text, isDayFirst, zones.named ?? zones.zone);
  if (zero !== null) days.countFrom(zero);
  return { days, day, ...zones, isDayFirst, text: parsed.text };
}

const dayLabels =
  "(?:incident |event |outage )?(?:date|day|datum|fecha|data|дата|日期|日付|日時|発生日時?|发生时间|날짜|일시)(?: (?:of|de|del|der|des|do)\\b[\\p{L} '’]{0,30}| dell['’][\\p{L}]{1,20})?|(?:incident )?(?:start(?:ed)?|began|occurred)(?: at| on| time| date)?";
const dayLabel = new RegExp(
  String.raw`^(?:[^\S\r\n]|[>*|_:;#+-])*(?:${dayLabels})[*_\s]*[:|：][*_:|<\s]*(.{6,40})`,
  'imu',
);

/** "Date: 2024-03-13" in a list, a table or a paragraph. */
function labelledDay(text: string): string | null {
  return dayLabel.exec(text)?.[1] ?? null;
}

const introduction = 1_000;
const dateOfWriting =
  /\b(?:posted|published|updated|created|written|modified|author|version|review(?:ed)?|due|until)\b/i;

/** "On 13 March 2024, orders failed.": the only date above the timeline, except that of the writing. */
function dayInIntroduction(
  chapters: readonly Chapter[],
  isDayFirst: boolean | null,
): LocalDay | null {
  const timeline = chapters.findIndex((chapter) => chapter.kind === 'timeline');
  const days = toText(
    chapters
      .slice(0, Math.max(0, timeline))
      .flatMap((chapter) => chapter.parts)
      .filter((part) => part.type !== 'code'),
  )
    .slice(0, introduction)
    .split(/(?<=[.!?。])\s|\n/)
    .filter((sentence) => !dateOfWriting.test(sentence))
    .flatMap((sentence) => findDays(sentence, isDayFirst));
  const [first] = days;
  const isOnly = days.every(
    (day) => day.either === null && day.month === first?.month && day.day === first.day,
  );
  const year = days.find((day) => day.year !== null)?.year ?? null;
  return first === undefined || !isOnly || year === null
    ? null
    : { year, month: first.month, day: first.day };
}

/** 2024_03_13, 20240313 and Mar-13-2024 as dates are written in a text. */
function dateInName(name: string): string {
  return name
    .replace(/\.[a-z]{2,8}$/i, '')
    .replaceAll(/(?<=\d)_(?=\d)/g, '-')
    .replaceAll('_', ' ')
    .replaceAll(/(?<!\d)(20\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)/g, '$1-$2-$3')
    .replaceAll(/([A-Z][a-z]{2,8})[- ](\d{1,2})[- ](20\d{2})/g, ' $1 $2, $3');
}

/** The instant that a report calls T0. */
function findZero(
  text: string,
  isDayFirst: boolean | null,
  stated: ReturnType<typeof findStatedZone>,
): Date | null {
  if (!/\bT ?[+-] ?\d/.test(text)) return null;
  const line = text
    .split('\n')
    .find((each) => /\bT ?[=+]? ?0\b(?! ?[hm:])/.test(each) && /\d{4}/.test(each));
  const start = line?.search(/\d{4}-\d{1,2}-\d{1,2}[T ,]|\d{1,2}[./ ]/) ?? -1;
  const time = start === -1 ? null : leadingTime(line?.slice(start) ?? '', isDayFirst);
  if (time === null || time.clock === null || time.date === null || time.date.year === null)
    return null;
  const { year, month, day } = time.date;
  return toInstant({ year, month, day }, time.clock.ms, time.zone ?? stated)?.at ?? null;
}

/** The middle of the year in the title or the file name, for dates without a year. */
function yearAlone(parsed: Parsed, report: PostMortem): LocalDay | null {
  const year = /(?<!\d)(20\d{2})(?!\d)/.exec(`${parsed.title ?? ''} ${report.name}`)?.[1];
  return year === undefined ? null : { year: Number(year), month: 7, day: 1 };
}

/** "Posted on March 15, 2024": the only year above the timeline, for dates without one. */
function dayAbove(text: string, isDayFirst: boolean | null): LocalDay | null {
  const days = findDays(text.slice(0, introduction), isDayFirst).flatMap(({ year, month, day }) =>
    year === null ? [] : [{ year, month, day }],
  );
  const [first] = days;
  return first === undefined || days.some((day) => day.year !== first.year) ? null : first;
}

/** Whether 7/5/2023 is in July, as far as another date of the report shows it. */
function dayOrderIn(text: string): boolean | null {
  const days = [
    ...text.matchAll(
      /(?<![\d/-])(\d{1,2})(?:\/(\d{1,2})\/(?:\d{4}|\d{2})(?![\d/])|-(\d{2})(?=[ T]\d{2}:\d{2})|-(\d{1,2})-\d{4}(?!\d))/g,
    ),
  ];
  if (days.some((day) => Number(day[1]) > 12)) return true;
  return days.some((day) => Number(day[2] ?? day[3] ?? day[4]) > 12) ? false : null;
}

function findZone(chapters: readonly Chapter[]): ReturnType<typeof findStatedZone> {
  for (const chapter of chapters) {
    const zone =
      findStatedZone(chapter.title, chapter.kind === 'timeline') ?? findZoneInParts(chapter.parts);
    if (zone !== null) return zone;
  }
  return null;
}

function compareWords(
  visible: Iterable<string>,
  sections: readonly Section[],
): ReadPostMortem['words'] {
  const original = countWords([...visible].join(''));
  const kept = countWords([...sectionText(sections)].join(''));
  const lost = [...original].flatMap(([word, count]) =>
    count > (kept.get(word) ?? 0) ? [word] : [],
  );
  const gained = [...kept].flatMap(([word, count]) =>
    count > (original.get(word) ?? 0) ? [word] : [],
  );
  const sum = (counts: Map<string, number>): number =>
    [...counts.values()].reduce((total, count) => total + count, 0);
  return { in: sum(original), out: sum(kept), lost: [...lost, ...gained] };
}

function toBaseName(name: string): string {
  return (
    name
      .split(/[\\/]/)
      .at(-1)
      ?.replace(/\.[a-z]{2,8}$/i, '') ?? name
  );
}
