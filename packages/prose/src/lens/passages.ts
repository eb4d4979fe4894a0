/**
 * A paragraph, list item or table cell in the words of its author. Quotes, code, addresses and
 * markup are masked by as many characters, so that offsets fit the original.
 */
export interface Passage {
  text: string;
  /** Offset of `text` in the original, in UTF-16 units. */
  start: number;
}

/** Masks what isn't the author's own language: it's not read, and counts as one word. */
export function maskCode(text: string): string {
  return 'x'.repeat(text.length);
}

/** In place of words of others; no rule matches across it. */
const quoteMask = '\uFFFC';

const quoted =
  /“[^”\n]{0,2000}”|«[^»\n]{0,2000}»|„[^“”\n]{0,2000}[“”]|(?<![\p{L}\p{N}])"[^"\n]{0,2000}"|(?<![\p{L}\p{N}])‘[^’\n]{0,2000}’(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])'[^'\n]{1,2000}'(?![\p{L}\p{N}])/gu;
const code = /`[^`\n]{1,2000}`|(?:https?:\/\/|www\.)[^\s<>]+/gu;

/** Words in quotation marks are someone else's, and code and addresses have no language. */
export function maskQuotes(text: string): string {
  return text
    .replaceAll(code, maskCode)
    .replaceAll(quoted, (words) => quoteMask.repeat(words.length));
}

/**
 * The lines of a text field; those that start with `>` are quotes, those in a fence are code.
 */
export function plainPassages(text: string): Passage[] {
  const passages: Passage[] = [];
  let isCode = false;
  let start = 0;
  for (const line of text.split('\n')) {
    const isFence = /^\s*(?:```|~~~)/u.test(line);
    if (isFence) isCode = !isCode;
    else if (!isCode && !/^\s*>/u.test(line) && line.trim() !== '')
      passages.push({ text: maskQuotes(line), start });
    start += line.length + 1;
  }
  return passages;
}
