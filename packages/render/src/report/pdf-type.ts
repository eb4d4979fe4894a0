import { fileURLToPath } from 'node:url';
import type { TFontDictionary } from 'pdfmake/interfaces.d.ts';
import type { Slices } from './pdf-slices.ts';

const families = { Serif: 'source-serif-4', Inter: 'inter', Mono: 'jetbrains-mono' } as const;
export type Family = keyof typeof families;

const alphabets = {
  latin: /^[\n\x20-~\u00A0-ÿıŒœʻʼˆ˚˜–—‘’‚“”„•…′″‹›⁄€™↑↓−∕]$/u,
  'latin-ext':
    /^[\u0100-\u02BA\u02BD-\u02C5\u02C7-\u02CC\u02CE-\u02D7\u02DD-\u02FF\u1D00-\u1DBF\u1E00-\u1E9F\u1EF2-\u1EFF†\u20A0-\u20C0ℓ]$/u,
  cyrillic: /^[\u0400-\u045FҐґҰұ№]$/u,
  greek: /^[\u0370-\u0377\u037A-\u037F\u0384-\u03FF]$/u,
} as const;
type Alphabet = keyof typeof alphabets;
const alphabetNames: readonly Alphabet[] = ['latin', 'latin-ext', 'cyrillic', 'greek'];

const toFontName = (family: Family, alphabet: Alphabet) =>
  alphabet === 'latin' ? family : `${family} ${alphabet}`;
const toFontPath = (family: Family, alphabet: Alphabet, cut: string) =>
  fileURLToPath(
    import.meta.resolve(
      `@fontsource/${families[family]}/files/${families[family]}-${alphabet}-${cut}.woff`,
    ),
  );

/** The typefaces of a PDF by the names in the text. */
export function pdfFonts(): TFontDictionary {
  const entries = (['Serif', 'Inter', 'Mono'] as const).flatMap((family) =>
    alphabetNames.map((alphabet): [string, TFontDictionary[string]] => [
      toFontName(family, alphabet),
      {
        normal: toFontPath(family, alphabet, '400-normal'),
        bold: toFontPath(family, alphabet, '600-normal'),
        italics: toFontPath(family, alphabet, '400-italic'),
        bolditalics: toFontPath(family, alphabet, '600-italic'),
      },
    ]),
  );
  return Object.fromEntries(entries);
}

/** Signs that the typefaces lack and that words can replace. */
const said: Record<string, string> = {
  '→': '->',
  '←': '<-',
  '⇒': '=>',
  '≥': '>=',
  '≤': '<=',
  '≈': '~',
  '✓': 'yes',
  '✔': 'yes',
  '✗': 'no',
  '…': '…',
  '█': '–',
};
/**
 * Replaces spaces of other widths with spaces and special hyphens with hyphens, and drops
 * line-break controls and emoji joiners.
 */
function simplifyText(text: string): string {
  return text
    .replaceAll(
      /[\0-\x08\x0B-\x1F\x7F-\x9F\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u00AD]/g,
      '',
    )
    .replaceAll(/(?<!\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?)\u200D/gu, '')
    .replaceAll('\t', '    ')
    .replaceAll(/[\u2028\u2029]/g, '\n')
    .replaceAll(/[\u2000-\u200A\u202F\u205F]/g, ' ')
    .replaceAll(/[\u2010\u2011]/g, '-');
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/**
 * Signs that the Latin typefaces also have, but which are full-width between Chinese or Japanese
 * letters.
 */
const isShared = /^[‘’“”…—·]$/u;
const isWide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF00-\uFF60]/u;

export interface Run {
  text: string;
  font: string;
}

/** Text in runs of one typeface each; signs that none of them has are counted and shown as `?`. */
export function splitRuns(
  text: string,
  family: Family,
  slices: Slices,
): { runs: Run[]; missing: number } {
  const runs: Run[] = [];
  let missing = 0;
  const add = (font: string, shown: string): void => {
    const last = runs.at(-1);
    if (last?.font === font) last.text += shown;
    else runs.push({ text: shown, font });
  };
  const signs = Array.from(graphemes.segment(simplifyText(text)), ({ segment }) =>
    segment.normalize('NFC'),
  );
  for (const [at, plain] of signs.entries()) {
    const known = said[plain] ?? plain;
    const alphabet = alphabetNames.find((name) =>
      Array.from(known).every((sign) => alphabets[name].test(sign)),
    );
    const isBetween =
      isShared.test(plain) &&
      (isWide.test(signs[at - 1] ?? '') || isWide.test(signs[at + 1] ?? ''));
    const found =
      alphabet && !isBetween ? null : slices.fontOf(known, family === 'Serif' ? 'serif' : 'sans');
    if (found) add(found.font, found.sign);
    else {
      if (!alphabet) missing += 1;
      add(toFontName(family, alphabet ?? 'latin'), alphabet ? known : '?');
    }
  }
  return { runs, missing };
}
