import { readPhrase, splitTerms, type Term } from '@debrief/rules/search';

/** What people call a review elsewhere. Whoever writes it beside other words means the place, not a word of the text. */
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

/** What is looked for: words in quotes beside each other, all others anywhere, the last one possibly unfinished.
 * Other names of a review are left out, unless they are all there is. Empty where the text has no word. */
export function parseTerms(text: string): Term[] {
  const parts = text.replaceAll(/\bpost[- ]mortem(s?)\b/giu, 'postmortem$1').split('"');
  const terms = parts.flatMap((part, index): Term[] => {
    const isLast = index === parts.length - 1;
    // Between the first and the second quote, the third and the fourth …; what follows a quote that is never closed is no phrase.
    const isQuoted = index % 2 === 1 && !isLast;
    if (!isQuoted) return splitTerms(part, isLast);
    const phrase = readPhrase(part);
    return phrase ? [phrase] : [];
  });
  const meant = terms.filter((term) => term.words.length > 1 || !aliases.has(term.words[0] ?? ''));
  return meant.length > 0 ? meant : terms;
}
