/** One thing looked for: a word, the beginning of one, or words beside each other (of which the last may be a beginning). Words are in lower case. */
export interface Term {
  words: string[];
  isPrefix: boolean;
}

/** A word of a text, and where it stands there. */
export interface Word {
  word: string;
  start: number;
  end: number;
}

/** Letters of Chinese, Japanese and Korean, of which words are not told by spaces. `search_words` in the database knows the same ones (migration 0022). */
const unspaced = String.raw`\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uffdc\u{20000}-\u{3134f}`;
const run = new RegExp(String.raw`[${unspaced}]+|(?:(?![${unspaced}])[\p{L}\p{N}])+`, 'gu');
const beginsUnspaced = new RegExp(`^[${unspaced}]`, 'u');

/** Whether a word is of a script that is taken apart in pairs of letters: then it is such a pair, or a letter. */
export function isUnspaced(word: string): boolean {
  return beginsUnspaced.test(word);
}

/** The words of a text, as the database takes them apart: letters and digits, in lower case. Of Chinese, Japanese and Korean the overlapping pairs of a run
 * of letters and its last letter, so that whatever is a word in it is found: 消息积压 is 消息, 息积, 积压 and 压. */
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

/** İ becomes a letter and a mark of its own, which is no part of a word; the database takes the letter. */
function inLowerCase(word: string): string {
  return word.toLowerCase().replaceAll(/\p{M}/gu, '');
}

/** The words of a text beside each other, as one thing looked for; null where it has none. */
export function readPhrase(text: string): Term | null {
  const found = splitWords(text);
  const words = found.map(({ word }) => word);
  const [before, last] = [found.at(-2), found.at(-1)];
  if (!last) return null;
  // The last letter of a run may go on in the text: its pair says enough, and a letter alone is the beginning of one.
  const isPaired = before !== undefined && before.end > last.start;
  return isPaired
    ? { words: words.slice(0, -1), isPrefix: false }
    : { words, isPrefix: isUnspaced(last.word) };
}

/** Each word of a text as something looked for, anywhere; the last one possibly unfinished. */
export function splitTerms(text: string, isUnfinished = true): Term[] {
  const terms = [...text.matchAll(run)].flatMap(([found]) => readPhrase(found) ?? []);
  return terms.map((term, index) =>
    isUnfinished && index === terms.length - 1 ? { ...term, isPrefix: true } : term,
  );
}

/** The terms as PostgreSQL looks for them, anywhere or (`in: 'title'`) in titles alone. Words are letters and digits, so that nothing needs escaping. */
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
