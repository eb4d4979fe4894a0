import { commonOffsets, isZoneAbbreviation, offsetNamed, readOffset } from './offsets.ts';
import { windowsZones } from './windows-zones.ts';
import { toUtcMs, openZone, resolveLocal, type Zone } from './zone.ts';

/** A written zone and its meaning: minutes east of UTC, an IANA zone, or nothing certain. */
export interface WrittenZone {
  written: string;
  offset: number | null;
  iana: string | null;
}

const offsets: Partial<Record<string, number>> = {
  ...commonOffsets,
  CST: -360,
  ZULU: 0,
  'CENTRAL EUROPEAN TIME': 60,
  'CENTRAL EUROPEAN STANDARD TIME': 60,
  'CENTRAL EUROPEAN SUMMER TIME': 120,
};
const usZone = (short: string, name: string): RegExp =>
  new RegExp(
    String.raw`^(?:${short}|(?:U[CS]/)?${name}(?: (?:Standard |Daylight )?Time)?(?: \(US & Canada\))?)$`,
    'i',
  );
/** Only these words: `Pacific/Auckland`, `Etc/UTC` and `Eastern European Time` start like them. */
const places: [RegExp, string][] = [
  [usZone('PT', 'Pacific'), 'America/Los_Angeles'],
  [usZone('ET', 'Eastern'), 'America/New_York'],
  [usZone('CT', 'Central'), 'America/Chicago'],
  [usZone('MT', 'Mountain'), 'America/Denver'],
  [/^(?:Edinburgh(?:, London)?|London)$/i, 'Europe/London'],
];

const wholePlace =
  /^(?:[ECMP]T|(?:US\/|UC\/)?(?:Pacific|Eastern|Central|Mountain)(?: (?:Standard |Daylight )?Time)?(?: \(US & Canada\))?|Edinburgh(?:, London)?|London|[A-Z][\w+-]*\/[\w+/-]+|[ECMP]ST\d[ECMP]DT)$/i;
const word =
  '(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Etc|Europe|Indian|Pacific)/[A-Z][\\w+-]*(?:/[A-Z]\\w*)?|Central European (?:Standard |Summer )?Time|(?:UTC|GMT)\\s?[+-]\\d{1,2}(?::?\\d{2})?|[+-]\\d{2}:?\\d{2}|U[CS]/[A-Z]\\w+|(?:Pacific|Eastern|Central|Mountain)(?! European)(?: (?:Standard |Daylight )?Time)?(?: \\(US & Canada\\))?|Edinburgh(?:, London)?|London|UTC|GMT|Z|[ECMP]T|IST|AK[SD]T|[ECMP][SD]T|HST|BST|WES?T|CES?T|EES?T|MES?Z|MSK|[JK]ST|SGT|HKT|A[CWE][SD]T|NZ[SD]T|BRT|AST|PKT|WIB';
const atStart = new RegExp(
  `^\\(?(${word})\\)?(?![A-Za-z0-9])(?:\\s*\\((UTC\\s?[+-]\\d{1,2}(?::\\d{2})?)\\))?`,
);
const inText = new RegExp(
  `\\b(?:all|the|these)?\\s*(?:(?:date/)?times?|timestamps|timezone|time zone|date/time)\\b(?: stamps)?(?: listed)?(?: in this report)?[^.\\n()]{0,40}?(?:\\s|\\(|^)(${word})(?![A-Za-z0-9])(?:\\s*\\((UTC\\s?[+-]\\d{1,2}(?::\\d{2})?)\\))?`,
  'i',
);
/** What the times of a report are in, by other words than "times". */
const inOther = new RegExp(
  `\\b(?:[Ee]vents|[Ee]ntries|[Tt]imeline|TZ|[Zz]eiten|[Zz]eitangaben|[Uu]hrzeiten|[Hh]eures|[Hh]oras|[Oo]rari)\\b[^.\\n()]{0,30}?(?:\\bin\\b|\\ben\\b|[:=])\\s*(?:the )?\\(?(${word})(?![A-Za-z0-9])`,
);
const inPlace = /\b(?:[Hh]eure|[Hh]ora|[Oo]ra) (?:de|di) (\p{Lu}\p{Ll}+)/u;
const eastern: readonly [words: RegExp, iana: string][] = [
  [/北京时间|中国标准时间|北京時間/, 'Asia/Shanghai'],
  [/日本時間|日本标准时间|日本標準時/, 'Asia/Tokyo'],
  [/한국 ?시간|한국 표준시/, 'Asia/Seoul'],
];
const inCity = /\btimes? (?:[^.\n]{0,40} )?(?:are|is|in)(?: in)? ([A-Z][a-z]+(?: [A-Z][a-z]+)?)\b/;
const inTitle = new RegExp(
  `\\(\\s*(?:(?:all )?times?,? ?(?:are )?(?:in )?)?(${word})\\s*\\)|\\bin (UTC|GMT|[ECMP][SD]T|CES?T|BST)\\b`,
);

