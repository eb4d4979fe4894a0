import { isUnspaced, type Term } from './words.ts';

/** In shorter words a changed letter makes another word. */
const leastLetters = 4;
const alphabets = [
  'abcdefghijklmnopqrstuvwxyz',
  'абвгдежзиклмнопрстуфхцчшщъыьэюя',
  'αβγδεζηθικλμνξοπρστυφχψω',
];

/**
 * The spellings that differ by one letter: one missing, added, changed, or two swapped (Damerau
 * 1964: four of five typing errors). Empty for short words, numbers, and scripts without an
 * alphabet.
 */
export function listSpellings(word: string): string[] {
  const letters = alphabets.find((alphabet) => alphabet.includes(word.charAt(0)));
  if (!letters || word.length < leastLetters || /\p{N}/u.test(word) || isUnspaced(word)) return [];
  const spellings = new Set<string>();
  for (let at = 0; at <= word.length; at += 1) {
    const [start, end] = [word.slice(0, at), word.slice(at)];
    spellings.add(start + end.slice(1));
    spellings.add(start + end.charAt(1) + end.charAt(0) + end.slice(2));
    for (const letter of letters) {
      spellings.add(start + letter + end);
      spellings.add(start + letter + end.slice(1));
    }
  }
  spellings.delete(word);
  return [...spellings];
}

/**
 * The terms of a search that found nothing, with words that are spelled similarly, and the parts of
 * a name anywhere. Quoted words stay as they are.
 */
export function loosenTerms(terms: readonly Term[]): Term[] {
  return terms.flatMap((term) => {
    if (term.isQuoted) return [term];
    const last = term.words.length - 1;
    return term.words.map((word, index) => ({
      words: [word],
      isPrefix: term.isPrefix && index === last,
      forms: [...(term.words.length === 1 ? (term.forms ?? []) : []), ...listSpellings(word)],
    }));
  });
}
