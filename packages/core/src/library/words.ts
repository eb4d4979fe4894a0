/** One thing looked for: a word, the beginning of one, or words beside each other. Words are in lower case. */
export interface Term {
  words: string[];
  isPrefix: boolean;
}

/** What people call a review elsewhere. Whoever writes it beside other words means the place, not a word of the text. */
const aliases = new Set(['retrospective', 'retrospectives', 'postmortem', 'postmortems', 'debrief', 'debriefs', 'review', 'reviews']);

/** The words of a text, as the database takes them apart: letters and digits, in lower case. */
export function wordsIn(text: string): { word: string; start: number; end: number }[] {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => ({ word: inLowerCase(match[0]), start: match.index, end: match.index + match[0].length }));
}

/** İ becomes a letter and a mark of its own, which is no part of a word; the database takes the letter. */
function inLowerCase(word: string): string {
  return word.toLowerCase().replaceAll(/\p{M}/gu, '');
}

/**
 * What is looked for: words in quotes beside each other, all others anywhere, the last one possibly unfinished.
 * Other names of a review are left out, unless they are all there is. Empty where the text has no word.
 */
export function termsOf(text: string): Term[] {
  const parts = text.replaceAll(/\bpost[- ]mortem(s?)\b/giu, 'postmortem$1').split('"');
  const terms = parts.flatMap((part, index): Term[] => {
    const words = wordsIn(part).map(({ word }) => word);
    // Between the first and the second quote, the third and the fourth …; what follows a quote that is never closed is no phrase.
    const isQuoted = index % 2 === 1 && index < parts.length - 1;
    if (isQuoted) return words.length === 0 ? [] : [{ words, isPrefix: false }];
    const isLast = index === parts.length - 1;
    return words.map((word, at) => ({ words: [word], isPrefix: isLast && at === words.length - 1 }));
  });
  const meant = terms.filter((term) => term.words.length > 1 || !aliases.has(term.words[0] ?? ''));
  return meant.length > 0 ? meant : terms;
}

/** The terms as PostgreSQL looks for them, anywhere or (`in: 'title'`) in titles alone. Words are letters and digits, so that nothing needs escaping. */
export function tsqueryOf(terms: readonly Term[], where: 'anywhere' | 'title' = 'anywhere'): string {
  const weight = where === 'title' ? 'A' : '';
  const written = ({ words, isPrefix }: Term) => {
    const label = `${isPrefix ? '*' : ''}${weight}`;
    return words.map((word) => `'${word}'${label === '' ? '' : `:${label}`}`).join(' <-> ');
  };
  return terms.map((term) => (term.words.length > 1 ? `(${written(term)})` : written(term))).join(' & ');
}
