/** Offsets of abbreviations with one common meaning, in minutes east of UTC. */
export const commonOffsets: Partial<Record<string, number>> = {
  Z: 0,
  UT: 0,
  UTC: 0,
  GMT: 0,
  WET: 0,
  WEST: 60,
  BST: 60,
  CET: 60,
  CEST: 120,
  MEZ: 60,
  MESZ: 120,
  EET: 120,
  EEST: 180,
  SAST: 120,
  MSK: 180,
  TRT: 180,
  PKT: 300,
  WIB: 420,
  ICT: 420,
  WITA: 480,
  HKT: 480,
  SGT: 480,
  AWST: 480,
  JST: 540,
  KST: 540,
  ACST: 570,
  ACDT: 630,
  AEST: 600,
  AEDT: 660,
  NZST: 720,
  NZDT: 780,
  EST: -300,
  EDT: -240,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  AKST: -540,
  AKDT: -480,
  HST: -600,
  BRT: -180,
  BRST: -120,
  CLT: -240,
  ART: -180,
  UYT: -180,
  BOT: -240,
  VET: -240,
  PET: -300,
  COT: -300,
  WAT: 60,
  CAT: 120,
  EAT: 180,
  IDT: 180,
  IRST: 210,
  AFT: 270,
  NPT: 345,
  MMT: 390,
  WIT: 540,
  PHT: 480,
  PHST: 480,
  MYT: 480,
  CHST: 600,
  NST: -210,
  NDT: -150,
};

/** All meanings of an abbreviation. Without an offset above, only a named zone resolves it. */
const meanings: Partial<Record<string, readonly number[]>> = {
  CST: [-360, 480, -300],
  IST: [330, 60, 120],
  AST: [-240, 180],
  AMT: [-240, 240],
  GST: [240, -120],
  SST: [-660, 480],
  BST: [60, 360],
  MST: [-420, 480],
  PST: [-480, 480],
  CDT: [-300, 540, -240],
};

export const isZoneAbbreviation = (name: string): boolean =>
  Object.hasOwn(commonOffsets, name) || Object.hasOwn(meanings, name);

/** In a line of text these are more often words. */
const wordLike = new Set(['ART', 'BOT', 'CAT', 'COT', 'EAT', 'PET', 'WIT']);

/** Abbreviations for a pattern, longest first. */
export const zoneAbbreviations: string = [
  ...new Set([...Object.keys(commonOffsets), ...Object.keys(meanings)]),
]
  .filter((name) => name.length > 1 && !wordLike.has(name))
  .toSorted((one, other) => other.length - one.length)
  .join('|');

/**
 * The offset of an abbreviation in a place whose clocks can show `here`; null if that does not
 * resolve it.
 */
export function offsetNamed(name: string, here: readonly number[]): number | null {
  const found = meanings[name]?.find((offset) => here.includes(offset));
  return found ?? commonOffsets[name] ?? null;
}

/** `+02:00`, `-0530` or `UTC+2` in minutes east of UTC; null if it is not an offset. */
export function readOffset(written: string): number | null {
  const parts = /^(?:UTC|GMT)?\s?([+\u2010-\u2013\u2212-])(\d{1,2}):?(\d{2})?$/i.exec(written);
  if (parts === null) return null;
  const [hours, rest] = [Number(parts[2]), Number(parts[3] ?? 0)];
  const minutes = hours * 60 + rest;
  if (minutes > 18 * 60 || rest > 59) return null;
  return parts[1] === '+' ? minutes : 0 - minutes;
}
