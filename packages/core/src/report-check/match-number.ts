import { findQuantities, type Quantity } from '@debrief/prose/story';
import { durationText } from '@debrief/rules/time';
import type { Claim } from './claim.ts';
import type { Match } from './match.ts';
import { readKeys, type RecordIndex, type RecordItem } from './record-index.ts';
import type { Relevance } from './relevance.ts';

/** A match of less than this is not about the sentence. */
const hitShare = 0.45;
const nounShare = 0.2;
const aboutShare = 0.6;
const leastScore = 4;
/** Up to this, a writer can have counted. */
const countable = 12;
const mostCompared = 30;
/** Of two items with comparable numbers, the one that matches much better decides. */
const closeShare = 0.9;
/** A week is not compared with 30 seconds. */
const comparableTimes = 5;
const otherUnit = 0.85;
const mostHits = 200;
const leastDuration = 5;
/** Below this share of its words, the record does not cover a sentence. */
const coveredShare = 0.33;
const notCounted = 'The record does not count this';

interface Hit {
  item: number;
  score: number;
  quantity: Quantity | null;
  isSameNoun: boolean;
  /** Whether words of the sentence are next to it. */
  isInContext: boolean;
  isEvidence: boolean;
}

/** Compares a number with those next to the same words in the record. */
export function matchNumber(
  claim: Extract<Claim, { kind: 'number' }> & { quantity: Quantity },
  index: RecordIndex,
  relevance: Relevance,
): Match {
  const { quantity, unit } = claim;
  // The quantity's offsets are those of its block.
  const inUnit = { ...quantity, end: claim.unitStart + claim.text.length };
  nouns.set(quantity, readNouns(unit.text, inUnit));
  const isCount =
    quantity.dimension === 'count' && quantity.value <= countable && quantity.perSeconds === null;
  if (isCount && relevance.best < relevance.full * coveredShare)
    return { verdict: 'unclear', message: notCounted, item: null, quote: null };
  const hits = findHits(claim.text, index, relevance, (one) => isSame(quantity, one), quantity);
  const hit = hits[0] ?? null;
  const other = findOther(
    index,
    relevance,
    (one) => isComparable(quantity, one) && !isSame(quantity, one),
  );
  const isDoubtful = !isSpecific(quantity) && !isSupported(quantity, hits, other);
  if (hit !== null && !isDoubtful && isConvincing(hit, quantity, relevance))
    return {
      verdict: 'found',
      message: 'In the record',
      item: hit.item,
      quote: toRange(index, hit),
    };
  if (other !== null)
    return {
      verdict: 'differs',
      message: `The record says ${other.quantity?.text.trim() ?? ''}${nounText(quantity)}`,
      item: other.item,
      quote: toRange(index, other),
    };
  const isCovered =
    relevance.best >= leastScore &&
    findOther(index, relevance, (one) => one.dimension === quantity.dimension) !== null;
  if (isCount && !isCovered)
    return { verdict: 'unclear', message: notCounted, item: null, quote: null };
  return {
    verdict: 'not-found',
    message: 'Not in the record',
    item: topItem(relevance),
    quote: null,
  };
}

/** Compares a duration with those in the record, and with those between its milestones. */
export function matchDuration(
  claim: Extract<Claim, { kind: 'duration' }>,
  index: RecordIndex,
  relevance: Relevance,
  durations: readonly { name: string; ms: number }[],
): Match {
  const toleranceMs = Math.max(claim.unitMs, claim.isAbout ? claim.ms * 0.15 : 0);
  const isEqual = (one: Quantity) =>
    one.dimension === 'duration' && one.perSeconds === null && isClose(claim, one.base * 1000);
  const hit = findHits(claim.text, index, relevance, isEqual, null)[0] ?? null;
  const other = findOther(
    index,
    relevance,
    (one) =>
      one.dimension === 'duration' &&
      one.perSeconds === null &&
      !isEqual(one) &&
      Math.max(one.base * 1000, claim.ms) <= Math.min(one.base * 1000, claim.ms) * comparableTimes,
  );
  const isDoubtful = hit !== null && other !== null && hit.score < other.score * closeShare;
  if (
    hit !== null &&
    !isDoubtful &&
    hit.score >= Math.max(relevance.best * aboutShare, leastDuration)
  )
    return {
      verdict: 'found',
      message: 'In the record',
      item: hit.item,
      quote: toRange(index, hit),
    };
  const calculated = durations.find(({ ms }) => Math.abs(ms - claim.ms) <= toleranceMs);
  if (calculated !== undefined)
    return {
      verdict: 'found',
      message: `${calculated.name} took ${durationText(calculated.ms)}`,
      item: null,
      quote: null,
    };
  if (other?.quantity)
    return {
      verdict: 'differs',
      message: `The record says ${other.quantity.text.trim()}`,
      item: other.item,
      quote: toRange(index, other),
    };
  if (durations.length === 0 && relevance.best < relevance.full * coveredShare)
    return {
      verdict: 'unclear',
      message: 'The record has no milestones to compare this with',
      item: null,
      quote: null,
    };
  return {
    verdict: 'not-found',
    message: 'Not in the record, and not between two of its milestones',
    item: topItem(relevance),
    quote: null,
  };
}

