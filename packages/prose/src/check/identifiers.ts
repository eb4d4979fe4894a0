import { spacedLetter, unspacedLetter } from '@debrief/rules/search';

/** A commit, version or host that a text names. */
export interface Identifier {
  kind: 'commit' | 'version' | 'host';
  start: number;
  end: number;
  /** In lowercase, without a leading `v`. */
  value: string;
  text: string;
  /** What a version belongs to, in lowercase: `index-tooling` of "index-tooling 1.14.0". */
  of: string | null;
}

/** Japanese, Chinese and others write names without spaces: サーバーdb-07が落ちた. */
const edge = `(?<!${spacedLetter}|[\\p{N}_./@:#-])`;
/** At least one letter and one digit: `deadbeef` is a word, `1234567` a number. */
const commit = new RegExp(
  `${edge}(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\\d)[0-9a-f]{7,40}(?!${spacedLetter}|[\\p{N}_-])`,
  'gu',
);
const version = new RegExp(
  `${edge}(?:v(?=\\d))?\\d{1,4}(?:\\.\\d{1,5}){1,3}(?:[-+](?:(?:rc|alpha|beta|pre|post|dev|build)[.-]?\\d*|\\d{1,4}|[0-9a-f]{6,12}))?(?!${spacedLetter}|[\\p{N}_]|\\.\\d)`,
  'giu',
);
const address = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g;
const domain = new RegExp(
  `${edge}(?:[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?\\.){1,6}(?:com|net|org|io|dev|internal|local|lan|corp|cluster|svc|example|test|cloud|app|edu|gov|de|uk|eu|fr|ch|at|nl|jp|us)(?!${spacedLetter}|[\\p{N}-]|\\.[a-z])`,
  'giu',
);
/** `db-07`, `kafka3.eu`, `ip-10-1-2-3`, `gke-prod-user-1d2e3f`. */
const numbered = new RegExp(
  `${edge}[a-z]{2,20}(?:-[a-z0-9]{1,20}){0,4}-\\d{1,4}[a-z]?(?!${spacedLetter}|[\\p{N}_]|-\\p{L}|\\.\\d|\\s?%)`,
  'gu',
);
const ordinary =
  /^(?:covid|utf|sha|md|iso|rfc|cve|sev|pr|issue|step|phase|part|day|week|page|line|level|tier|round|round-the|top|mid|post|pre|sub|base|http|tls|ipv|log4j|section|chapter|figure|table|q|x|aes|rsa|inc|case|option)-/;
/** Words before a dotted number that make it a version. */
const versionBefore =
  /(?:\b(?:version|release|v|upgraded? (?:from|to)|downgraded? (?:from|to)|rolled? back (?:from|to)|tag(?:ged)?|patch)|→|->|\d(?:\.\d+)+ (?:to|and|or))\s$/i;
const measureBehind =
  /^\s?(?:%|°|percent|s\b|sec|ms|min|h\b|hours?|days?|weeks?|months?|years?|times|x\b|×|[kmgt]i?b\b|k\b|m\b|million|billion|points?|msg|qps|rps|GHz|MHz|V\b|€|\$|[秒分時时日週周月年件個个回次倍人円元台초분시일주월년건개회배명원대])/i;
/** `2022.12.05に` is a date rather than a version. */
const date = /^(?:19|20)\d\d\.(?:0?[1-9]|1[0-2])\.(?:0?[1-9]|[12]\d|3[01])$/;
const startsUnspaced = new RegExp(`^${unspacedLetter}`, 'u');

/** The commits, versions and hosts of a text, in order, without overlaps. */
export function findIdentifiers(text: string): Identifier[] {
  const found: Identifier[] = [];
  const add = (kind: Identifier['kind'], match: RegExpExecArray, of: string | null = null) => {
    const [start, end] = [match.index, match.index + match[0].length];
    if (found.some((other) => start < other.end && other.start < end)) return;
    const value = match[0].toLowerCase().replace(/^v(?=\d)/, '');
    found.push({ kind, start, end, value, text: match[0], of });
  };
  for (const match of text.matchAll(address)) add('host', match);
  for (const match of text.matchAll(domain))
    if (!isPartOfLink(text, match.index)) add('host', match);
  for (const match of text.matchAll(commit))
    if (!isPartOfLink(text, match.index)) add('commit', match);
  for (const match of text.matchAll(version)) {
    const of = nameBefore(text, match.index);
    if (isVersion(text, match, of)) add('version', match, of);
  }
  for (const match of text.matchAll(numbered))
    if (!ordinary.test(match[0]) && !isPartOfLink(text, match.index)) add('host', match);
  return found.toSorted((one, other) => one.start - other.start);
}

function isVersion(text: string, match: RegExpExecArray, of: string | null): boolean {
  const behind = text.slice(match.index + match[0].length, match.index + match[0].length + 12);
  const before = text.slice(Math.max(0, match.index - 24), match.index);
  if (/[$€£¥]\s?$/.test(before)) return false;
  if (of === null && date.test(match[0]) && startsUnspaced.test(behind)) return false;
  const dots = match[0].split('.').length - 1;
  if (dots >= 2 || /^v\d/i.test(match[0])) return true;
  return (
    !measureBehind.test(behind) && (versionBefore.test(before) || (of !== null && /-/.test(of)))
  );
}

/** The name directly before a version: "index-tooling 1.14.0", "storefront-3.118.0". */
function nameBefore(text: string, at: number): string | null {
  const before = text.slice(Math.max(0, at - 60), at);
  const name = nameAtEnd.exec(before)?.[1];
  return name === undefined || small.test(name) ? null : name.toLowerCase();
}

const nameAtEnd = new RegExp(
  `(${spacedLetter}(?:${spacedLetter}|[\\p{N}_.-])*(?:${spacedLetter}|\\p{N}))[*_\`]*(?:\\s(?:version\\s|v\\.?\\s?)?|@|:)[*_\`]*$`,
  'u',
);
const small =
  /^(?:the|a|an|to|from|of|in|on|at|with|and|or|is|was|version|release|tag|than|for|by|after|before|since|until|about|around|back|between|running|deployed|latest|new|old|this|that)$/i;

/** In the address of a page, not in its text. */
function isPartOfLink(text: string, at: number): boolean {
  return /(?:https?:\/\/|www\.)\S*$/.test(text.slice(Math.max(0, at - 200), at));
}
