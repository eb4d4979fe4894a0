const mostWords = 4;
const word = /[\p{L}\p{N}](?:[\p{L}\p{N}'’._-]*[\p{L}\p{N}])?/gu;

/** A name as it is compared: lower case, single spaces. */
export function mentionKey(name: string): string {
  return [...name.toLowerCase().matchAll(word)].map(([part]) => part).join(' ');
}

/**
 * The person named after an `@`: the longest known name that it starts with. `known` has names
 * by `mentionKey`.
 */
export function findMentioned<T>(text: string, known: ReadonlyMap<string, T>): T | null {
  const parts: string[] = [];
  let end = 0;
  for (const found of text.toLowerCase().matchAll(word)) {
    // A name ends where something other than one space comes between its words.
    if (parts.length === mostWords || (parts.length > 0 && text.slice(end, found.index) !== ' '))
      break;
    if (parts.length === 0 && found.index > 0) break;
    parts.push(found[0]);
    end = found.index + found[0].length;
  }
  for (let count = parts.length; count > 0; count -= 1) {
    const one = known.get(parts.slice(0, count).join(' '));
    if (one !== undefined) return one;
  }
  return null;
}

/** Whether a text contains a full name of at least two words, as separate words. */
export function namesPerson(text: string, name: string): boolean {
  const key = mentionKey(name);
  return key.includes(' ') && ` ${mentionKey(text)} `.includes(` ${key} `);
}
