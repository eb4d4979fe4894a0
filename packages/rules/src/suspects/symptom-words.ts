import { foldLetters, isUnspaced, listSignificantWords } from '../search/index.ts';

/** A word of the symptom. Identifiers (`update_alias`, `/api/v2`, `SkuIndex`) count double. */
export interface SymptomWord {
  word: string;
  stem: string;
  isIdentifier: boolean;
}

const mostWords = 40;
const identifier =
  /[\p{L}\p{N}]+(?:[_./:-]+[\p{L}\p{N}]+)+|(?<!\p{L})\p{L}+(?<=\p{Ll})\p{Lu}\p{L}*|\p{L}+\p{N}+\p{L}*/gu;
/** Words of any outage or any change: they say that something is wrong or was done, not what. */
const saysNothing = new Set(
  `incident incidents outage problem problems issue issues error errors fail fails failed failing failure failures broken
  down alert alerts firing critical warning degraded unavailable customers customer users user seen shows show
  add added new old change changed changes update updated updates fix fixed fixes remove removed use using set make
  version release released deploy deployed deployment bump merge merged pull request branch`.split(
    /\s+/,
  ),
);

/** The words of a symptom that can be specific, each once, identifiers first. */
export function listSymptomWords(text: string): SymptomWord[] {
  const short = text.slice(0, 4_000);
  const identifiers = [
    ...new Set(Array.from(short.matchAll(identifier), ([name]) => foldLetters(name))),
  ].filter((name) => name.length > 3 && !/^[\d.:/-]+$/.test(name));
  const words = new Map(
    listSignificantWords(splitCamelCase(short)).map((word): [string, string] => [
      stemWord(word),
      word,
    ]),
  );
  return [
    ...identifiers.map((word) => ({ word, stem: word, isIdentifier: true })),
    ...Array.from(words, ([stem, word]) => ({ word, stem, isIdentifier: false })).filter(
      ({ word, stem }) => !saysNothing.has(word) && !saysNothing.has(stem),
    ),
  ].slice(0, mostWords);
}

const splitCamelCase = (text: string) => text.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2');

/** `listings` and `listing` are one word; `status` and `address` stay as they are. */
export function stemWord(word: string): string {
  if (isUnspaced(word) || word.length < 5) return word;
  const plain = word.replace(/(?:ings|ing|ed)$/, '').replace(/(?<=ch|sh|x|z|ss)es$/, '');
  const base = plain.length >= 4 ? plain : word;
  return base.length > 4 ? base.replace(/(?<![suei])s$/, '').replace(/es$/, 'e') : base;
}

/** Returns the indexes of the words that a text contains. One pass over the text for all words. */
export function createMatcher(words: readonly SymptomWord[]): (text: string) => number[] {
  const indexes = new Map(words.map(({ stem }, index) => [stem, index]));
  const plain = words.filter(({ isIdentifier }) => !isIdentifier).map(({ stem }) => stem);
  const names = words.flatMap(({ word, isIdentifier }, index) =>
    isIdentifier ? [{ word, index }] : [],
  );
  const spaced = plain.filter((word) => !isUnspaced(word)).toSorted((a, b) => b.length - a.length);
  const unspaced = plain.filter(isUnspaced);
  const pattern =
    spaced.length === 0
      ? null
      : new RegExp(
          String.raw`(?<![\p{L}\p{N}])(${spaced.join('|')})(?:s|es|e|ed|ing|ings)?(?![\p{L}\p{N}])`,
          'gu',
        );
  return (text) => {
    const folded = foldLetters(splitCamelCase(text));
    const found = new Set<number>();
    if (pattern)
      for (const { 1: word } of folded.matchAll(pattern)) found.add(indexes.get(word ?? '') ?? -1);
    for (const word of unspaced) if (folded.includes(word)) found.add(indexes.get(word) ?? -1);
    if (names.length > 0) {
      const whole = foldLetters(text);
      for (const { word, index } of names) if (whole.includes(word)) found.add(index);
    }
    return [...found].filter((index) => index >= 0).toSorted((a, b) => a - b);
  };
}

/** The words of a symptom for a search in a word index: letters and digits, the start of each. */
export function listSearchWords(text: string): string[] {
  const parts = listSymptomWords(text).flatMap(({ stem }) => stem.split(/[^\p{L}\p{N}]+/u));
  return [...new Set(parts.filter((part) => part.length > 1))];
}
