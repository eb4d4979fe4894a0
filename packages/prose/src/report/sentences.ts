/** A sentence of a text, with UTF-16 offsets; `text` is trimmed and the offsets match it. */
export interface Sentence {
  start: number;
  end: number;
  text: string;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * Full stops that do not end a sentence: after an abbreviation, an initial, or a number in an
 * enumeration.
 */
const notAnEnd =
  /(?:\b(?:e\.g|i\.e|etc|cf|vs|approx|no|nr|fig|mr|mrs|ms|dr|st|inc|ltd|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|a\.m|p\.m)\.|^\s*\d+[.)])\s*$/iu;
const initial = /(?:^|\s)\p{Lu}\.\s*$/u;

/**
 * An abbreviation is only looked for at the end: a text of nothing but abbreviations is one long
 * piece.
 */
const longestEnd = 60;

function isOpen(piece: string): boolean {
  return notAnEnd.test(piece) || initial.test(piece);
}

/**
 * The sentences of a text, in order; line breaks also separate them. Split by Unicode's rules, with
 * fixes for English abbreviations.
 */
export function splitSentences(text: string): Sentence[] {
  const found: Sentence[] = [];
  let start = 0;
  for (const { index, segment } of segmenter.segment(text)) {
    const end = index + segment.length;
    if (
      !segment.endsWith('\n') &&
      isOpen(text.slice(Math.max(start, end - longestEnd), end)) &&
      end < text.length
    )
      continue;
    const raw = text.slice(start, end);
    const trimmed = raw.trim();
    if (trimmed) {
      const from = start + raw.length - raw.trimStart().length;
      found.push({ start: from, end: from + trimmed.length, text: trimmed });
    }
    start = end;
  }
  return found;
}
