import type { Term } from '@debrief/rules/search';
import { stem } from './stem.ts';

/** The endings that English words take and lose; the stem decides which words belong together. */
const endings =
  ' s es e ed er ers ing ion ions ation ations ate ates ated ating ment ments or ors able ly ive y ies ied'.split(
    ' ',
  );
const afterDouble = ['ed', 'er', 'ers', 'ing'];
const leastLetters = 4;

/**
 * The other forms of an English word: those with the same stem (Porter 2), such as deploys,
 * deployed and deployment of deploying. The index keeps words as they are written, so that quoted
 * words and identifiers are found exactly.
 */
export function listForms(word: string): string[] {
  if (!/^[a-z]+$/.test(word) || word.length < leastLetters) return [];
  const root = stem(word);
  const last = root.charAt(root.length - 1);
  const forms = new Set(
    [root, root.replace(/e$/, ''), root.replace(/i$/, '')]
      .flatMap((base) => endings.map((ending) => base + ending))
      .concat(afterDouble.map((ending) => root + last + ending)),
  );
  return [...forms].filter((form) => form !== word && stem(form) === root);
}

/** Terms that also find the other forms of their words; quoted words stay as they are. */
export function addForms(terms: readonly Term[]): Term[] {
  return terms.map((term) => {
    const [word] = term.words;
    if (term.isQuoted || term.words.length !== 1 || word === undefined) return term;
    const forms = [...(term.forms ?? []), ...listForms(word)];
    return forms.length === 0 ? term : { ...term, forms };
  });
}
