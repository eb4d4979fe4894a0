/** `Ada Lovelace` → `AL`, `sam` → `S`; whole letters, whatever the script. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s._-]+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const letters = [words.at(0), words.length > 1 ? words.at(-1) : undefined].map((word) => (word === undefined ? '' : ([...word][0] ?? '')));
  return letters.join('').toLocaleUpperCase('en') || '?';
}
