import type { Precision } from '@debrief/contract';
import {
  foldLetters,
  isUnspaced,
  spacedLetter,
  splitWords,
  unspacedLetter,
} from '@debrief/rules/search';
import porter from 'wink-porter2-stemmer';
import type { Scores } from './scores.ts';

/** An item that a report is compared with. Pure data; times are corrected by clock offsets. */
export interface RecordItem {
  id: string;
  target: 'evidence' | 'event' | 'milestone';
  /** Null if its time is unknown. */
  atMs: number | null;
  precision: Precision;
  text: string;
  /** Where a passage starts in the text of its evidence. */
  offset: number;
  /** Its author, stream and kind in words. */
  about: string;
  /** Its fields, commit and title: compared, but not quoted. */
  facts: string;
  /** The name of its author. */
  author: string | null;
  stream: string;
  /** The author. */
  personIds: readonly string[];
  /** Of an event: the evidence that it cites. */
  cites: readonly string[];
}

const halfDay = 720;

/** The keys of a clock time: exact, and as it reads without am or pm. */
export function clockKeys(minutes: number): string[] {
  const whole = ((minutes % (2 * halfDay)) + 2 * halfDay) % (2 * halfDay);
  return [`T${whole}`, `t${whole % halfDay}`];
}

/** The key of an instant that is written in full: `2022-12-06T00:00:02Z`. */
export function instantKey(ms: number): string {
  return `i${Math.floor(ms / 60_000)}`;
}

/** Hexadecimal numbers, numbers, and words: `8f3c1d07ab`, `3,896`, `14:05`, `1.14.0`, `skus_base`. */
const buildToken = (letter: string, digit: string, more: string) =>
  String.raw`\d{4}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)|[0-9a-f]{7,40}(?!${letter}|[${digit}_])|(?:(?<!${letter}|[${digit}])v)?\d+(?:[:,.]\d+)*|(?:${letter}|_)(?:${letter}|[${digit}_])*${more}`;
/** A word ends where a script without spaces starts: サーバーdb is サーバー and db. */
const token = new RegExp(buildToken(spacedLetter, String.raw`\p{N}`, `|${unspacedLetter}+`), 'gu');
const onlyAscii = /^[\0-\x7f]*$/;
/** The same for texts in ASCII, several times as fast. */
const asciiToken = new RegExp(buildToken('[a-z]', '0-9', ''), 'g');
const small = new Set(
  `a about after again all also an and any are as at be because been before but by can could did do does for from had has have how if in into is it its just
  more most no not of off on one only or other our out over own so some such than that the their them then there these they this those to too under until up
  us was we were what when where which while who why will with would you your i my me he she his her am pm`.split(
    /\s+/,
  ),
);

/** The words and numbers of a text as keys of the index, in order, with repetitions. */
export function* readKeys(text: string, withSmall = false): Generator<string> {
  for (const { key } of readPlacedKeys(text, withSmall)) yield key;
}

/** Like `readKeys`, with the place of each key; letters with accents move places by a little. */
export function* readPlacedKeys(
  text: string,
  withSmall = false,
): Generator<{ key: string; at: number }> {
  const plain = onlyAscii.test(text) ? text.toLowerCase() : foldLetters(text);
  for (const { 0: word, index: at } of plain.matchAll(token)) {
    if (isUnspaced(word)) for (const pair of splitWords(word)) yield { key: pair.word, at };
    else if (withSmall || !small.has(word))
      yield { key: toKey(word, plain.slice(at + word.length, at + word.length + 4)), at };
  }
}

/** The key of a number or word. Only that of a clock time depends on what is behind it. */
function toKey(word: string, behind: string): string {
  const first = word.charCodeAt(0);
  if (isDigit(first) || (first === 118 && isDigit(word.charCodeAt(1))))
    return numberKey(word, behind);
  return isHash(word) ? commitKey(word) : findStem(word);
}

function isHash(word: string): boolean {
  return word.length >= 7 && /^[0-9a-f]+$/.test(word) && /\d/.test(word) && /[a-f]/.test(word);
}

/** Commits are named by a prefix of their hash. */
export function commitKey(hash: string): string {
  return `#${hash.slice(0, 7)}`;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** `3,896` is `3896`; a clock time without am or pm can be in either half of the day. */
function numberKey(word: string, behind: string): string {
  const colon = word.indexOf(':');
  if (colon > 2) return instantKey(Date.parse(word.replace(' ', 'T').toUpperCase()));
  if (colon > 0) {
    const clock = /^(\d{1,2}):(\d{2})(?::\d{2})?/.exec(word);
    if (clock) return clockKey(clock[1] ?? '', Number(clock[2]), behind);
  }
  if (isHash(word)) return commitKey(word);
  const plain = word.includes(',') ? word.replaceAll(/,(?=\d{3}(?!\d))/g, '') : word;
  return plain.replace(/^v/, '').replace(/^0+(?=\d)/, '');
}

function clockKey(written: string, minute: number, behind: string): string {
  const half = /^\s?([ap])\.?m/.exec(behind)?.[1];
  const hour = Number(written);
  if (half !== undefined) return `T${((hour % 12) + (half === 'p' ? 12 : 0)) * 60 + minute}`;
  const isExact = hour === 0 || hour > 12 || written.startsWith('0');
  return isExact ? `T${hour * 60 + minute}` : `t${(hour * 60 + minute) % halfDay}`;
}

const mostWritten = 200_000;
const stems = new Map<string, string>();

function findStem(word: string): string {
  // No word of a language is as long, and the stemmer takes the square of the length.
  if (word.length < 4 || word.length > 40) return word;
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size > mostWritten) stems.clear();
  const stem = /^[a-z]+$/.test(word) ? porter(word) : word;
  stems.set(word, stem);
  return stem;
}

