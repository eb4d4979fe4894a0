import { EvidenceKind, LibraryKind } from '@debrief/contract';
import { everywhere } from './similarity.ts';
import { isUnspaced, readPhrase, splitTerms, type Term } from './words.ts';

/** The operators of a search, in the order in which they are suggested. */
export const searchOperators = ['from', 'in', 'kind', 'service', 'tag', 'before', 'after'] as const;
export type SearchOperator = (typeof searchOperators)[number];

/** `from:ada,ben` or `from:ada from:ben`: one of the values; `-from:ada`: none of them. */
export interface SearchFilter {
  operator: Exclude<SearchOperator, 'before' | 'after'>;
  values: string[];
  isExcluded: boolean;
}

/** What a typed search asks for. Everything that is not an operator is a word. */
export interface SearchQuery {
  terms: Term[];
  excluded: Term[];
  filters: SearchFilter[];
  /** Instants: from this one on, and before that one. */
  after: string | null;
  before: string | null;
}

/** A part of the typed text, and its position. */
export interface SearchToken {
  start: number;
  end: number;
  isExcluded: boolean;
  /** Null for words; then `value` is what to find. */
  operator: SearchOperator | null;
  value: string;
  isQuoted: boolean;
}

const tokenPattern =
  /(?<minus>-(?=[^\s-]))?(?:(?<name>[a-z]+):)?(?:"(?<quoted>[^"]*)"|(?<plain>[^\s"]+))/giu;
const mostTerms = 32;
const mostValues = 32;

/**
 * Splits a typed search: words, "quoted words", `operator:value` and `operator:"two words"`, each
 * with `-` before it to exclude it. Never fails: an unknown operator or value is searched as words.
 */
export function splitSearch(text: string): SearchToken[] {
  return [...text.matchAll(tokenPattern)].map((match): SearchToken => {
    const { minus, name, quoted, plain } = match.groups ?? {};
    const place = { start: match.index, end: match.index + match[0].length };
    const isExcluded = minus !== undefined;
    const operator = searchOperators.find((one) => one === name?.toLowerCase()) ?? null;
    const value = quoted ?? plain ?? '';
    const isQuoted = quoted !== undefined;
    if (operator !== null && isValue(operator, value))
      return { ...place, isExcluded, operator, value, isQuoted };
    const words = name === undefined ? value : `${name}:${value}`;
    return { ...place, isExcluded, operator: null, value: words, isQuoted };
  });
}

/** Reads a typed search. The last word can be the start of one, because it is still being typed. */
export function parseSearch(typed: string): SearchQuery {
  const text = typed
    .toWellFormed()
    .replaceAll('\0', ' ')
    .replaceAll(/\bpost[- ]mortem(s?)\b/giu, 'postmortem$1');
  const tokens = splitSearch(text);
  const query: SearchQuery = { terms: [], excluded: [], filters: [], after: null, before: null };
  for (const token of tokens) {
    const { operator, value, isExcluded } = token;
    if (operator === null && isUnfinished(value)) continue;
    if (operator === null) {
      const terms = readTerms(token, token === tokens.at(-1));
      (isExcluded ? query.excluded : query.terms).push(...terms);
    } else if (operator === 'after') query.after = latest(query.after, readTime(value));
    else if (operator === 'before') query.before = earliest(query.before, readTime(value));
    else addFilter(query.filters, { operator, values: readValues(operator, value), isExcluded });
  }
  return {
    ...query,
    terms: dropCommonWords(query.terms).slice(0, mostTerms),
    excluded: query.excluded.slice(0, mostTerms),
  };
}

function addFilter(filters: SearchFilter[], { operator, values, isExcluded }: SearchFilter): void {
  const known = filters.find(
    (filter) => filter.operator === operator && filter.isExcluded === isExcluded,
  );
  if (!known) filters.push({ operator, values: values.slice(0, mostValues), isExcluded });
  else known.values = [...new Set([...known.values, ...values])].slice(0, mostValues);
}

/** Whether a search has no words and no operators. */
export function isEmptySearch({ terms, filters, after, before }: SearchQuery): boolean {
  return terms.length === 0 && filters.length === 0 && after === null && before === null;
}

/** `from:`, of which the value is still to come. */
function isUnfinished(value: string): boolean {
  return searchOperators.some((operator) => `${operator}:` === value.toLowerCase());
}

