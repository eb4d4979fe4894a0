import { createHash } from 'node:crypto';
import { DomainError, type ReadOptions } from '@debrief/contract';
import { headContent, isWhole } from '../bytes/content.ts';
import { decodeRecord } from '../bytes/decode.ts';
import { splitHead, type Piece } from '../bytes/split.ts';
import { finish, finishStream } from '../finish.ts';
import { headPieces, splitFile } from '../read-pieces.ts';
import type {
  IdentityRef,
  Read,
  SourceReader,
  SourceRecord,
  StreamRef,
  Upload,
} from '../source.ts';
import { toTimeRules } from '../table/mapping.ts';
import { fileSource, fileStream, rejectPiece, toSample } from '../table/table.ts';
import { findNamedZone } from '../time/zones.ts';
import {
  type CalendarEvent,
  findReadRange,
  findText,
  findZone,
  listOccurrences,
  parseLocal,
  type Occurrence,
  type Zones,
} from './calendar-event.ts';
import { type CalendarLine, readLines, unescapeText, withoutInner } from './calendar-lines.ts';
import { CalendarSplitter } from './calendar-split.ts';
import { createOwnZone } from './own-zone.ts';

/** What a calendar says about all of its events. */
interface Facts {
  name: string | null;
  isCancelled: boolean;
  zones: Zones;
  /** Keys of occurrences that have an event of their own. */
  replaced: Set<string>;
}

/** An iCalendar file: each event is a note, also the shifts of an on-call schedule. */
export const calendar: SourceReader = {
  format: 'calendar',
  name: 'Calendar',

  recognise: async (upload) =>
    !upload.isFolder &&
    /^\s*BEGIN:VCALENDAR/i.test(headContent(upload).subarray(0, 200).toString('latin1'))
      ? 0.98
      : 0,

  source: async (upload, options) => fileSource(upload, options),

  async *read(upload, options): AsyncGenerator<Read> {
    const facts = createFacts();
    for await (const { pieces } of splitFile(upload, new CalendarSplitter()))
      for (const piece of pieces) collectFacts(piece, facts);
    const stream = toStream(upload, options, facts);
    for await (const { pieces, bytesRead } of splitFile(upload, new CalendarSplitter())) {
      for (const piece of pieces) yield* readPiece(piece, facts, stream, options);
      yield { type: 'progress', bytesRead };
    }
    yield { type: 'progress', bytesRead: upload.size };
  },

  async preview(upload, options) {
    const facts = createFacts();
    const pieces = headPieces(upload, new CalendarSplitter());
    for (const piece of pieces) collectFacts(piece, facts);
    const stream = toStream(upload, options, facts);
    const sample = pieces
      .slice(0, isWhole(upload) ? undefined : 200)
      .flatMap((piece) => [...readPiece(piece, facts, stream, options)].slice(0, 2))
      .flatMap((read) => (read.type === 'record' || read.type === 'rejected' ? [read] : []));
    return {
      columns: [],
      mapping: {},
      timeUnit: null,
      questions: [],
      sample: sample.slice(0, 5).map(toSample),
    };
  },
};

/**
 * The records in a calendar that was fetched, and where it is complete: an event that is missing
 * there was removed.
 */
export function readCalendar(body: Uint8Array, stream: StreamRef): Read[] {
  const facts = createFacts();
  const pieces = splitCalendar(body);
  for (const piece of pieces) collectFacts(piece, facts);
  const reads = pieces
    .flatMap((piece) => [...readPiece(piece, facts, stream, {})])
    // An event can be restored, or get an earlier title again.
    .map((read): Read =>
      read.type === 'record' ? { ...read, record: { ...read.record, state: 'current' } } : read,
    );
  const isEnded = /\nEND:VCALENDAR\s*$/i.test(Buffer.from(body.subarray(-200)).toString('latin1'));
  const range = isEnded ? findCompleteRange(pieces, facts, reads) : null;
  return range === null ? reads : [...reads, { type: 'covered', stream, ...range }];
}

const dayMs = 86_400_000;
const farFuture = Date.UTC(2200, 0, 1);

/**
 * Calendars often leave out what is long over, so nothing is known before their first event that
 * takes place once. Recurring events are read for a time around now, in a zone of their own. Null if
 * an event can't be read: it may be the missing one.
 */
