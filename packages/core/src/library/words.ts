import { readPhrase, splitTerms, type Term } from '@debrief/rules/search';

/**
 * Other names for a review. Next to other words they name the kind of document, not a word to
 * search for.
 */
const aliases = new Set([
  'retrospective',
  'retrospectives',
  'postmortem',
  'postmortems',
  'debrief',
  'debriefs',
  'review',
  'reviews',
]);

/**
 * Search terms: quoted words adjacent to each other, all others anywhere, the last one possibly a
 * prefix. Other names of a review are dropped unless there is nothing else. Empty if the text has
 * no word.
 */
export function parseTerms(text: string): Term[] {
  const parts = text.replaceAll(/\bpost[- ]mortem(s?)\b/giu, 'postmortem$1').split('"');
  const terms = parts.flatMap((part, index): Term[] => {
    const isLast = index === parts.length - 1;
    // Between the first and second quote, the third and fourth, and so on. Text after an unclosed
    // quote is not a phrase.
    const isQuoted = index % 2 === 1 && !isLast;
    if (!isQuoted) return splitTerms(part, isLast);
    const phrase = readPhrase(part);
    return phrase ? [phrase] : [];
  });
  const meant = terms.filter((term) => term.words.length > 1 || !aliases.has(term.words[0] ?? ''));
  return meant.length > 0 ? meant : terms;
}
