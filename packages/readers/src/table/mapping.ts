import {
  EvidenceKind,
  type MappedField,
  type ReadOptions,
  type TimeUnit,
  DomainError,
} from '@debrief/contract';
import { listColumns, type JsonObject, toText, valueAt } from '../row.ts';
import { authorNames, lastPart, names, plain, textNames, wanted } from './column-names.ts';
import { guessedKind, guessKind, isLabel } from './guess-kind.ts';
import { ask, formatColumns } from './mapping-questions.ts';
import {
  endName,
  findDateAndClock,
  findDateParts,
  findHalfColumn,
  noColumns,
  findEpochBeside,
  findOtherTimes,
  findZoneColumn,
  joinTime,
  type TimeColumns,
  zoneInHeading,
} from './time-columns.ts';
import { hasWords } from '../nested-text.ts';
import { areDurations, isLikeTime, looksLikeTimes } from './time-values.ts';
import type { TimeRules } from '../time/time.ts';
import { openZone } from '../time/zone.ts';
import type { WrittenZone } from '../time/zones.ts';

export interface Mapping {
  columns: Partial<Record<MappedField, string>>;
  all: string[];
  kind: EvidenceKind;
  time: TimeRules;
  times: TimeColumns;
  /** Further text and author columns, for records in which the first one is empty. */
  texts: string[];
  authors: string[];
  /** Whether the key column identifies a record; otherwise its content does. */
  hasKeys: boolean;
  /** For a preview: the unit of numbers in the time column. */
  unit: TimeUnit | null;
  questions: string[];
}