function isClose({ ms, isAbout }: { ms: number; isAbout: boolean }, otherMs: number): boolean {
  return Math.abs(otherMs - ms) <= ms * (isAbout ? 0.15 : 0.001);
}

/** The items with this quantity, the one that matches the sentence best first. */
function findHits(
  text: string,
  index: RecordIndex,
  relevance: Relevance,
  isEqual: (one: Quantity) => boolean,
  wanted: Quantity | null,
): Hit[] {
  const candidates = new Set<number>();
  for (const key of valueKeys(text, wanted))
    for (const item of index.having(key)) if (relevance.scores.get(item) > 0) candidates.add(item);
  for (const item of topItems(relevance)) candidates.add(item);
  const scored = [...candidates]
    .map((item) => ({ item, score: relevance.scores.get(item) }))
    .toSorted((one, other) => other.score - one.score)
    .slice(0, mostHits);
  return scored
    .flatMap(({ item, score }) =>
      readQuantities(index.items[item])
        .filter(isEqual)
        .map((quantity): Hit => ({
          item,
          score: isSameUnit(text, quantity) ? score : score * otherUnit,
          quantity,
          isSameNoun: wanted !== null && isSameNoun(wanted, quantity),
          isEvidence: index.items[item]?.target === 'evidence',
          isInContext:
            relevance.atTime.has(item) || hasContext(index.items[item], quantity, relevance),
        })),
    )
    .toSorted((one, other) => rank(other) - rank(one));
}

/** "7 days" is written differently from "one week". */
function isSameUnit(text: string, { dimension, text: other }: Quantity): boolean {
  if (dimension !== 'duration') return true;
  const letter = (written: string) =>
    /(?:\d\s?|[a-z]{2}[\s-])([a-zµ])[a-z]*\s*$/i.exec(written.trim())?.[1]?.toLowerCase();
  return letter(text) === letter(other);
}

const rank = ({ score, isSameNoun, isInContext, isEvidence }: Hit): number =>
  score + (isSameNoun ? 6 : 0) + (isInContext ? 3 : 0) + (isEvidence ? 3 : 0);

const contextLength = 45;

/** Whether a word of the sentence is close to the number. */
function hasContext(
  item: RecordItem | undefined,
  { start, end }: Quantity,
  { keys }: Relevance,
): boolean {
  const text = item === undefined ? '' : toText(item);
  const around = `${text.slice(Math.max(0, start - contextLength), start)} ${text.slice(end, end + contextLength)}`;
  return [...readKeys(around)].some((key) => keys.has(key) && !/^\d/.test(key));
}

function isConvincing(hit: Hit, quantity: Quantity, relevance: Relevance): boolean {
  if (hit.score >= relevance.best * hitShare) return true;
  if (hit.isSameNoun && hit.score >= relevance.best * nounShare) return true;
  return isSpecific(quantity) && hit.score > 0;
}

/** A number with many digits is hardly in the record by accident. */
function isSpecific({ value }: Quantity): boolean {
  return String(value).replaceAll(/\D|0+$/g, '').length >= 4;
}

/** Whether the number is next to the same words, in an item that matches as well as one with another number. */
function isSupported(quantity: Quantity, hits: readonly Hit[], other: Hit | null): boolean {
  const near = hits.filter((hit) => hit.isSameNoun || hit.isInContext);
  const isClose = near.some((hit) => other === null || hit.score >= other.score * closeShare);
  return (
    isClose &&
    (other === null || getNouns(quantity).length === 0 || near.some((hit) => hit.isSameNoun))
  );
}

/** The item about the sentence with such a quantity. */
function findOther(
  index: RecordIndex,
  relevance: Relevance,
  isOne: (one: Quantity) => boolean,
): Hit | null {
  const least = Math.max(relevance.best * aboutShare, leastScore);
  if (relevance.best < relevance.full * coveredShare) return null;
  for (const item of topItems(relevance)) {
    const score = relevance.scores.get(item);
    if (score < least) break;
    const quantity = readQuantities(index.items[item]).find(isOne);
    if (quantity !== undefined)
      return { item, score, quantity, isSameNoun: true, isInContext: true, isEvidence: true };
  }
  return null;
}

