/** Folds case and keeps the length of the text in UTF-16 units. */
export function foldCase(text: string): string {
  const whole = text.toUpperCase().toLowerCase();
  // Changing case makes a text longer or keeps its length: with equal length, every unit is in its
  // place.
  if (whole.length === text.length) return whole;
  return Array.from(text, (one) => {
    const other = one.toUpperCase().toLowerCase();
    return other.length === one.length ? other : one;
  }).join('');
}

/**
 * Where words occur in a text: sorted ranges that do not overlap. Both must be the result of
 * foldCase.
 */
export function findPlaces(words: readonly string[], text: string): [from: number, to: number][] {
  const places: [number, number][] = [];
  for (const word of words)
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
      places.push([at, at + word.length]);
  const joined: [number, number][] = [];
  for (const [from, to] of places.toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

/**
 * How many characters at the end of the text are a start of the word (Knuth, Morris and Pratt:
 * linear time).
 */
export function cutLength(word: string, text: string): number {
  const tail = text.slice(Math.max(0, text.length - word.length + 1));
  const borders = new Int32Array(word.length);
  const step = (matched: number, unit: number) => {
    let length = matched;
    while (length > 0 && (length === word.length || word.charCodeAt(length) !== unit))
      length = borders[length - 1] ?? 0;
    return word.charCodeAt(length) === unit ? length + 1 : 0;
  };
  for (let at = 1; at < word.length; at += 1)
    borders[at] = step(borders[at - 1] ?? 0, word.charCodeAt(at));
  let matched = 0;
  for (let at = 0; at < tail.length; at += 1) matched = step(matched, tail.charCodeAt(at));
  return matched;
}
