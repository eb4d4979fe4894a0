/** Quoted words; offsets are of the words without their marks. */
export interface Quotation {
  start: number;
  end: number;
  text: string;
}

const longest = 1_000;
/** Marks that open a quotation, with those that close it. */
const pairs: readonly [open: string, close: string][] = [
  ['“', '”'],
  ['„', '“”'],
  ['«', '»'],
  ['»', '«'],
  ['「', '」'],
  ['『', '』'],
  ['"', '"'],
  ['‘', '’'],
  ["'", "'"],
];
const closers = new Map(pairs);
const opens = new RegExp(`[${pairs.map(([open]) => open).join('')}]`, 'gu');

/**
 * The quotations of a text, in order. A single mark inside a word is an apostrophe, and a plain mark
 * behind a digit is an inch or a minute.
 */
export function findQuotations(text: string): Quotation[] {
  const found: Quotation[] = [];
  opens.lastIndex = 0;
  for (let match = opens.exec(text); match !== null; match = opens.exec(text)) {
    const start = match.index + 1;
    const isInWord = !isEastern(match[0]) && /[\p{L}\p{N}]/u.test(text[match.index - 1] ?? '');
    if (isInWord || /\s/.test(text[start] ?? ' ')) continue;
    const end = findClose(text, start, match[0], closers.get(match[0]) ?? '');
    if (end === null) continue;
    const words = text.slice(start, end);
    if (/[\p{L}\p{N}]/u.test(words)) found.push({ start, end, text: words });
    opens.lastIndex = end + 1;
  }
  return found;
}

/** Around these, words have no spaces. */
const isEastern = (mark: string): boolean => mark === '「' || mark === '『';

function findClose(text: string, start: number, open: string, close: string): number | null {
  const last = Math.min(text.length, start + longest);
  for (let at = start; at < last; at++) {
    const letter = text.charAt(at);
    if (letter === '\n' && text[at + 1] === '\n') return null;
    if (!close.includes(letter)) continue;
    const isInside = !isEastern(open) && /[\p{L}\p{N}]/u.test(text[at + 1] ?? '');
    if ((open === "'" || open === '‘') && isInside) continue;
    if (at > start && !isInside) return at;
  }
  return null;
}