/** The items that match best, in order. */
export function topItems({ scores, best }: Relevance): number[] {
  let top: [item: number, score: number][] = [];
  let least = best * 0.3;
  for (const item of scores.items) {
    const score = scores.get(item);
    if (score < least) continue;
    top.push([item, score]);
    if (top.length < mostCompared * 4) continue;
    top = top.toSorted((first, second) => second[1] - first[1]).slice(0, mostCompared);
    least = top.at(-1)?.[1] ?? least;
  }
  return top
    .toSorted((first, second) => second[1] - first[1])
    .slice(0, mostCompared)
    .map(([item]) => item);
}

function topItem(relevance: Relevance): number | null {
  return relevance.best < leastScore ? null : (topItems(relevance)[0] ?? null);
}

/** Without instants: their digits count nothing. */
const toText = ({ text, facts }: RecordItem): string =>
  `${text}\n${facts.replaceAll(/\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?/g, '')}`;

const known = new WeakMap<RecordItem, Quantity[]>();
const longestText = 4_000;

function readQuantities(item: RecordItem | undefined): Quantity[] {
  if (item === undefined) return [];
  const before = known.get(item);
  if (before !== undefined) return before;
  const text = toText(item).slice(0, longestText);
  const read = findQuantities(text);
  for (const quantity of read) nouns.set(quantity, readNouns(text, quantity));
  known.set(item, read);
  return read;
}

function valueKeys(text: string, wanted: Quantity | null): string[] {
  const keys = [...readKeys(text, true)];
  return wanted === null ? keys : [...new Set([...keys, String(wanted.value)])];
}

function isSame(one: Quantity, other: Quantity): boolean {
  if (one.dimension !== other.dimension) return false;
  if (one.dimension === 'money' && one.of !== other.of) return false;
  const rounded = isRounded(one)
    ? Math.abs(one.base) * 0.05
    : one.isApproximate
      ? Math.abs(one.base) * 0.1
      : 0;
  return Math.abs(one.base - other.base) <= rounded + 1e-9;
}

/** "4.5k" can be 4,512. */
function isRounded({ text }: Quantity): boolean {
  return /\d\s?(?:k|m|bn?|thousand|million|billion)\b/i.test(text);
}

function isSameNoun(one: Quantity, other: Quantity): boolean {
  if (one.dimension !== 'count') return true;
  const [nouns, others] = [getNouns(one), getNouns(other)];
  return nouns.some((noun) => others.includes(noun));
}

/** Whether two numbers can be about the same: of the same noun, if both have one. */
function isComparable(one: Quantity, other: Quantity): boolean {
  if (
    one.dimension !== other.dimension ||
    (one.perSeconds === null) !== (other.perSeconds === null)
  )
    return false;
  if (one.dimension === 'count') return isSameNoun(one, other);
  const [small, large] = [one.base, other.base].toSorted((first, second) => first - second);
  return (small ?? 0) * comparableTimes >= (large ?? 0);
}

const nouns = new WeakMap<Quantity, string[]>();
const mostNouns = 3;

/** What a number counts: the words behind it, up to a comma or a small word. */
function readNouns(text: string, { end }: Quantity): string[] {
  const behind =
    /^(?:\s(?:of\s)?(?:our|the|all|these|those)?\s?(?:\d[\d,.]*\s)?|-)?((?:[\p{L}-]+\s?){0,4})/u.exec(
      text.slice(end, end + 60),
    )?.[1];
  const found: string[] = [];
  for (const word of (behind ?? '').split(/[\s-]/).filter((each) => each.length > 1)) {
    const [key] = readKeys(word);
    if (key === undefined || /^(?:done|last|now|per|them|said|only|out|back)$/.test(key)) break;
    found.push(key);
  }
  return found.slice(0, mostNouns);
}

function getNouns(quantity: Quantity): string[] {
  return nouns.get(quantity) ?? [];
}

function nounText(quantity: Quantity): string {
  return quantity.dimension === 'count' && quantity.of !== null && getNouns(quantity).length > 0
    ? ` ${quantity.of}`
    : '';
}

function toRange(
  index: RecordIndex,
  { item, quantity }: Hit,
): { start: number; end: number } | null {
  const text = index.items[item]?.text ?? '';
  return quantity === null || quantity.end > text.length
    ? null
    : { start: quantity.start, end: quantity.end };
}
