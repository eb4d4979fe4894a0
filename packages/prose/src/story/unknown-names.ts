import type { Grammar } from './grammar.ts';
import { detectLanguage } from './language.ts';
import { ordinaryWords } from './ordinary-words.ts';
import type { Range } from './parts.ts';
import {
  longestPhrase,
  ordinaryTrade,
  publicIdentifiers,
  publicPhraseLength,
  publicWords,
} from './vocabulary.ts';

/** An unlisted name. `customer` if the text itself says so. */
export interface UnknownName extends Range {
  text: string;
  kind: 'name' | 'customer' | 'identifier';
}

interface Word extends Range {
  text: string;
}

/**
 * Capital letters in the middle (`FedEx`) and lowercase before a capital (`eBay`) are also names. A
 * hyphen continues only before a capital.
 */
const capitalised =
  /(?<![\p{L}\p{N}_./@#\\-])(?:\p{Lu}[\p{L}\p{N}]*(?:['’](?!s\b)\p{L}+)?|[a-z]\p{Lu}\p{L}{2,})(?:-\p{Lu}[\p{L}\p{N}]*)*(?![_\p{L}\p{N}]|-\d|\.[a-z])/gu;
/** Between two words of a name: a space, `&`, or a small word as in *Bank of Elbonia*. */
const joint = /^(?: | & | (?:of|de|del|da|van|von|der|den|la|le) | ?\+ ?)$/;
const identifier =
  /(?<![\p{L}\p{N}_./@#-])(?:[A-Za-z][\w-]*\.(?:ya?ml|py|tsx?|jsx?|go|rb|java|kt|scala|rs|sql|sh|json|toml|tf|conf|cfg|ini|log|csv|xml)|[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+)(?![\p{L}\p{N}_])/gu;

const customerBefore =
  /\b(?:customers?|clients?|vendors?|merchants?|tenants?|suppliers?|resellers?|subscribers?|sellers?)(?: (?:called|named|such as|like))?[,:]? (?:["“])?$/i;
const customerBehind =
  /^(?:["”])? ?[(,] ?(?:(?:a|an|one|our|the)\b[^().,]{0,24})?\b(?:customer|client|vendor|merchant|tenant|supplier|reseller|seller)\b/i;
const reportBefore =
  /\b(?:tickets?|complaints?|calls?|mails?|e-mails?|letters?|cases?|["”]) (?:came )?from $/i;

/** Small words that are always words and never start a name. */
const small = new Set(
  (
    'a an the this that these those my our your his her its their i we you he she it they who what which when where why how if as at by for from in into of off on onto out over per since so than then there to under until up upon via with without and but or nor yet not no yes all any both each every few many more most much ' +
    'other same several some such too very one two three four five six seven eight nine ten after again against before behind below beside between beyond during above across along around about because while though although once only also just even still never always often now here both later next last first second third finally ' +
    'afterwards however therefore meanwhile instead eventually initially please thanks thank hello hi dear me us him them mine ours whose whom was were is are be been am do did does done had has have having can could may might must shall should will would let lets neither either another else'
  ).split(' '),
);

/** Words that belong to the name after them. */
const announcing =
  /^(?:Project|Operation|Programme|Program|Codename|Saint|Bank|Hotel|House|Studio|Club)$/;

/**
 * Endings of ordinary English words: names seldom have them, and one within a sentence is found
 * anyway.
 */
const ordinaryEnding =
  /(?:ing|ed|ly|tion|tions|sion|sions|ment|ments|ness|ity|ities|ance|ence|able|ible|ful|less|ous|ive|ical|ally|ism|ship|ised|ized|ising|izing)$/;

const isSentenceStart = (text: string, at: number) =>
  /(?:^|[.!?…:;]["”')\]]?\s+|[\n•]\s*(?:[-*–•]\s*|\d{1,2}[.)]\s+)?|^\s*[-*–]\s+)["“'(*_]*$/.test(
    text.slice(Math.max(0, at - 12), at),
  );
const bare = (word: string) => word.replaceAll('’', "'").toLowerCase();

/** A technical abbreviation with a suffix: `SLAs`, `P2`, `Q4`, `5xx`. */
function isPublic(word: string): boolean {
  const key = bare(word);
  if (publicWords.has(key) || publicWords.has(key.replace(/s$/, ''))) return true;
  if (/^(?:\p{Lu}\d{0,3}s?|SEV\d|I['’](?:m|d|ll|ve))$/u.test(word)) return true;
  return (
    key.includes('-') &&
    key
      .split('-')
      .every((part) => publicWords.has(part) || small.has(part) || ordinaryTrade.has(part))
  );
}

function splitWords(text: string): Word[] {
  return Array.from(text.matchAll(capitalised), (found) => ({
    start: found.index,
    end: found.index + found[0].length,
    text: found[0],
  }));
}

/** Adjacent capitalized words are one name. */
function groupRuns(text: string): Word[][] {
  const runs: Word[][] = [];
  for (const word of splitWords(text)) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const between = last && text.slice(last.end, word.start);
    if (
      run &&
      last &&
      between &&
      (joint.test(between) || (between === '. ' && /^(?:St|Ste|Mt|Ft)$/.test(last.text)))
    )
      run.push(word);
    else runs.push([word]);
  }
  return runs;
}

/**
 * Public names and small words at either end are not part of a name: *Yesterday Acme*, *Acme API*.
 */
function withoutPublic(run: readonly Word[]): Word[] {
  let from = 0;
  for (let length = 1; length > 0 && from < run.length; from += length) {
    const next = run.slice(from, from + longestPhrase).map((word) => word.text);
    length = publicPhraseLength(next) || (small.has(bare(next[0] ?? '')) ? 1 : 0);
  }
  const words = run.slice(from);
  return words.every((word) => isPublic(word.text)) ? [] : words;
}

interface Reading {
  text: string;
  grammar: Grammar | null;
  /** Words that also occur in lowercase in the text, and are therefore words. */
  lower: ReadonlySet<string>;
}

function isOrdinary(word: string, { grammar, lower }: Reading): boolean {
  const said = bare(word).replace(/(?:n't|'(?:s|d|m|ll|re|ve))$/, '');
  const isWord = (key: string) =>
    small.has(key) ||
    lower.has(key) ||
    ordinaryTrade.has(key) ||
    ordinaryWords.has(key) ||
    ordinaryEnding.test(key) ||
    (grammar?.isWord(key) ?? false);
  // A plural, and a word with re- or un-, is a word if its stem is one.
  return (
    isPublic(word) ||
    [
      said,
      said.replace(/e?s$/, ''),
      said.replace(/s$/, ''),
      said.replace(/^(?:re|un|non|pre|post|over)-?(?=[a-z]{4})/, ''),
    ].some(isWord)
  );
}

/**
 * The name in a run of words. The first word of a sentence is always capitalized, so it counts only
 * if it is not a word.
 */
function nameIn(run: readonly Word[], reading: Reading): Word[] {
  const [first, ...rest] = withoutPublic(run);
  if (!first) return [];
  const isStart = run[0] === first && isSentenceStart(reading.text, first.start);
  // Within a sentence a capital is enough, except for a label and a numbered item: *Phase 2*.
  if (!isStart)
    return rest.length === 0 &&
      /^:|^ \d/.test(reading.text.slice(first.end)) &&
      isOrdinary(first.text, reading)
      ? []
      : [first, ...rest];
  const named = withoutPublic(rest);
  if (!isOrdinary(first.text, reading) || (named.length > 0 && announcing.test(first.text)))
    return [first, ...rest];
  return named.length > 0 && /^(?:of|&)/.test(reading.text.slice(first.end).trim())
    ? [first, ...rest]
    : named;
}

function guessKind(text: string, { start, end }: Range): 'name' | 'customer' {
  const [before, behind] = [text.slice(Math.max(0, start - 40), start), text.slice(end, end + 40)];
  return customerBefore.test(before) || customerBehind.test(behind) || reportBefore.test(before)
    ? 'customer'
    : 'name';
}

/**
 * Proper names that are not ordinary words, public technology, days, months or countries, and
 * internal identifiers in code. `spared` are names that can stay, for example the author's own.
 * Without a grammar, a single word at the start of a sentence is ignored unless it occurs elsewhere
 * as a name.
 */
export function findUnknownNames(
  text: string,
  { spared = [], grammar = null }: { spared?: readonly string[]; grammar?: Grammar | null } = {},
): UnknownName[] {
  // Other languages capitalize every noun, or use words that no list here knows.
  if (detectLanguage(text) === 'other') return [];
  const lower = new Set(text.match(/(?<![\p{L}\p{N}_.-])\p{Ll}[\p{L}\p{N}]+/gu) ?? []);
  const reading: Reading = { text, grammar, lower };
  const own = new Set(spared.flatMap((name) => [bare(name), ...bare(name).split(/\s+/)]));
  const inNames = new Set<number>();
  const names = groupRuns(text).flatMap((run): UnknownName[] => {
    const words = nameIn(run, reading);
    const [first, last] = [words[0], words.at(-1)];
    if (!first || !last || words.every((word) => own.has(bare(word.text)))) return [];
    for (const { start } of words) inNames.add(start);
    const range = { start: first.start, end: last.end };
    return [{ ...range, text: text.slice(range.start, range.end), kind: guessKind(text, range) }];
  });
  // A name within one sentence is the same name at the start of another.
  const known = new Set(names.map((one) => one.text));
  const starts = splitWords(text).filter(
    (word) => known.has(word.text) && !inNames.has(word.start),
  );
  const identifiers = Array.from(text.matchAll(identifier), (found): UnknownName => {
    const range = { start: found.index, end: found.index + found[0].length };
    return { ...range, text: found[0], kind: 'identifier' };
  }).filter((one) => !publicIdentifiers.has(one.text.toLowerCase()));
  return [
    ...names,
    ...starts.map((word): UnknownName => ({ ...word, kind: 'name' })),
    ...identifiers,
  ].toSorted((a, b) => a.start - b.start);
}

/**
 * Names that texts identify as a customer's: *vendor Quobble Pottery*, *Acme (a customer)*,
 * *tickets from Acme*.
 */
export function findCustomerNames(texts: readonly string[]): string[] {
  const found = texts.flatMap((text) =>
    findUnknownNames(text).flatMap((one) => (one.kind === 'customer' ? one.text : [])),
  );
  return [...new Set(found)];
}
