import type { SimilarFactor } from '@debrief/contract';
import { factorLooks } from '../investigation/index.ts';

const most = 5;
const quoteWords = (words: readonly string[]) => words.slice(0, most).map((word) => `“${word}”`);

function joinWords(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** Why two factors are shown as similar, in a sentence: shared kind and words. */
export function describeSimilarity({
  kind,
  isSameKind,
  words,
  beliefWords,
}: Pick<SimilarFactor, 'kind' | 'isSameKind' | 'words' | 'beliefWords'>): string {
  const reasons = [
    ...(isSameKind && words.length > 0
      ? [
          `both are “${factorLooks[kind].label.toLowerCase()}” and mention ${joinWords(quoteWords(words))}`,
        ]
      : []),
    ...(!isSameKind && words.length > 0 ? [`both mention ${joinWords(quoteWords(words))}`] : []),
    ...(beliefWords.length > 0
      ? [`both list a belief about ${joinWords(quoteWords(beliefWords))}`]
      : []),
  ];
  const text = reasons.join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
