/** Text that was decoded with the wrong encoding, repaired. The caller keeps the original. */
export interface Mended {
  text: string;
  isMended: boolean;
  /** The wrong encoding; null if the text was not changed. */
  readAs: 'mac-roman' | 'windows-1252' | null;
  /** How many characters were repaired. */
  characters: number;
}

interface Codec {
  name: 'mac-roman' | 'windows-1252';
  label: string;
}

const codecs: readonly Codec[] = [
  { name: 'mac-roman', label: 'macintosh' },
  { name: 'windows-1252', label: 'windows-1252' },
];

const utf8 = new TextDecoder('utf-8', { fatal: true });
const wide = /[^\0-\x7F]+/g;

/** The byte of each non-ASCII character in the encoding. */
function buildByteTable({ label }: Codec): Map<string, number> {
  const decoder = new TextDecoder(label);
  const named = Array.from({ length: 128 }, (_, index): [string, number] => [
    decoder.decode(Uint8Array.of(128 + index)),
    128 + index,
  ]);
  // In real Latin-1, the bytes that Windows uses for symbols are control characters, which no one
  // writes.
  const controls = Array.from({ length: 32 }, (_, index): [string, number] => [
    String.fromCharCode(128 + index),
    128 + index,
  ]);
  return new Map(label === 'windows-1252' ? [...controls, ...named] : named);
}

const tables = new Map<string, Map<string, number>>();
function getByteTable(codec: Codec): Map<string, number> {
  const table = tables.get(codec.name) ?? buildByteTable(codec);
  tables.set(codec.name, table);
  return table;
}

/** The UTF-8 character encoded by the characters from `at`, and how many of them it used. */
function meantAt(
  run: string,
  at: number,
  table: ReadonlyMap<string, number>,
): { meant: string; length: number } | null {
  const lead = table.get(run[at] ?? '');
  if (lead === undefined || lead < 0xc2 || lead > 0xf4) return null;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const bytes = Array.from(run.slice(at, at + length), (character) => table.get(character) ?? -1);
  if (bytes.length < length || bytes.includes(-1)) return null;
  try {
    const meant = utf8.decode(Uint8Array.from(bytes));
    return length === 2 && !wordLetter.test(meant) ? null : { meant, length };
  } catch {
    return null;
  }
}

/**
 * Arrows, dashes, quotation marks, symbols and emoji: their garbled forms never occur by chance.
 */
const sign = /[\u2010-\u2BFF]|\uFE0F|\uFEFF|[\u{1F000}-\u{1FAFF}]/u;
/**
 * What two bytes can encode: Latin, Greek, Cyrillic, Hebrew, Arabic. Anything else (combining
 * marks, rare scripts) is coincidence.
 */
const wordLetter = /^[\u00A0-\u017F\u0370-\u045F\u0490\u0491\u05D0-\u05EA\u0600-\u06FF]$/;
/**
 * Letters of Greek, Cyrillic and other two-byte alphabets occur in words: a single one is a dash or
 * quote next to a letter.
 */
const lettersOfTwoBytes = /[\u0100-\u07FF]/u;
/** A root of pi is intended, unless a letter comes before it (*où*). */
const mathematics = /^√[π∞∫Ω∑∏]$/;

function decodeRun(run: string, before: string, table: ReadonlyMap<string, number>): string | null {
  let text = '';
  let singles = 0;
  for (let at = 0; at < run.length;) {
    const found = meantAt(run, at, table);
    if (!found) return null;
    if (mathematics.test(run.slice(at, at + found.length)) && !/\p{L}$/u.test(before + text))
      return null;
    if (lettersOfTwoBytes.test(found.meant)) singles += 1;
    text += found.meant;
    at += found.length;
  }
  const isLonelyLetter = singles === 1 && text.length === 1 && !/\p{L}/u.test(before);
  return isLonelyLetter || (singles === 1 && /^[–—“”‘’«»…]/u.test(run)) ? null : text;
}

/** Repairs only symbols, anywhere: correct text can surround them. */
function signsMended(
  text: string,
  table: ReadonlyMap<string, number>,
): { text: string; characters: number } {
  let characters = 0;
  const mended = text.replaceAll(wide, (run) => {
    let out = '';
    for (let at = 0; at < run.length;) {
      const found = meantAt(run, at, table);
      const isSign = found !== null && found.length > 2 && sign.test(found.meant);
      out += isSign ? found.meant : (run[at] ?? '');
      at += isSign ? found.length : 1;
      if (isSign) characters += 1;
    }
    return out;
  });
  return { text: mended, characters };
}

function wholeMended(
  text: string,
  table: ReadonlyMap<string, number>,
): { text: string; characters: number } | null {
  let characters = 0;
  let isProper = false;
  const mended = text.replaceAll(wide, (run, offset: number) => {
    const meant = isProper
      ? null
      : decodeRun(run, text.slice(Math.max(0, offset - 1), offset), table);
    if (meant === null) isProper = true;
    else characters += Array.from(meant).length;
    return meant ?? run;
  });
  return isProper || characters === 0 ? null : { text: mended, characters };
}

/**
 * Repairs UTF-8 that was decoded as Mac Roman (`‚Üí` for an arrow) or Windows-1252 (`â†’`). A text
 * is decoded again as a unit if all of it makes sense; if it is mixed with correct text, only
 * symbols are repaired, whose garbled forms never occur by chance. Anything else is not changed.
 */
export function fixEncoding(text: string): Mended {
  let best: Mended = { text, isMended: false, readAs: null, characters: 0 };
  for (const codec of codecs) {
    const table = getByteTable(codec);
    const found = wholeMended(text, table) ?? signsMended(text, table);
    if (found.characters > best.characters)
      best = { text: found.text, isMended: true, readAs: codec.name, characters: found.characters };
  }
  return best;
}
