import { UsageError } from './errors.ts';

/** Finds a word in a list of words. */
export function findWord<const Word extends string>(
  words: readonly Word[],
  text: string | undefined,
): Word | undefined {
  return words.find((word) => word === text);
}

/** The word itself. Errors: usage, with the words that are known. */
export function needWord<const Word extends string>(
  words: readonly Word[],
  text: string,
  what: string,
): Word {
  const known = findWord(words, text);
  if (known) return known;
  throw new UsageError(`Unknown ${what} "${text}". Use one of ${words.join(', ')}.`);
}