function findCompleteRange(
  pieces: readonly Piece[],
  facts: Facts,
  reads: readonly Read[],
): { from: Date; until: Date } | null {
  let from = -Infinity;
  let until = farFuture;
  const single = new Set<string>();
  for (const piece of pieces) {
    const lines = readLines(decodeRecord(piece.bytes).text);
    if (findComponent(lines) !== 'VEVENT') continue;
    const event = toEvent(lines);
    if (piece.problem !== null || typeof event === 'string') return null;
    const occurrences = listOccurrences(event, toTimeRules({}), facts.zones, facts.replaced);
    if (typeof occurrences === 'string') return null;
    const range = findReadRange(event);
    if (range === null) {
      if (event.replaces === null) single.add(event.id);
    } else {
      from = Math.max(from, range.from + dayMs);
      until = Math.min(until, range.until - dayMs);
    }
  }
  const records = reads.flatMap((read) => (read.type === 'record' ? [read.record] : []));
  const starts = records.flatMap(({ key, occurredAt }) =>
    key !== null && single.has(key) ? [occurredAt.getTime()] : [],
  );
  const first = Math.max(from, starts.length > 0 ? Math.min(...starts) : -Infinity);
  return first <= until && first > -Infinity
    ? { from: new Date(first), until: new Date(until) }
    : null;
}

/**
 * A hash of the events of a calendar, without the time at which it was written; empty if it has none.
 * Errors: `bad-file` if it is not a calendar.
 */
export function hashCalendar(body: Uint8Array): string {
  if (
    !/^(?:\xef\xbb\xbf)?\s*BEGIN:VCALENDAR/i.test(
      Buffer.from(body.subarray(0, 200)).toString('latin1'),
    )
  )
    throw new DomainError('bad-file', 'The answer is not an iCalendar file.');
  const hash = createHash('sha256');
  let count = 0;
  for (const { bytes } of splitCalendar(body)) {
    const text = bytes.toString('latin1');
    if (/^BEGIN:VEVENT/i.test(text)) count += 1;
    hash.update(text.replaceAll(/^DTSTAMP.*$/gm, ''));
  }
  return count === 0 ? '' : hash.digest('hex');
}

const splitCalendar = (body: Uint8Array): Piece[] =>
  splitHead(Buffer.from(body), true, new CalendarSplitter());

function createFacts(): Facts {
  return {
    name: null,
    isCancelled: false,
    zones: { common: null, named: new Map(), own: new Map() },
    replaced: new Set(),
  };
}

function toStream(upload: Upload, options: ReadOptions, { name }: Facts): StreamRef {
  const own = fileStream(upload, options);
  return name === null || options.stream !== undefined ? own : finishStream({ key: own.key, name });
}

function collectFacts(piece: Piece, facts: Facts): void {
  const lines = readLines(decodeRecord(piece.bytes).text);
  const component = findComponent(lines);
  if (component === 'VTIMEZONE') addZone(lines, facts.zones);
  if (component === 'VEVENT') {
    const event = toEvent(lines);
    if (typeof event !== 'string' && event.replaces !== null)
      facts.replaced.add(`${event.id}/${event.replaces}`);
  }
  if (component !== null) return;
  facts.name = findText(lines, 'X-WR-CALNAME') || findText(lines, 'NAME') || facts.name;
  const zone = findText(lines, 'X-WR-TIMEZONE');
  if (zone !== '') facts.zones.common = findNamedZone(zone);
  if (findText(lines, 'METHOD').toUpperCase() === 'CANCEL') facts.isCancelled = true;
}

function findComponent(lines: readonly CalendarLine[]): string | null {
  const [first] = lines;
  return first?.name === 'BEGIN' ? first.value.trim().toUpperCase() : null;
}

const mostZones = 500;

/** A zone with a name of its own: by its place, its offset if that never changes, or its rules. */
function addZone(lines: readonly CalendarLine[], zones: Zones): void {
  const name = findText(lines, 'TZID');
  const place = findText(lines, 'X-LIC-LOCATION');
  const offsets = new Set(
    lines.filter((line) => line.name === 'TZOFFSETTO').map(({ value }) => value.trim()),
  );
  const [offset = ''] = offsets;
  const zone =
    findZone(place, zones) ??
    (offsets.size === 1 ? findNamedZone(`UTC${offset.slice(0, 3)}:${offset.slice(3, 5)}`) : null);
  if (zone !== null) zones.named.set(name, zone);
  else if (zones.own.size < mostZones) {
    const own = createOwnZone(name, lines, parseLocal);
    if (own !== null) zones.own.set(name, own);
  }
}

