import {
  EvidenceKind,
  type MappedField,
  type ReadOptions,
  type TimeUnit,
  DomainError,
} from '@debrief/contract';
import { listColumns, type JsonObject, toText, valueAt } from '../row.ts';
import { ask, formatColumns } from './mapping-questions.ts';
import {
  findDateAndClock,
  findEpochBeside,
  findOtherTimes,
  findZoneColumn,
  joinTime,
  type TimeColumns,
  zoneInHeading,
} from './time-columns.ts';
import { readTime, type TimeRules } from '../time/time.ts';
import { openZone } from '../time/zone.ts';
import type { WrittenZone } from '../time/zones.ts';

export interface Mapping {
  columns: Partial<Record<MappedField, string>>;
  all: string[];
  kind: EvidenceKind;
  time: TimeRules;
  times: TimeColumns;
  /** Further text columns, for records whose text is empty. */
  texts: string[];
  /** Whether the key column identifies a record; otherwise its content does. */
  hasKeys: boolean;
  /** For a preview: the unit of numbers in the time column. */
  unit: TimeUnit | null;
  questions: string[];
}

/** Known column names, best first, in lowercase without punctuation. */
const names: Record<Exclude<MappedField, 'kind'>, string[]> = {
  at: 'at timestamp time datetime date_time occurred_at event_time starts_at started_at start_time start created_at created date ts when begin begin_at fired_at triggered_at logged_at published_at posted_at sent_at deployed_at committed_at realtime_timestamp time_unix_nano created_date_time update_at create_at updated_at epoch'.split(
    ' ',
  ),
  until:
    'until ends_at ended_at end_time end stop stopped_at finished_at resolved_at closed_at'.split(
      ' ',
    ),
  author:
    'author author_name author.nickname author.display_name author.name sender_full_name user user_name username user.real_name user.display_name user.name user.login from.user.display_name creator.name creator.display_name creator speaker who from sender sender.name sender.login actor actor.display_name actor.name by created_by created_by.display_name reporter login committer nick source name'.split(
      ' ',
    ),
  email:
    'email author_email user_email author.email user.email sender_email mail email_address'.split(
      ' ',
    ),
  text: 'text message msg body content summary description annotations.summary annotations.description details comment note log line text_payload short_message event title subject labels.alertname alertname name'.split(
    ' ',
  ),
  key: 'id key uuid guid event_id message_id record_id incident_id sha fingerprint number iid issue_key'.split(
    ' ',
  ),
  stream: 'stream channel channel_name'.split(' '),
  title: 'title subject labels.alertname alertname headline'.split(' '),
  thread:
    'thread thread_id thread_ts parent_id in_reply_to reply_to reply_to_message_id reply_to_id reference.message_id root_id'.split(
      ' ',
    ),
};

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}.]/gu, '')
    .replace(/^\.+/, '');
const lastPart = (name: string): string => plain(name).split('.').at(-1) ?? '';
const wanted = Object.fromEntries(
  Object.entries(names).map(([field, list]) => [field, list.map(plain)]),
);

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
    // If the top level has none, a nested column with that name is used.
    const column =
      byName(plain) ?? (['at', 'author', 'text'].includes(field) ? byName(lastPart) : undefined);
    if (column !== undefined) taken.add(column);
    return column;
  };

  const isTime = (found: unknown[]): boolean => looksLikeTimes(found, time);
  const free = (): string[] => all.filter((column) => !taken.has(column));
  const named = pick('at', isTime) ?? datedColumn(free(), values, time);
  const { at, times } = timeColumns(named, given.at !== undefined, rows, free, values, time);
  for (const column of [at, times.date, times.zone])
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
    (found, column) => areNames(found) && (until !== undefined || isPerson(column)),
  );
  const title = pick('title', (found) => found.length > 0);
  const text =
    pick('text', (found) => found.some((value) => typeof value === 'string')) ??
    title ??
    onlyWords(free(), values);
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
    guessedKind(until !== undefined, author !== undefined, text !== undefined, all, rows, at);
  const mapping: Mapping = {
    columns: dropUndefined(picked),
    all,
    kind,
    time,
    times,
    texts: free().filter(
      (column) => textNames.has(plain(column)) || textNames.has(lastPart(column)),
    ),
    hasKeys: areKeys(rows, key, at),
    unit: null,
    questions: [],
  };
  ask(mapping, written, options);
  return mapping;
}

