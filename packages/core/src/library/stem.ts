import porter from 'wink-porter2-stemmer';

/** The stem of a lowercase English word (Porter 2). */
export function stem(word: string): string {
  return porter(word);
}
