/** A sentence of a text, with UTF-16 offsets; `text` is trimmed and the offsets match it. */
export interface Sentence {
  start: number;
  end: number;
  text: string;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

const toPattern = (words: string, flags: string) =>
  new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${words.replaceAll('.', '[.]')})[.]\s*$`, flags);

/**
 * Full stops that do not end a sentence: after an abbreviation of English, German, French, Spanish,
 * Portuguese or Italian, or a number in an enumeration.
 */
const abbreviation = toPattern(
  'e.g|i.e|etc|cf|vs|approx|no|nr|fig|mr|mrs|ms|dr|st|inc|ltd|prof|incl|resp|vol|al|a.m|p.m|' +
    'jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|' +
    'ca|bzw|evtl|ggf|inkl|exkl|vgl|sog|bspw|usw|z.b|u.a|d.h|o.ä|mio|mrd|abb|kap|std|' +
    'env|p.ex|mme|mlle|aprox|p.ej|núm|pág|sra|srta|dra|ecc|pag|dott',
  'iu',
);
/** Abbreviations that are ordinary words or endings in lower case. */
const title = toPattern('Hr|Fr|Fa|Sr|Jr|Sig|Co|Corp|Gen|Col|Lt|Rev|Ud|Uds', 'u');
const enumeration = /^\s*\d+[.)]\s*$/u;
const initial = /(?:^|\s)\p{Lu}\.\s*$/u;
/** The letters of "z. B." and "d. h.", which are written with a space. */
const firstLetter = /(?<![\p{L}\p{N}])\p{L}\.\s*$/u;
const lastLetter = /(?<![\p{L}\p{N}])\p{L}\.\s?\p{L}\.\s*$/u;
const ordinal = /(?<![\p{L}\p{N}.])\d{1,2}\.\s*$/u;
const month =
  /^(?:Jän|Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Jahr|Stunde|Minute)/u;

/**
 * An abbreviation is only looked for at the end: a text of nothing but abbreviations is one long
 * piece.
 */
const longestEnd = 60;

/** Whether a sentence continues after `piece`; `next` is the start of what follows. */
function isOpen(piece: string, next: string): boolean {
  if (lastLetter.test(piece) || (firstLetter.test(piece) && /^\p{L}\./u.test(next))) return true;
  if (ordinal.test(piece) && month.test(next)) return true;
  return [abbreviation, title, enumeration, initial].some((pattern) => pattern.test(piece));
}

/** Addresses, in which a question mark ends nothing. */
function findAddresses(text: string): { start: number; end: number }[] {
  return [...text.matchAll(/(?:https?:\/\/|www\.)[^\s<>"。！？；，、]+/g)].map((found) => ({
    start: found.index,
    end: found.index + found[0].replace(/[.,;:!?)\]'’”»]{1,10}$/, '').length,
  }));
}

/** The ends of Unicode's sentences, and those before a figure: "… endpoints. 500 errors …". */
function* findEnds(text: string): Generator<number> {
  for (const { index, segment } of segmenter.segment(text)) {
    for (const found of segment.matchAll(/(?<=\p{L}{3}[.!?])[ \t]+(?=\d)/gu))
      yield index + found.index + found[0].length;
    yield index + segment.length;
  }
}

/**
 * The sentences of a text, in order; line breaks also separate them. Split by Unicode's rules, with
 * fixes for abbreviations, addresses and figures.
 */
export function splitSentences(text: string): Sentence[] {
  const found: Sentence[] = [];
  const addresses = findAddresses(text);
  let start = 0;
  let passed = 0;
  for (const end of findEnds(text)) {
    while ((addresses[passed]?.end ?? Infinity) <= end) passed += 1;
    const isInAddress = (addresses[passed]?.start ?? Infinity) < end;
    const isOpenEnd =
      text[end - 1] !== '\n' &&
      isOpen(text.slice(Math.max(start, end - longestEnd), end), text.slice(end, end + 12));
    if (end < text.length && (isInAddress || isOpenEnd)) continue;
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