const textNames = new Set(
  [...names.text, 'alert', 'reason'].filter((name) => name !== 'name').map(plain),
);

/** The time column with those that complete it. */
function timeColumns(
  named: string | undefined,
  isGiven: boolean,
  rows: JsonObject[],
  free: () => string[],
  values: (column: string) => unknown[],
  time: TimeRules,
): { at: string | undefined; times: TimeColumns } {
  const none: TimeColumns = { date: null, zone: null, others: [] };
  if (named === undefined) return { at: named, times: none };
  if (time.unit !== null) return { at: named, times: none };
  const epoch = isGiven ? null : findEpochBeside(named, rows, free(), time);
  if (epoch !== null) return { at: epoch, times: none };
  const { at, date } = findDateAndClock(named, isGiven, free(), values);
  return { at, times: { date, zone: findZoneColumn(free(), values), others: [] } };
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
    dayFirst: null,
    yearFirst: false,
    stated: null,
  };
}

/** Mostly readable; a time that only lacks its date, or its order of day and month, also counts. */
function looksLikeTimes(values: unknown[], rules: TimeRules): boolean {
  if (values.length === 0) return false;
  const readable = values.filter((value) => {
    const read = readTime(value, rules);
    return (
      typeof read !== 'string' ||
      ['no-date', 'no-year', 'ambiguous', 'unclear-zone', 'rounded'].includes(read) ||
      (typeof value === 'string' && /^\d{2,3}:\d{2}:\d{2}/.test(value))
    );
  });
  return readable.length * 2 > values.length;
}

/** Without a known name: the only column with words. */
function onlyWords(free: string[], values: (column: string) => unknown[]): string | undefined {
  const worded = free.filter((column) =>
    values(column).some((value) => typeof value === 'string' && /\p{L}/u.test(value)),
  );
  return worded.length === 1 ? worded[0] : undefined;
}

/** Without a known name: the fullest column of dates, or of epoch seconds if named like a time. */
function datedColumn(
  free: string[],
  values: (column: string) => unknown[],
  rules: TimeRules,
): string | undefined {
  const isDated = (column: string): boolean => {
    const found = values(column);
    const areTexts = found.every((value) => typeof value === 'string' && !/^[\d.]+$/.test(value));
    const areEpochs =
      /time|date|stamp|epoch|(?:^|_)ts$/i.test(column) &&
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
  rules.yearFirst = parts(1).size === 1 && parts(3).size > 2;
  if (slashed.some((match) => Number(match[1]) > 12)) rules.dayFirst = true;
  else if (slashed.some((match) => Number(match[2]) > 12)) rules.dayFirst = false;
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
    (plain(column).includes('.') && names.author.includes(plain(column)))
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

function guessKind(all: string[]): EvidenceKind | null {
  const has = (...list: string[]): boolean =>
    list.some((name) => all.some((column) => lastPart(column) === plain(name)));
  if (
    has('alertname', 'alert_name') ||
    (has('severity', 'priority') && has('status', 'state') && !has('author', 'user', 'level'))
  )
    return 'alert';
  if (
    has(
      'version',
      'deploy',
      'deployment',
      'commit',
      'sha',
      'release',
      'deployed_at',
      'deploy_id',
    ) &&
    !has('level', 'log_level', 'loglevel')
  )
    return 'change';
  return null;
}

function guessedKind(
  hasUntil: boolean,
  hasAuthor: boolean,
  hasText: boolean,
  all: string[],
  rows: JsonObject[],
  at: string | undefined,
): EvidenceKind {
  if (all.some((column) => ['level', 'loglevel', 'logger'].includes(plain(column)))) return 'log';
  if (hasAuthor && hasText) return hasUntil ? 'utterance' : 'message';
  const measures = rows
    .flatMap((row) => [...listColumns(row)])
    .filter(([column, value]) => column !== at && value !== '' && value !== null);
  const isMeasured =
    !hasText &&
    measures.length > 0 &&
    measures.every(([, value]) => typeof value !== 'boolean' && Number.isFinite(Number(value)));
  return isMeasured ? 'metric' : 'log';
}