/** A zone at the start of the text, with its length. */
export function findLeadingZone(text: string): { zone: WrittenZone; length: number } | null {
  const found = atStart.exec(text);
  return found?.[1] === undefined
    ? null
    : { zone: findWordZone(found[2] ?? found[1]), length: found[0].length };
}

/** The zone in a heading or a sentence about the times below it: "all times in UTC". */
export function findStatedZone(text: string, isTitle: boolean): WrittenZone | null {
  const flat = text.replaceAll(/\s+/g, ' ');
  const found = inText.exec(flat) ?? (isTitle ? inTitle.exec(flat) : null);
  const written = found?.[2] ?? found?.[1] ?? inOther.exec(flat)?.[1];
  if (written !== undefined) return findWordZone(written.trim());
  const east = eastern.find(([words]) => words.test(flat));
  if (east !== undefined) return { written: east[1], offset: null, iana: east[1] };
  const city = inCity.exec(flat)?.[1] ?? inPlace.exec(flat)?.[1];
  const iana = city === undefined ? undefined : findCityZone(city);
  return city === undefined || iana === undefined ? null : { written: city, offset: null, iana };
}

/** The zone of a city, as in "2:36 pm (New York)". */
export function findPlaceZone(city: string): WrittenZone | null {
  const iana = findCityZone(city);
  return iana === undefined ? null : { written: city, offset: null, iana };
}

/** "All times are in Bucharest." */
function findCityZone(city: string): string | undefined {
  return Intl.supportedValuesOf('timeZone').find((zone) =>
    zone.endsWith(`/${city.replaceAll(' ', '_')}`),
  );
}

function findWordZone(written: string): WrittenZone {
  const numeric = readOffset(written);
  if (numeric !== null) return { written, offset: numeric, iana: null };
  const offset = offsets[written.toUpperCase()];
  if (offset !== undefined) return { written, offset, iana: null };
  if (isZoneAbbreviation(written.toUpperCase())) return { written, offset: null, iana: null };
  const iana =
    windowsZones[written.toLowerCase()] ??
    places.find(([pattern]) => pattern.test(written))?.[1] ??
    (openZone(written) === null ? null : written);
  return { written, offset: null, iana };
}

/**
 * Parses a zone (`CET`, `UTC+2`, `Europe/Berlin`, `Eastern Time`); null if it is none. One with
 * neither offset nor place is unclear.
 */
export function zoneNamed(text: string): WrittenZone | null {
  const name = text.trim();
  if (/^local ?(time)?$/i.test(name)) return { written: name, offset: null, iana: null };
  const zone = findWordZone(name);
  if (zone.offset !== null || windowsZones[name.toLowerCase()] !== undefined) return zone;
  const isName =
    zone.iana === null || zone.iana !== name || /^[A-Z][\w+-]*\/[\w+/-]+$|^[A-Z]{3}\d/i.test(name);
  if (zone.iana !== null && isName && wholePlace.test(name)) return zone;
  return isZoneAbbreviation(name.toUpperCase())
    ? { written: name, offset: null, iana: null }
    : null;
}

const harmless =
  /^(?:(?:MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]*\.?|approx\.?|approximately|about|m=[+-][\d.]+)$/i;
const suffixes = new Map<string, WrittenZone | null | 'none'>();

