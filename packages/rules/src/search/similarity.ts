import { isUnspaced, splitWords } from './words.ts';

/** A factor's text, for comparison with others. */
export interface FactorText {
  kind: string;
  statement: string;
  belief: string;
  reality: string;
}

export interface Similarity {
  isSameKind: boolean;
  /** Specific words of both, rarest first. */
  words: string[];
  beliefWords: string[];
  /** Used only for ordering, never shown. */
  weight: number;
}

/** In how many of `factors` factors a word occurs. */
export interface Rarity {
  factors: number;
  of: ReadonlyMap<string, number>;
}

/**
 * The threshold for similar factors: about two words that one factor in ten contains, or one that
 * one in a hundred contains.
 */
const alikeFrom = 4.5;
/** A word in more than this share of all factors is not specific, once there are enough factors. */
export const commonShare = 0.2;
const enoughFactors = 20;
/**
 * Words are weighted as if there were at least this many factors: among few, every word would seem
 * common.
 */
const asIf = 50;
/** Common English words, for as long as there are too few factors to detect them. */
export const everywhere = new Set(
  `a about after again all also an and any are as at be because been before but by can could did do does for from had has have how if in into is it its
  just more most never no not nobody nothing of off on one only or other our out over own so some such than that the their them then there these they this
  those to too under until up us was we were what when where which while who why will with would you your`.split(
    /\s+/,
  ),
);

/**
 * The words of a text that can be specific: no bare numbers, no single letters, no common words.
 */
export function listSignificantWords(text: string): string[] {
  const words = splitWords(text).map(({ word }) => word);
  return [...new Set(words)].filter(
    (word) =>
      !everywhere.has(word) &&
      !/^\p{N}+$/u.test(word) &&
      (isUnspaced(word) ? isTellingPair(word) : word.length > 2),
  );
}

/** A single letter is the end of a word, and all-hiragana pairs are mostly grammar. */
function isTellingPair(word: string): boolean {
  return Array.from(word).length === 2 && !/^\p{Script=Hiragana}+$/u.test(word);
}

/**
 * How specific a word is: zero if many factors contain it, otherwise higher the fewer do (inverse
 * document frequency, Spärck Jones 1972).
 */
export function weighWord(word: string, rarity: Rarity): number {
  const holding = rarity.of.get(word) ?? 0;
  if (rarity.factors >= enoughFactors && holding > rarity.factors * commonShare) return 0;
  return Math.log((Math.max(rarity.factors, asIf) + 1) / (Math.max(holding, 1) + 0.5));
}

/**
 * Whether and why two factors are similar: the same kind with shared specific words, or a shared
 * belief. Null if they are not.
 */
export function measureSimilarity(
  one: FactorText,
  other: FactorText,
  rarity: Rarity,
): Similarity | null {
  const isSameKind = one.kind === other.kind;
  const words = findSharedWords(
    `${one.statement} ${one.reality}`,
    `${other.statement} ${other.reality}`,
    rarity,
  );
  const beliefWords = findSharedWords(one.belief, other.belief, rarity);
  const fits = (found: Weighed) => found.count >= 2 && found.weight >= alikeFrom;
  if (!(isSameKind && fits(words)) && !fits(beliefWords)) return null;
  return {
    isSameKind,
    words: words.words,
    beliefWords: beliefWords.words,
    weight: words.weight * (isSameKind ? 1.2 : 1) + beliefWords.weight,
  };
}

interface Weighed {
  words: string[];
  /** How many words they are: of overlapping pairs, only adjacent ones count. */
  count: number;
  weight: number;
}

function findSharedWords(one: string, other: string, rarity: Rarity): Weighed {
  const others = new Set(listSignificantWords(other));
  const weighed = listSignificantWords(one)
    .filter((word) => others.has(word))
    .map((word) => ({ word, tells: weighWord(word, rarity) }))
    .filter(({ tells }) => tells > 0);
  const pieces = mergePairs(weighed);
  return {
    words: pieces.toSorted((a, b) => b.tells - a.tells).map(({ word }) => word),
    count: pieces.reduce((sum, { count }) => sum + count, 0),
    weight: pieces.reduce((sum, { tells }) => sum + tells, 0),
  };
}

interface Piece {
  word: string;
  tells: number;
  count: number;
}

/** Joins overlapping pairs again: 消息, 息积 and 积压 become 消息积压, which counts as much as 消息 and 积压. */
function mergePairs(words: readonly { word: string; tells: number }[]): Piece[] {
  const pieces: Piece[] = [];
  for (const { word, tells } of words) {
    const [first = '', second = ''] = word;
    const before = pieces.at(-1);
    if (before && isUnspaced(word) && before.word.endsWith(first)) {
      before.word += second;
      const isNext = Array.from(before.word).length % 2 === 0;
      before.tells += isNext ? tells : 0;
      before.count += Number(isNext);
    } else pieces.push({ word, tells, count: 1 });
  }
  return pieces;
}
