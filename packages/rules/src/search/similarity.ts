import { isUnspaced, splitWords } from './words.ts';

/** What a factor says, as it is held against others. */
export interface FactorText {
  kind: string;
  statement: string;
  belief: string;
  reality: string;
}

export interface Similarity {
  isSameKind: boolean;
  /** Telling words of both, the rarest first. */
  words: string[];
  beliefWords: string[];
  /** What the order rests on; shown to nobody. */
  weight: number;
}

/** In how many of `factors` factors a word stands. */
export interface Rarity {
  factors: number;
  of: ReadonlyMap<string, number>;
}

/** Two factors are alike from here on: about two words that one factor in ten holds, or one that one in a hundred holds. */
const alikeFrom = 4.5;
/** A word that more than this share of all factors hold tells nothing, once there are enough factors to tell. */
export const commonShare = 0.2;
const enoughFactors = 20;
/** Words are weighed as if there were at least so many factors: among few, every word would seem common. */
const asIf = 50;
/** Words of English that are in every text, for as long as there are too few factors to see that. */
const everywhere = new Set(
  `a about after again all also an and any are as at be because been before but by can could did do does for from had has have how if in into is it its
  just more most never no not nobody nothing of off on one only or other our out over own so some such than that the their them then there these they this
  those to too under until up us was we were what when where which while who why will with would you your`.split(
    /\s+/,
  ),
);

/** The words of a text that can tell something: no numbers alone, no single letters, nothing that is in every text. */
export function listSignificantWords(text: string): string[] {
  const words = splitWords(text).map(({ word }) => word);
  return [...new Set(words)].filter(
    (word) =>
      !everywhere.has(word) &&
      !/^\p{N}+$/u.test(word) &&
      (isUnspaced(word) ? isTellingPair(word) : word.length > 2),
  );
}

/** A letter alone is the end of a word, and what is all hiragana is mostly grammar. */
function isTellingPair(word: string): boolean {
  return Array.from(word).length === 2 && !/^\p{Script=Hiragana}+$/u.test(word);
}

/** How much a word tells: nothing where many factors hold it, else more the fewer do (inverse document frequency, Spärck Jones 1972). */
export function weighWord(word: string, rarity: Rarity): number {
  const holding = rarity.of.get(word) ?? 0;
  if (rarity.factors >= enoughFactors && holding > rarity.factors * commonShare) return 0;
  return Math.log((Math.max(rarity.factors, asIf) + 1) / (Math.max(holding, 1) + 0.5));
}

/** Whether and why two factors are alike: of one kind with telling words in common, or with a belief in common. Null where they are not. */
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
  /** Of how many words they are: of pairs that overlap, those that stand side by side. */
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

/** Pairs that overlap are one piece of the text again: 消息, 息积 and 积压 become 消息积压, which tells as much as 消息 and 积压. */
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
