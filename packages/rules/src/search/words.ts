/**
 * A search term: a word, a prefix, or adjacent words (the last of which can be a prefix). Words are
 * in lowercase.
 */
export interface Term {
  words: string[];
  isPrefix: boolean;
}

/** A word of a text, and its position. */
export interface Word {
  word: string;
  start: number;
  end: number;
}

/**
 * Letters of Chinese, Japanese and Korean, whose words are not separated by spaces. `search_words`
 * in the database uses the same ones (migration 0022).
 */
const unspaced = String.raw`\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uffdc\u{20000}-\u{3134f}`;
const run = new RegExp(String.raw`[${unspaced}]+|(?:(?![${unspaced}])[\p{L}\p{N}])+`, 'gu');
const beginsUnspaced = new RegExp(`^[${unspaced}]`, 'u');

/**
 * Whether a word is of a script that is split into pairs of letters: then it is such a pair, or a
 * letter.
 */
export function isUnspaced(word: string): boolean {
  return beginsUnspaced.test(word);
}

/**
 * The words of a text, as the database splits it: letters and digits, in lowercase. Chinese,
 * Japanese and Korean are split into overlapping pairs and the last letter of a run, so that every
 * word in it is found: 消息积压 is 消息, 息积, 积压 and 压.
 */
export function splitWords(text: string): Word[] {
  return [...text.matchAll(run)].flatMap(({ 0: found, index }) =>
    isUnspaced(found)
      ? pairLetters(found, index)
      : [{ word: inLowerCase(found), start: index, end: index + found.length }],
  );
}

function pairLetters(letters: string, start: number): Word[] {
  const all = Array.from(letters);
  let at = start;
  return all.map((letter, index) => {
    const word = letter + (all[index + 1] ?? '');
    const found = { word, start: at, end: at + word.length };
    at += letter.length;
    return found;
  });
}

/**
 * İ becomes a letter and a separate mark, which is not part of a word; the database keeps only the
 * letter.
 */
function inLowerCase(word: string): string {
  return word.toLowerCase().replaceAll(/\p{M}/gu, '');
}

/** Adjacent words of a text as one search term; null if it has none. */
export function readPhrase(text: string): Term | null {
  const found = splitWords(text);
  const words = found.map(({ word }) => word);
  const [before, last] = [found.at(-2), found.at(-1)];
  if (!last) return null;
  // The last letter of a run can continue in the text: its pair is enough, and a single letter is a
  // prefix.
  const isPaired = before !== undefined && before.end > last.start;
  return isPaired
    ? { words: words.slice(0, -1), isPrefix: false }
    : { words, isPrefix: isUnspaced(last.word) };
}

/** Each word of a text as a search term; the last one can be a prefix. */
export function splitTerms(text: string, isUnfinished = true): Term[] {
  const terms = [...text.matchAll(run)].flatMap(([found]) => readPhrase(found) ?? []);
  return terms.map((term, index) =>
    isUnfinished && index === terms.length - 1 ? { ...term, isPrefix: true } : term,
  );
}

/**
 * The terms as a PostgreSQL query, anywhere or (`in: 'title'`) only in titles. Words are letters
 * and digits, so that nothing needs escaping.
 */
export function toTsquery(
  terms: readonly Term[],
  where: 'anywhere' | 'title' = 'anywhere',
): string {
  const weight = where === 'title' ? 'A' : '';
  const formatTerm = ({ words, isPrefix }: Term) =>
    words
      .map((word, index) => {
        const label = `${isPrefix && index === words.length - 1 ? '*' : ''}${weight}`;
        return `'${word}'${label === '' ? '' : `:${label}`}`;
      })
      .join(' <-> ');
  return terms
    .map((term) => (term.words.length > 1 ? `(${formatTerm(term)})` : formatTerm(term)))
    .join(' & ');
}
