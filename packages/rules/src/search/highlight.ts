import type { MarkedText } from '@debrief/contract';
import { isUnspaced, splitWords, type Term, type Word } from './words.ts';

interface Range {
  start: number;
  end: number;
  /** The index of the term. */
  term: number;
}

const excerptLength = 240;
/** How much of the excerpt comes before the first match. */
const leadLength = 60;

/** Where the terms occur in a text, in order. Of overlapping matches the longer one stays. */
function matchesIn(text: string, terms: readonly Term[]): Range[] {
  const words = splitWords(text);
  const found: Range[] = [];
  for (const [at, { start }] of words.entries()) {
    if (start < (found.at(-1)?.end ?? 0)) continue;
    let longest: Range | null = null;
    for (const [term, wanted] of terms.entries()) {
      const end = findTermEnd(words, at, wanted);
      if (end !== null && end > (longest?.end ?? 0)) longest = { start, end, term };
    }
    if (longest) found.push(longest);
  }
  return found;
}

/**
 * Where a term ends that starts with this word of the text; null if it does not match. A pair of
 * letters can match with only its first.
 */
function findTermEnd(words: readonly Word[], at: number, term: Term): number | null {
  const last = term.words.length - 1;
  const isFound = term.words.every((wanted, by) => {
    const word = words[at + by]?.word;
    if (word === undefined) return false;
    if (word === wanted || (last === 0 && term.forms?.includes(word))) return true;
    return term.isPrefix && by === last && word.startsWith(wanted);
  });
  const [found, next] = [words[at + last], words[at + last + 1]];
  if (!isFound || !found) return null;
  const isFirstLetter = isUnspaced(found.word) && Array.from(term.words[last] ?? '').length === 1;
  return isFirstLetter && next && next.start < found.end ? next.start : found.end;
}

/** The text in pieces, with matches marked. */
export function highlightText(text: string, terms: readonly Term[]): MarkedText {
  return pieces(text, 0, text.length, matchesIn(text, terms));
}

/** The part of a text with the most matches, or its start; ellipses mark what is left out. */
export function buildExcerpt(
  text: string,
  terms: readonly Term[],
  length = excerptLength,
): MarkedText {
  const matches = matchesIn(text, terms);
  const best = richest(matches, length - leadLength);
  const start = best ? wordStart(text, Math.max(0, best.start - leadLength)) : 0;
  const end =
    text.length - start <= length ? text.length : wordEnd(text, start + length, best?.end ?? 0);
  const shown = pieces(text, start, end, matches);
  return [
    ...(start > 0 ? [{ text: '… ', isMatch: false }] : []),
    ...shown,
    ...(end < text.length ? [{ text: ' …', isMatch: false }] : []),
  ];
}

/** The match from which the most different terms are within the length. */
function richest(matches: readonly Range[], length: number): Range | undefined {
  let best: { range: Range; terms: number } | undefined;
  matches.forEach((range, index) => {
    const within = matches
      .slice(index, index + 200)
      .filter((other) => other.end <= range.start + length);
    const terms = new Set(within.map((other) => other.term)).size;
    if (terms > (best?.terms ?? 0)) best = { range, terms };
  });
  return best?.range;
}

/** The start of a word at or after a position; the position itself in a text without spaces. */
function wordStart(text: string, from: number): number {
  if (from === 0) return 0;
  const space = text.slice(from, from + leadLength).search(/\s/);
  return space === -1 ? whole(text, from) : from + space + 1;
}

/** The end of the last word before a position, but never before `least`. */
function wordEnd(text: string, until: number, least: number): number {
  const cut = text.slice(0, until).search(/\s\S*$/);
  return cut >= Math.max(least, until - leadLength) ? cut : whole(text, Math.max(until, least));
}

/** A position that does not split a surrogate pair. */
function whole(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at + 1 : at;
}

function pieces(text: string, start: number, end: number, matches: readonly Range[]): MarkedText {
  const parts: MarkedText = [];
  let from = start;
  for (const match of matches.filter((one) => one.start >= start && one.end <= end)) {
    if (match.start > from) parts.push({ text: text.slice(from, match.start), isMatch: false });
    parts.push({ text: text.slice(match.start, match.end), isMatch: true });
    from = match.end;
  }
  if (from < end) parts.push({ text: text.slice(from, end), isMatch: false });
  return parts;
}
