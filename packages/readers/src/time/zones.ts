import { commonOffsets, readOffset } from './offsets.ts';
import { toUtcMs, openZone, resolveLocal } from './zone.ts';

/** How a zone was written, and what it means: minutes east of UTC, a zone of the IANA list, or nothing that is certain. */
export interface WrittenZone {
  written: string;
  offset: number | null;
  iana: string | null;
}

const offsets: Partial<Record<string, number>> = {
  ...commonOffsets,
  AKST: -540,
  AKDT: -480,
  HST: -600,
  BST: 60,
  WET: 0,
  WEST: 60,
  'CENTRAL EUROPEAN TIME': 60,
  'CENTRAL EUROPEAN STANDARD TIME': 60,
  'CENTRAL EUROPEAN SUMMER TIME': 120,
  MSK: 180,
  JST: 540,
  KST: 540,
  SGT: 480,
  HKT: 480,
  AWST: 480,
  AEST: 600,
  AEDT: 660,
  NZST: 720,
  NZDT: 780,
};
const places: [RegExp, string][] = [
  [/^(PT|Pacific|US\/Pacific|UC\/Pacific|America\/Los_Angeles)/i, 'America/Los_Angeles'],
  [/^(ET|Eastern|US\/Eastern|America\/New_York)/i, 'America/New_York'],
  [/^(CT|Central|US\/Central|America\/Chicago)/i, 'America/Chicago'],
  [/^(MT|Mountain|US\/Mountain|America\/Denver)/i, 'America/Denver'],
  [/^(Edinburgh|London|Europe\/London)/i, 'Europe/London'],
];
/** IST is three zones; whoever reads it should say which. */
const unclear = new Set(['IST']);

const word =
  'Central European (?:Standard |Summer )?Time|(?:UTC|GMT)\\s?[+-]\\d{1,2}(?::?\\d{2})?|[+-]\\d{2}:?\\d{2}|U[CS]/(?:Pacific|Eastern|Central|Mountain)|(?:Pacific|Eastern|Central|Mountain)(?! European)(?: (?:Standard |Daylight )?Time)?(?: \\(US & Canada\\))?|Edinburgh(?:, London)?|London|(?:America|Europe|Asia|Australia|Africa|Pacific)/[A-Z][A-Za-z_]+|UTC|GMT|Z|[ECMP]T|IST|AK[SD]T|[ECMP][SD]T|HST|BST|WES?T|CES?T|EES?T|MSK|[JK]ST|SGT|HKT|A[WE]ST|AEDT|NZ[SD]T';
const atStart = new RegExp(
  `^\\(?(${word})\\)?(?![A-Za-z0-9])(?:\\s*\\((UTC\\s?[+-]\\d{1,2}(?::\\d{2})?)\\))?`,
);
const inText = new RegExp(
  `\\b(?:all|the|these)?\\s*(?:(?:date/)?times?|timestamps|timezone|time zone|date/time)\\b(?: stamps)?(?: listed)?(?: in this report)?[^.\\n()]{0,40}?(?:\\s|\\(|^)(${word})(?![A-Za-z0-9])(?:\\s*\\((UTC\\s?[+-]\\d{1,2}(?::\\d{2})?)\\))?`,
  'i',
);
const inCity = /\btimes? (?:[^.\n]{0,40} )?(?:are|is|in)(?: in)? ([A-Z][a-z]+(?: [A-Z][a-z]+)?)\b/;
const inTitle = new RegExp(
  `\\(\\s*(?:(?:all )?times?,? ?(?:are )?(?:in )?)?(${word})\\s*\\)|\\bin (UTC|GMT|[ECMP][SD]T|CES?T|BST)\\b`,
);

/** A zone right at the beginning of the text, and how long it is. */
export function leadingZone(text: string): { zone: WrittenZone; length: number } | null {
  const found = atStart.exec(text);
  return found?.[1] === undefined
    ? null
    : { zone: zoneOfWord(found[2] ?? found[1]), length: found[0].length };
}

/** What a heading or a sentence says about the zone of the times below it: "all times in UTC". */
export function statedZone(text: string, isTitle: boolean): WrittenZone | null {
  const flat = text.replaceAll(/\s+/g, ' ');
  const found = inText.exec(flat) ?? (isTitle ? inTitle.exec(flat) : null);
  const written = found?.[2] ?? found?.[1];
  if (written !== undefined) return zoneOfWord(written.trim());
  const city = inCity.exec(flat)?.[1];
  const iana = city === undefined ? undefined : zoneOfCity(city);
  return city === undefined || iana === undefined ? null : { written: city, offset: null, iana };
}

/** "All times are in Bucharest." */
function zoneOfCity(city: string): string | undefined {
  return Intl.supportedValuesOf('timeZone').find((zone) =>
    zone.endsWith(`/${city.replaceAll(' ', '_')}`),
  );
}

function zoneOfWord(written: string): WrittenZone {
  const numeric = readOffset(written);
  if (numeric !== null) return { written, offset: numeric, iana: null };
  if (unclear.has(written.toUpperCase())) return { written, offset: null, iana: null };
  const offset = offsets[written.toUpperCase()];
  if (offset !== undefined) return { written, offset, iana: null };
  const iana =
    places.find(([pattern]) => pattern.test(written))?.[1] ??
    (openZone(written) === null ? null : written);
  return { written, offset: null, iana };
}

/** The zone that a person names for a whole report (`Europe/Berlin`, `UTC+2`); null where there is no such zone. */
export function namedZone(name: string): WrittenZone | null {
  const zone = zoneOfWord(name.trim());
  return zone.offset === null && zone.iana === null ? null : zone;
}

export interface LocalDay {
  year: number;
  month: number;
  day: number;
}

/** The instant of a local time; null where the zone is not certain. Without a zone it is read as UTC. */
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