const saturation = 1.2;
const lengthShare = 0.5;
/** Among few items every word seems common. */
const asIf = 60;
/** In a larger record, common words and weak matches are left out. */
const manyItems = 5_000;
const commonShare = 0.08;
const weakShare = 0.25;

/**
 * The items of a record by the words that a report uses. One pass over the record; words that the
 * report does not use are not kept.
 */
export class RecordIndex {
  readonly items: RecordItem[] = [];
  private readonly lengths: number[] = [];
  private readonly postings: number[][] = [];
  private readonly numbers = new Map<string, number>();
  /** By a word as it is written: -1 if the report does not use it. */
  private readonly written = new Map<string, number>();
  private readonly seen: Int32Array;
  private readonly bits = new Map<string, Uint32Array>();
  private byTime: Uint32Array | null = null;
  private times: Float64Array | null = null;
  private words = 0;

  constructor(vocabulary: Iterable<string>) {
    for (const key of vocabulary)
      if (!this.numbers.has(key)) {
        this.numbers.set(key, this.postings.length);
        this.postings.push([]);
      }
    this.seen = new Int32Array(this.postings.length).fill(-1);
  }

  add(item: RecordItem): void {
    const at = this.items.length;
    this.items.push(item);
    const length =
      this.addText(item.text, at) + this.addText(item.about, at) + this.addText(item.facts, at);
    this.lengths.push(length);
    this.words += length;
  }

  /** The number of its words. */
  private addText(text: string, at: number): number {
    if (text === '') return 0;
    if (text.includes(':') || !onlyAscii.test(text)) {
      const numbers = Array.from(readKeys(text, true), (key) => this.numbers.get(key) ?? -1);
      for (const number of numbers) this.post(number, at);
      return numbers.length;
    }
    const words = text.toLowerCase().match(asciiToken) ?? [];
    for (const word of words) this.post(this.numberFor(word), at);
    return words.length;
  }

  private numberFor(word: string): number {
    const known = this.written.get(word);
    if (known !== undefined) return known;
    if (this.written.size > mostWritten) this.written.clear();
    const number = this.numbers.get(toKey(word, '')) ?? -1;
    this.written.set(word, number);
    return number;
  }

  private post(number: number, at: number): void {
    if (number === -1 || this.seen[number] === at) return;
    this.seen[number] = at;
    this.postings[number]?.push(at);
  }

  /** The items that contain a key. */
  having(key: string): readonly number[] {
    const number = this.numbers.get(key);
    return number === undefined ? [] : (this.postings[number] ?? []);
  }

  /** Whether so many items of a large record contain a key that it says nothing about one. */
  isCommon(key: string): boolean {
    const { length } = this.items;
    return length > manyItems && this.having(key).length > length * commonShare;
  }

  /** Those of the items that contain every key. */
  filter(items: readonly number[], keys: readonly string[]): readonly number[] {
    const all = keys.map((key) => this.bits.get(key) ?? this.toBits(key));
    return items.filter((item) =>
      all.every((bits) => ((bits[item >> 5] ?? 0) & (1 << (item & 31))) !== 0),
    );
  }

  private toBits(key: string): Uint32Array {
    const bits = new Uint32Array((this.items.length >> 5) + 1);
    for (const item of this.having(key))
      bits[item >> 5] = (bits[item >> 5] ?? 0) | (1 << (item & 31));
    this.bits.set(key, bits);
    return bits;
  }

  /** How specific a key is (inverse document frequency). */
  weigh(key: string): number {
    const count = this.having(key).length;
    return Math.log(1 + (Math.max(this.items.length, asIf) - count + 0.5) / (count + 0.5));
  }

  /**
   * Sets how well each item that shares a key matches (Okapi BM25 with one occurrence per word). Each
   * key has a share of its weight.
   */
  score(scores: Scores, keys: ReadonlyMap<string, number>): void {
    scores.keep(Infinity);
    const average = this.words / Math.max(1, this.items.length);
    for (const [key, share] of keys) {
      if (this.isCommon(key)) continue;
      const weight = this.weigh(key) * share;
      for (const at of this.having(key)) {
        const long = (this.lengths[at] ?? average) / average;
        const damped = (saturation + 1) / (1 + saturation * (1 - lengthShare + lengthShare * long));
        scores.set(at, scores.get(at) + weight * damped);
      }
    }
    if (scores.items.length > manyItems) scores.keep(scores.best() * weakShare);
  }

  /** The items with a start or end in a range of time, both inclusive. */
  between(fromMs: number, untilMs: number): number[] {
    const order = this.inOrder();
    let [low, high] = [0, order.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.timeOf(order[middle] ?? 0) < fromMs) low = middle + 1;
      else high = middle;
    }
    const found: number[] = [];
    for (let at = low; at < order.length; at++) {
      const item = order[at] ?? 0;
      if (this.timeOf(item) > untilMs) break;
      found.push(item);
    }
    return found;
  }

  /** When an item is from; NaN if that is unknown. */
  timeOf(item: number): number {
    this.times ??= Float64Array.from(this.items, ({ atMs }) => atMs ?? NaN);
    return this.times[item] ?? NaN;
  }

  private inOrder(): Uint32Array {
    this.byTime ??= Uint32Array.from(
      this.items.keys().filter((item) => !Number.isNaN(this.timeOf(item))),
    ).toSorted((one, other) => this.timeOf(one) - this.timeOf(other));
    return this.byTime;
  }
}