/** Guesses from the first rows. Errors: `invalid` if a column of `map` or a time is missing. */
export function guessMapping(
  rows: JsonObject[],
  options: ReadOptions,
  header?: string[],
  stated: WrittenZone | null = null,
): Mapping {
  const columns = new Set(header);
  for (const row of rows)
    for (const [column] of listColumns(row)) if (columns.size < 500) columns.add(column);
  // Lists of nothing but formatted pieces are no columns, except as the text of a message.
  if (rows.some(({ text }) => Array.isArray(text) && hasWords(text))) columns.add('text');
  const all = [...columns];
  const given = options.map ?? {};
  for (const [field, column] of Object.entries(given)) {
    if (
      column === undefined ||
      all.includes(column) ||
      rows.some((row) => valueAt(row, column) !== undefined)
    )
      continue;
    throw new DomainError(
      'invalid',
      `There is no column "${column}" for the field "${field}". Columns: ${formatColumns(all)}.`,
    );
  }
  const time = { ...toTimeRules(options), stated };
  const taken = new Set(Object.values(given));
  const values = (column: string): unknown[] =>
    rows
      .map((row) => valueAt(row, column))
      .filter((value) => value !== null && value !== undefined && value !== '');
  const pick = (
    field: Exclude<MappedField, 'kind'>,
    fits: (found: unknown[], column: string) => boolean,
  ): string | undefined => {
    if (given[field] !== undefined) return given[field];
    const free = all.filter((column) => !taken.has(column));
    const byName = (nameOf: (column: string) => string): string | undefined => {
      const named = free.map((column) => ({ column, name: nameOf(column) }));
      const found = (wanted[field] ?? []).map((name) =>
        named.find((each) => each.name === name && fits(values(each.column), each.column)),
      );
      return found.find((each) => each !== undefined)?.column;
    };
    // `End (CET)` is an end in a zone.
    const withoutZone = (column: string): string => {
      const bracket = column.length > 100 ? -1 : column.search(/[([]/);
      return bracket > 0 && zoneInHeading(column) !== null
        ? plain(column.slice(0, bracket))
        : plain(column);
    };
    // If the top level has none, a nested column with that name is used.
    const column =
      byName(plain) ??
      (field === 'at' || field === 'until' ? byName(withoutZone) : undefined) ??
      (['at', 'author', 'text'].includes(field) ? byName(lastPart) : undefined);
    if (column !== undefined) taken.add(column);
    return column;
  };

  const isTime = (found: unknown[]): boolean => looksLikeTimes(found, time);
  const free = (): string[] => all.filter((column) => !taken.has(column));
  const first = pick('at', isTime);
  // Durations are often called time; next to a date they are not meant.
  const isDuration =
    first !== undefined && given.at === undefined && areDurations(values(first), time);
  const dated = first === undefined || isDuration ? datedColumn(free(), values, time) : undefined;
  const isOther = dated !== undefined && hasUnreadTime(all, values, dated);
  const named = isOther ? undefined : (dated ?? first);
  const { at, times } = timeColumns(named, given.at !== undefined, rows, free, values, time);
  for (const column of [at, times.date, times.zone, times.half, ...(times.parts ?? [])])
    if (column !== undefined && column !== null) taken.add(column);
  const written = at === undefined ? [] : joinTimes(rows, at, times);
  if (at !== undefined) {
    learnFrom(written, time, options);
    time.stated =
      zoneInHeading(at) ?? (times.date === null ? null : zoneInHeading(times.date)) ?? time.stated;
  }
  const until = pick('until', isTime);
  times.others = at === undefined ? [] : findOtherTimes(free(), values);
  const kindColumn =
    given.kind ??
    all.find((column) => ['kind', 'type'].includes(plain(column)) && areKinds(values(column)));
  if (kindColumn !== undefined) taken.add(kindColumn);
  const shape = guessKind(all);
  // In Slack's own format the time of a message is also its id, which threads refer to.
  const isSlack = at !== undefined && plain(at) === 'ts' && all.includes('thread_ts');
  const key = isSlack
    ? at
    : pick('key', (found) => found.length > 0 && found.every((value) => toText(value) !== null));
  const email = pick('email', (found) =>
    found.some((value) => typeof value === 'string' && value.includes('@')),
  );
  const author = pick(
    'author',
    (found, column) =>
      areNames(found) && (isPerson(column) || (until !== undefined && isSpeech(all))),
  );
  const title = pick('title', (found) => found.length > 0);
  const text =
    pick('text', (found) => found.some(hasWords)) ??
    title ??
    pick('text', (found, column) => found.length === 0 && plain(column) === 'text') ??
    findWords(free(), values);
  const thread = key === undefined ? undefined : pick('thread', () => true);
  const stream = pick(
    'stream',
    (found) => found.length > 0 && found.every((value) => typeof value === 'string'),
  );
  const picked = {
    at,
    until,
    author,
    email,
    text,
    key,
    kind: kindColumn,
    stream,
    title: title === text ? undefined : title,
    thread,
  };
  const kind =
    options.kind ??
    shape ??
    guessedKind(until !== undefined, author !== undefined, text !== undefined, all, rows, [
      at,
      key,
    ]);
  const mapping: Mapping = {
    columns: dropUndefined(picked),
    all,
    kind,
    time,
    times,
    authors: free().filter(
      (column) =>
        (authorNames.has(plain(column)) || authorNames.has(lastPart(column))) &&
        isPerson(column) &&
        areNames(values(column)),
    ),
    texts: free().filter(
      (column) => textNames.has(plain(column)) || textNames.has(lastPart(column)),
    ),
    hasKeys: areKeys(rows, key, at),
    unit: null,
    questions: [],
  };
  const unread = at === undefined ? findUnreadTime(all, values) : null;
  ask(
    mapping,
    written,
    options,
    unread === null ? null : { column: unread, example: toText(values(unread)[0]) ?? '' },
    all.some((column) => values(column).some((value) => isLikeTime(value, time))),
  );
  return mapping;
}

/** The time column with those that complete it. */
function timeColumns(
  named: string | undefined,
  isGiven: boolean,
  rows: JsonObject[],
  free: () => string[],
  values: (column: string) => unknown[],
  time: TimeRules,
): { at: string | undefined; times: TimeColumns } {
  const none: TimeColumns = noColumns;
  if (named === undefined) return { at: named, times: none };
  if (time.unit !== null) return { at: named, times: none };
  const epoch = isGiven ? null : findEpochBeside(named, rows, free(), time);
  if (epoch !== null) return { at: epoch, times: none };
  const { at, date } = findDateAndClock(named, isGiven, free(), values);
  const isClock = values(at).some((value) => typeof value === 'string');
  return {
    at,
    times: {
      ...noColumns,
      date,
      parts: isClock && date === null ? findDateParts(at, free(), values) : null,
      half: isClock ? findHalfColumn(free(), values) : null,
      // A zone that the heading of the time names is that of the time, and a column may be another.
      ...(zoneInHeading(at) === null ? findZoneColumn(free(), values) : {}),
    },
  };
}

/** The times of the first rows, as they will be read. */
function joinTimes(rows: JsonObject[], at: string, times: TimeColumns): unknown[] {
  let lastDay: string | null = null;
  return rows.flatMap((row) => {
    const { written, day } = joinTime(row, at, times, lastDay);
    lastDay = day ?? lastDay;
    return written === null || written === undefined || written === '' ? [] : [written];
  });
}

function dropUndefined(
  picked: Partial<Record<MappedField, string | undefined>>,
): Partial<Record<MappedField, string>> {
  return Object.fromEntries(Object.entries(picked).filter(([, column]) => column !== undefined));
}

/** Errors: `invalid` for an unknown zone. */
export function toTimeRules(options: ReadOptions): TimeRules {
  const zone = options.zone === undefined ? null : openZone(options.zone);
  if (options.zone !== undefined && zone === null) {
    throw new DomainError(
      'invalid',
      `Unknown time zone "${options.zone}". Use a name such as Europe/Berlin or UTC.`,
    );
  }
  return {
    unit: options.timeUnit ?? null,
    origin: options.timeOrigin === undefined ? null : new Date(options.timeOrigin),
    zone,
    clock: options.timeUnit === undefined ? 'of-day' : 'elapsed',
    dayFirst: options.dateOrder === undefined ? null : options.dateOrder === 'day',
    yearFirst: options.dateOrder === undefined ? null : options.dateOrder === 'year',
    stated: null,
  };
}

/** Without a known name: the only column with words; without any names, the one with the most. */
function findWords(free: string[], values: (column: string) => unknown[]): string | undefined {
  const countLetters = (column: string): number =>
    values(column).reduce<number>(
      (sum, value) =>
        sum + (typeof value === 'string' ? (value.match(/\p{L}| /gu)?.length ?? 0) : 0),
      0,
    );
  const worded = free.filter((column) => countLetters(column) > 0);
  if (worded.length > 1 && !worded.every((column) => /^column \d+$/.test(column))) return undefined;
  const [first] = worded.toSorted((one, other) => countLetters(other) - countLetters(one));
  // The name of the service that the numbers of a row are of.
  return first !== undefined && isLabel(first) && free.length > 1 ? undefined : first;
}

/** Whether a column with a better name has times that could not be read. */
function hasUnreadTime(
  all: string[],
  values: (column: string) => unknown[],
  dated: string,
): boolean {
  const unread = findUnreadTime(all, values);
  return endName.test(dated) && unread !== null && unread !== dated;
}

/** The column that by its name contains the time, although its values could not be read. */
export function findUnreadTime(
  all: string[],
  values: (column: string) => unknown[],
): string | null {
  const named = all.map((column) => ({ column, name: plain(column) }));
  const found = (wanted.at ?? []).flatMap((name) =>
    named.filter((each) => each.name === name && values(each.column).length > 0),
  );
  const unread = found.find(({ column }) =>
    values(column).some((value) => /\d/.test(toText(value) ?? '')),
  );
  return unread?.column ?? null;
}

/** Without a known name: the fullest column of dates, or of epoch seconds if named like a time. */
function datedColumn(
  free: string[],
  values: (column: string) => unknown[],
  rules: TimeRules,
): string | undefined {
  const isDated = (column: string): boolean => {
    const found = values(column);
    const areTexts = found.every((value) => typeof value === 'string' && !/^[\d.\s]+$/.test(value));
    const areEpochs =
      /time|date|stamp|epoch|seconds$|(?:^|_)ts$/i.test(column) &&
      found.every((value) => /^1\d{9}(?:\.\d+|\d{3}|\d{6}|\d{9})?$/.test(toText(value) ?? ''));
    return found.length > 0 && (areTexts || areEpochs) && looksLikeTimes(found, rules);
  };
  return free
    .filter(isDated)
    .toSorted((one, other) => values(other).length - values(one).length)[0];
}

/** What only the full column shows: the order of day and month, and clock times past 24 hours. */
export function learnFrom(values: unknown[], rules: TimeRules, options: ReadOptions): void {
  const texts = values.filter((value) => typeof value === 'string');
  const slashed = texts
    .map((text) => /^(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?!\d)/.exec(text.trim()))
    .filter((match) => match !== null);
  const parts = (index: number): Set<string | undefined> =>
    new Set(slashed.map((match) => match[index]));
  // The last number counts days while the first stays the same: 17/06/09, 17/06/10.
  if (options.dateOrder === undefined) {
    if (parts(1).size === 1 && parts(3).size > 2) rules.yearFirst = true;
    // 24/03/13 can also start with its year.
    const isDayFirst = slashed.some(
      ([, one, , year = '']) =>
        Number(one) > 12 && (year.length > 2 || Number(one) <= Number(year)),
    );
    const isMonthFirst = slashed.some((match) => Number(match[2]) > 12);
    // A column with both orders shows neither.
    rules.dayFirst = isDayFirst === isMonthFirst ? null : isDayFirst;
  }
  if (
    options.timeUnit === undefined &&
    texts.some((text) => Number(/^(\d{2,3}):\d{2}:\d{2}/.exec(text.trim())?.[1] ?? 0) > 24)
  )
    rules.clock = 'elapsed';
}

function areKinds(values: unknown[]): boolean {
  return values.length > 0 && values.every((value) => kindNamed(value) !== null);
}

/** Without a parser: this runs for every record. */
export function kindNamed(value: unknown): EvidenceKind | null {
  return EvidenceKind.options.find((kind) => kind === value) ?? null;
}

/** A bare "source" or "name" is rarely a person, except in records with a start and an end time. */
function isPerson(column: string): boolean {
  return (
    !['source', 'name'].includes(lastPart(column)) ||
    (plain(column).includes('.') && names.author.includes(plain(column))) ||
    /(?:^|\.)(?:user|author|creator|sender|updater|actor|member|person)\.name$/.test(plain(column))
  );
}

/** Records of speech: a name with a start and an end is a speaker, else it can be a title. */
function isSpeech(all: string[]): boolean {
  return all.some((column) =>
    /^(?:text|message|msg|body|content|transcript|words|utterance|caption|said|line)$/.test(
      lastPart(column),
    ),
  );
}

function areNames(values: unknown[]): boolean {
  return (
    values.length > 0 &&
    values.every(
      (value) => typeof value === 'string' && value.length <= 120 && !value.includes('\n'),
    )
  );
}

/** Rows without a time are not counted: they continue an earlier one with the same key. */
function areKeys(rows: JsonObject[], key: string | undefined, at: string | undefined): boolean {
  if (key === undefined) return false;
  const timed = rows
    .filter((row) => at === undefined || (toText(valueAt(row, at)) ?? '') !== '')
    .map((row) => toText(valueAt(row, key)));
  return timed.length > 0 && !timed.includes(null) && new Set(timed).size === timed.length;
}
