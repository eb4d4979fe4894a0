/** A sentence of a text, by UTF-16 offsets of it; `text` is trimmed and the offsets are those of what is left. */
export interface Sentence {
  start: number;
  end: number;
  text: string;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Ends that are none: the full stop of an abbreviation, of an initial, or of a number in an enumeration. */
const notAnEnd =
  /(?:\b(?:e\.g|i\.e|etc|cf|vs|approx|no|nr|fig|mr|mrs|ms|dr|st|inc|ltd|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|a\.m|p\.m)\.|^\s*\d+[.)])\s*$/iu;
const initial = /(?:^|\s)\p{Lu}\.\s*$/u;

/** An abbreviation is looked for at the very end: a text of nothing but abbreviations is one long piece. */
const longestEnd = 60;

function isOpen(piece: string): boolean {
  return notAnEnd.test(piece) || initial.test(piece);
}

/** The sentences of a text, in order; line ends separate them too. Splitting is Unicode's, with the abbreviations of English mended. */
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