/** The zone after a clock time: null if nothing follows, `none` if what follows is not a zone. */
export function zoneAfterClock(rest: string): WrittenZone | null | 'none' {
  if (rest === '') return null;
  const cached = suffixes.get(rest);
  if (cached !== undefined) return cached;
  const found = readSuffix(rest.trim());
  if (suffixes.size >= 1000) suffixes.clear();
  suffixes.set(rest, found);
  return found;
}

function readSuffix(text: string): WrittenZone | null | 'none' {
  if (text === '') return null;
  const whole = zoneNamed(text.replace(/^[([](.*)[)\]]$/, '$1'));
  if (whole !== null) return whole;
  const zones: WrittenZone[] = [];
  for (const [token, round, square] of text.matchAll(/\(([^()]*)\)|\[([^[\]]*)\]|[^\s()[\]]+/g)) {
    const word = round ?? square ?? token;
    const zone = zoneNamed(word);
    if (zone !== null) zones.push(zone);
    // After an offset, brackets and the names of cities only repeat its zone.
    else if (!harmless.test(word) && !isRepeated(word, word !== token, zones)) return 'none';
  }
  return zones.find((zone) => readOffset(zone.written) !== null) ?? zones[0] ?? null;
}

function isRepeated(word: string, isInBrackets: boolean, [zone]: WrittenZone[]): boolean {
  if (zone === undefined) return false;
  return isInBrackets || (readOffset(zone.written) !== null && /^\p{Lu}[\p{L}.,]+$/u.test(word));
}

/**
 * The instant of a local time with a stated zone; null if the zone is unclear. `here` is the zone
 * of the full file, if known.
 */
export function resolveWritten(
  localMs: number,
  written: WrittenZone,
  here: Zone | null,
): { utcMs: number; offset: number; isCertain: boolean } | null {
  const name = written.written.toUpperCase();
  const around = here === null ? [] : offsetsInYear(here, localMs);
  const offset = isZoneAbbreviation(name) ? offsetNamed(name, around) : written.offset;
  if (offset !== null) return { utcMs: localMs - offset * 60_000, offset, isCertain: true };
  const place = written.iana === null ? here : openZone(written.iana);
  if (place === null || (written.iana === null && !/^local/i.test(name))) return null;
  return resolveLocal(localMs, place);
}

/** In winter and in summer. */
function offsetsInYear(zone: Zone, nearMs: number): number[] {
  const year = new Date(nearMs).getUTCFullYear();
  return [toUtcMs(year, 1, 15), toUtcMs(year, 7, 15)].map((ms) => zone.offsetAt(ms));
}

/**
 * The zone that a person gives for a full report (`Europe/Berlin`, `UTC+2`); null if it does not
 * exist.
 */
export function findNamedZone(name: string): WrittenZone | null {
  const zone = findWordZone(name.trim());
  return zone.offset === null && zone.iana === null ? null : zone;
}

/** Where someone lives, as a name of the tz database. An offset doesn't say when clocks change. */
export function findIanaName(written: string): string | null {
  const zone = findNamedZone(written);
  if (zone?.offset === 0 && !/^\w+\//.test(written)) return 'UTC';
  return (
    zone?.iana ?? (/^[A-Z]{3,4}$/.test(written) && openZone(written) !== null ? written : null)
  );
}

export interface LocalDay {
  year: number;
  month: number;
  day: number;
}

/** The instant of a local time; null if the zone is uncertain. Without a zone it is read as UTC. */
export function toInstant(
  day: LocalDay,
  clockMs: number,
  zone: WrittenZone | null,
): { at: Date; isCertain: boolean } | null {
  const localMs = toUtcMs(day.year, day.month, day.day) + clockMs;
  if (zone === null) return { at: new Date(localMs), isCertain: true };
  if (zone.offset !== null)
    return { at: new Date(localMs - zone.offset * 60_000), isCertain: true };
  const known = zone.iana === null ? null : openZone(zone.iana);
  if (known === null) return null;
  const { utcMs, isCertain } = resolveLocal(localMs, known);
  return { at: new Date(utcMs), isCertain };
}
