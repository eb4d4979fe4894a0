/**
 * A search term: a word, a prefix, or adjacent words (the last of which can be a prefix). Words are
 * in lowercase, without accents.
 */
export interface Term {
  words: string[];
  isPrefix: boolean;
  /** Other words that are also found, if the term is one word. */
  forms?: readonly string[];
  /** In quotes: exactly these words. */
  isQuoted?: boolean;
}

/** A word of a text, and its position. */
export interface Word {
  word: string;
  start: number;
  end: number;
}

/**
 * Letters of scripts that don't put spaces between words: Chinese, Japanese, Korean, Thai, Lao,
 * Burmese and Khmer. `search_words` in the database uses the same ones (migration 0041).
 */
const unspaced = String.raw`\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uffdc\u0e01-\u0e2e\u0e30\u0e32\u0e33\u0e40-\u0e45\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u0edc-\u0edf\u1000-\u102a\u103f\u1050-\u1055\u1780-\u17b3\u{20000}-\u{3134f}`;
/**
 * Accents and other marks on letters, vowel signs and tone marks: they are left out of words, since
 * many people don't type them. The same as in migration 0041; the marks of Japanese stay.
 */
const marks = String.raw`\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0903\u093a-\u093c\u093e-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc\u09be-\u09cd\u09d7\u09e2\u09e3\u0a01-\u0a03\u0a3c-\u0a51\u0a70\u0a71\u0a75\u0a81-\u0a83\u0abc\u0abe-\u0acd\u0b01-\u0b03\u0b3c\u0b3e-\u0b57\u0b82\u0bbe-\u0bcd\u0bd7\u0c00-\u0c04\u0c3c\u0c3e-\u0c56\u0c81-\u0c83\u0cbc\u0cbe-\u0cd6\u0d00-\u0d03\u0d3b\u0d3c\u0d3e-\u0d4d\u0d57\u0d81-\u0d83\u0dca-\u0ddf\u0e2f\u0e31\u0e34-\u0e3a\u0e46-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u17b4-\u17d3\u200c\u200d\ufe00-\ufe0f`;

/** A letter of a script without spaces, and one of another script, for regular expressions with `u`. */
export const unspacedLetter = `[${unspaced}]`;
export const spacedLetter = String.raw`(?![${unspaced}])\p{L}`;
const letters = new RegExp(String.raw`[${unspaced}]+|(?:(?![${unspaced}])[\p{L}\p{N}])+`, 'gu');
/** A letter with its marks, which can change together: か and a mark are が. */
const cluster = new RegExp(
  String.raw`[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|.[${marks}\u3099\u309a]*`,
  'gsu',
);
const onlyAscii = /^[\0-\x7f]*$/;
const anyMark = new RegExp(`[${marks}]`, 'gu');
const beginsUnspaced = new RegExp(`^[${unspaced}]`, 'u');
/** Letters that have no accent in Unicode. */
const plainLetters: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  ς: 'σ',
};

/**
 * Whether a word is of a script that is split into pairs of letters: then it is such a pair, or a
 * letter.
 */
export function isUnspaced(word: string): boolean {
  return beginsUnspaced.test(word);
}

/** Lowercase letters without accents: `Größe` is `grosse`, and `Ёлка` is `елка`. */
export function foldLetters(text: string): string {
  if (onlyAscii.test(text)) return text.toLowerCase();
  return text
    .normalize('NFD')
    .replaceAll(anyMark, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[ßæœøłđıς]/g, (letter) => plainLetters[letter] ?? letter);
}

/**
 * The words of a text, as the database splits it: letters and digits, in lowercase and without
 * accents. Scripts without spaces are split into overlapping pairs and the last letter of a run, so
 * that every word in it is found: 消息积压 is 消息, 息积, 积压 and 压.
 */
export function splitWords(text: string): Word[] {
  const { folded, starts, ends } = foldPlaces(text);
  const toPlace = (from: number, until: number) => ({
    start: starts?.[from] ?? from,
    end: ends?.[until - 1] ?? until,
  });
  return [...folded.matchAll(letters)].flatMap(({ 0: word, index }) =>
    isUnspaced(word)
      ? pairLetters(word, index).map((pair) => ({
          word: pair.word,
          ...toPlace(pair.start, pair.end),
        }))
      : [{ word, ...toPlace(index, index + word.length) }],
  );
}

/** A folded text, and where the letter of each of its positions starts and ends in the text. */
function foldPlaces(text: string): { folded: string; starts?: number[]; ends?: number[] } {
  if (onlyAscii.test(text)) return { folded: text.toLowerCase() };
  const starts: number[] = [];
  const ends: number[] = [];
  let folded = '';
  for (const { 0: letter, index } of text.matchAll(cluster)) {
    const plain = foldLetters(letter);
    folded += plain;
    for (let at = 0; at < plain.length; at += 1) {
      starts.push(index);
      ends.push(index + letter.length);
    }
  }
  return { folded, starts, ends };
}

function pairLetters(run: string, start: number): Word[] {
  const all = Array.from(run);
  let at = start;
  return all.map((letter, index) => {
    const word = letter + (all[index + 1] ?? '');
    const found = { word, start: at, end: at + word.length };
    at += letter.length;
    return found;
  });
}

/** Adjacent words of a text as one search term; null if it has none. */
export function readPhrase(text: string): Term | null {
  return toPhrase(splitWords(text));
}

function toPhrase(found: readonly Word[]): Term | null {
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
  const runs: Word[][] = [];
  for (const word of splitWords(text)) {
    const run = runs.at(-1);
    if ((run?.at(-1)?.end ?? 0) > word.start) run?.push(word);
    else runs.push([word]);
  }
  const terms = runs.flatMap((run) => toPhrase(run) ?? []);
  return terms.map((term, index) =>
    isUnfinished && index === terms.length - 1 ? { ...term, isPrefix: true } : term,
  );
}

/**
 * The terms as a PostgreSQL query, anywhere or (`in: 'title'`) only in titles, without the excluded
 * ones. Words are letters and digits, so that nothing needs escaping.
 */
export function toTsquery(
  terms: readonly Term[],
  where: 'anywhere' | 'title' = 'anywhere',
  excluded: readonly Term[] = [],
): string {
  const weight = where === 'title' ? 'A' : '';
  const formatWord = (word: string, isPrefix: boolean) => {
    const label = `${isPrefix ? '*' : ''}${weight}`;
    return `'${word}'${label === '' ? '' : `:${label}`}`;
  };
  const formatTerm = ({ words, isPrefix, forms = [] }: Term) => {
    const last = words.length - 1;
    const typed = words.map((word, index) => formatWord(word, isPrefix && index === last));
    const all = [typed.join(' <-> '), ...forms.map((form) => formatWord(form, false))];
    return words.length + forms.length > 1 ? `(${all.join(' | ')})` : all.join('');
  };
  return [...terms.map(formatTerm), ...excluded.map((term) => `!${formatTerm(term)}`)].join(' & ');
}
