const pair = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{2}$/u;

/**
 * The words that were left out, for display: overlapping pairs of characters are joined again.
 * Pure.
 */
export function missedText(words: readonly string[]): string {
  const stretches: string[] = [];
  let last = '';
  for (const word of words) {
    const before = stretches.at(-1);
    const [first = '', second = ''] = Array.from(word);
    if (before !== undefined && pair.test(last) && pair.test(word) && last.endsWith(first))
      stretches[stretches.length - 1] = before + second;
    else stretches.push(word);
    last = word;
  }
  return stretches.join(', ');
}