const kinds: readonly string[] = [...LibraryKind.options, ...EvidenceKind.options];

function isValue(operator: SearchOperator, value: string): boolean {
  if (operator === 'before' || operator === 'after') return readTime(value) !== null;
  const values = readValues(operator, value);
  return values.length > 0 && (operator !== 'kind' || values.every((one) => kinds.includes(one)));
}

function readValues(operator: SearchOperator, value: string): string[] {
  const values = value
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (operator !== 'kind') return values;
  return values.map((one) => {
    const kind = one.toLowerCase();
    return kinds.find((known) => known === kind || `${known}s` === kind) ?? reviewKind(kind);
  });
}

/** The names that teams have for a report. */
function reviewKind(kind: string): string {
  return reviewNames.has(kind) ? 'report' : kind;
}

/** A year, a month, a day or an instant, in UTC: its start. */
export function readTime(value: string): string | null {
  const [, year, month = '01', day = '01', time = 'T00:00Z'] =
    /^(\d{4})(?:-(\d\d)(?:-(\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z)?)?)?$/i.exec(value) ?? [];
  if (year === undefined || year === '0000') return null;
  const ms = Date.parse(`${year}-${month}-${day}${time.toUpperCase()}`);
  // 31 February is no day, although it can be read as one of March.
  if (Number.isNaN(ms) || new Date(ms).getUTCDate() !== Number(day)) return null;
  return new Date(ms).toISOString();
}

function latest(one: string | null, other: string | null): string | null {
  return one !== null && other !== null && one > other ? one : (other ?? one);
}

function earliest(one: string | null, other: string | null): string | null {
  return one !== null && other !== null && one < other ? one : (other ?? one);
}

/** Between these characters, words belong to one name: `10.0.3.7`, `ERR_CONN_RESET`, `orders.v2`. */
const separators = /[\s,;()[\]{}<>|]+/u;
const hash = /^(?=.*\d)(?=.*[a-f])[0-9a-f]{7,40}$/;
/** The lengths to which commit hashes are usually cut. */
const hashLengths = [7, 8, 10, 12];

function readTerms({ value, isQuoted }: SearchToken, isLast: boolean): Term[] {
  if (isQuoted)
    return [readPhrase(value)].flatMap((phrase) => (phrase ? [markQuoted(phrase)] : []));
  const pieces = value.split(separators).filter((piece) => piece !== '');
  return pieces.flatMap((piece, index) =>
    readPiece(piece, (isLast && index === pieces.length - 1) || piece.endsWith('*')),
  );
}

const markQuoted = (phrase: Term): Term => ({ ...phrase, isQuoted: true });

function readPiece(piece: string, isUnfinished: boolean): Term[] {
  const terms = splitTerms(piece, isUnfinished);
  const [first] = terms;
  if (terms.length === 1 && first)
    return [hash.test(first.words[0] ?? '') ? readHash(first) : first];
  const words = terms.flatMap((term) => term.words);
  if (words.some(isUnspaced)) return terms;
  const last = words.at(-1) ?? '';
  // 10.0.3.7 is not the start of 10.0.3.70.
  const isPrefix = isUnfinished && (piece.endsWith('*') || !/^\p{N}+$/u.test(last));
  return words.length === 0 ? [] : [{ words, isPrefix }];
}

/** The start of a longer hash, or a longer one of which the text has the start. */
function readHash({ words }: Term): Term {
  const [word = ''] = words;
  const forms = hashLengths.filter((length) => length < word.length);
  return { words, isPrefix: true, forms: forms.map((length) => word.slice(0, length)) };
}

/**
 * Other names for a review. Next to other words they name the kind of document, not a word to
 * search for.
 */
const reviewNames = new Set(
  ['retrospective', 'postmortem', 'debrief', 'review'].flatMap((name) => [name, `${name}s`]),
);

/** Drops other names for a review and words such as "the", unless there is nothing else. */
function dropCommonWords(terms: readonly Term[]): Term[] {
  const isCommon = ({ words: [word = '', ...others], isPrefix, isQuoted }: Term) =>
    others.length === 0 &&
    !isQuoted &&
    (reviewNames.has(word) || (!isPrefix && everywhere.has(word)));
  const wanted = terms.filter((term) => !isCommon(term));
  return wanted.length > 0 ? wanted : [...terms];
}