function toEvent(all: readonly CalendarLine[]): CalendarEvent | string {
  const lines = withoutInner(all);
  const start = lines.find(({ name }) => name === 'DTSTART');
  if (start === undefined) return 'The event has no start.';
  const id = findText(lines, 'UID');
  const replaces = lines.find(({ name }) => name === 'RECURRENCE-ID')?.value.trim() ?? null;
  return { id, lines, start, replaces };
}

function* readPiece(
  piece: Piece,
  facts: Facts,
  stream: StreamRef,
  options: ReadOptions,
): Generator<Read> {
  const place = `line ${piece.number}`;
  const { text, marks, payload } = decodeRecord(piece.bytes);
  const lines = readLines(text);
  const component = findComponent(lines);
  if (component === null || component === 'VTIMEZONE') return;
  const event = component === 'VEVENT' ? toEvent(lines) : `Not an event (${component}).`;
  if (piece.problem !== null || typeof event === 'string') {
    const reason = piece.problem === null ? event : `The event is ${piece.problem}.`;
    if (typeof reason === 'string') yield rejectPiece(piece, place, reason);
    return;
  }
  const found = listOccurrences(event, toTimeRules(options), facts.zones, facts.replaced);
  if (typeof found === 'string') {
    yield rejectPiece(piece, place, found);
    return;
  }
  for (const occurrence of found)
    yield {
      type: 'record',
      record: toRecord(event, occurrence, {
        place,
        stream,
        kind: options.kind ?? 'note',
        marks,
        payload,
        change: isCancelled(event, facts) ? 'deleted' : 'present',
      }),
    };
}

function isCancelled({ lines }: CalendarEvent, facts: Facts): boolean {
  return facts.isCancelled || findText(lines, 'STATUS').toUpperCase() === 'CANCELLED';
}

type Given = Pick<SourceRecord, 'change' | 'kind' | 'marks' | 'payload' | 'place' | 'stream'>;

function toRecord(
  { id, lines }: CalendarEvent,
  occurrence: Occurrence,
  given: Given,
): SourceRecord {
  const { key, at, until } = occurrence;
  const title = findText(lines, 'SUMMARY');
  const description = findText(lines, 'DESCRIPTION');
  const url = findText(lines, 'URL');
  const fields = Object.entries({
    location: findText(lines, 'LOCATION'),
    attendees: lines
      .filter(({ name }) => name === 'ATTENDEE')
      .map(formatPerson)
      .join(', '),
    status: findText(lines, 'STATUS').toLowerCase(),
    categories: findText(lines, 'CATEGORIES'),
    repeats: findText(lines, 'RRULE'),
  }).filter(([, value]) => value !== '');
  return finish({
    ...given,
    key: id === '' ? null : key,
    occurredAt: at.at,
    untilAt: until !== null && until.at > at.at ? until.at : null,
    precision: at.precision,
    zoneOffset: at.zoneOffset,
    author: findOrganizer(lines),
    text:
      description === '' || description === title
        ? title || description
        : `${title}\n\n${description}`.trim(),
    repliesTo: null,
    reactions: [],
    details: {
      ...(title !== '' && { title }),
      ...(url !== '' && { links: [{ url }] }),
      ...(fields.length > 0 && { fields: Object.fromEntries(fields) }),
    },
  });
}

function readAddress({ parameters, value }: CalendarLine): { name: string; email: string | null } {
  const email = /^mailto:(.+)$/i.exec(value.trim())?.[1]?.toLowerCase() ?? null;
  return { name: unescapeText(parameters.get('CN') ?? '') || (email ?? value), email };
}

function formatPerson(line: CalendarLine): string {
  const { name, email } = readAddress(line);
  return email === null || email === name ? name : `${name} <${email}>`;
}

function findOrganizer(lines: readonly CalendarLine[]): IdentityRef | null {
  const line = lines.find(({ name }) => name === 'ORGANIZER');
  if (line === undefined) return null;
  const { name, email } = readAddress(line);
  return { key: email ?? name, name, email, isBot: false };
}
