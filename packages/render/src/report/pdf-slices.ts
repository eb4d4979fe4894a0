import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TFontDictionary } from 'pdfmake/interfaces.d.ts';
import { z } from 'zod';

const faces = ['noto-serif-sc', 'noto-sans-sc', 'noto-sans-kr', 'noto-emoji'] as const;
type Face = (typeof faces)[number];
/** The kind of typeface of the surrounding text. */
export type Style = 'serif' | 'sans';

const isHangul = /[\u1100-\u11FF\u3130-\u318F\uA960-\uA97F\uAC00-\uD7FF]/u;
const isPicture =
  /\p{Emoji_Presentation}|\p{Extended_Pictographic}(?:\uFE0F|\u200D|\p{Emoji_Modifier})|\u20E3/u;
/** Variation selectors; these typefaces have one drawing per sign. */
const selectors = /[\uFE0E\uFE0F]/g;

/** The typefaces to try, in order. */
function facesFor(sign: string, style: Style): readonly Face[] {
  if (isPicture.test(sign)) return ['noto-emoji', 'noto-sans-sc'];
  if (isHangul.test(sign)) return ['noto-sans-kr'];
  return style === 'serif'
    ? ['noto-serif-sc', 'noto-sans-kr', 'noto-emoji']
    : ['noto-sans-sc', 'noto-sans-kr', 'noto-emoji'];
}

interface Ranges {
  slice: string;
  from: number[];
  to: number[];
}

const rangesOf = new Map<Face, Ranges[]>();

/** The code points that each file of a typeface claims to have. */
function loadSlices(face: Face): Ranges[] {
  const known = rangesOf.get(face);
  if (known) return known;
  const path = fileURLToPath(import.meta.resolve(`@fontsource-variable/${face}/unicode.json`));
  const written = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(path, 'utf8')));
  const slices = Object.entries(written)
    .filter(([name]) => name.startsWith('['))
    .map(([name, list]): Ranges => {
      const pairs = list.split(',').map((range) => range.replace('U+', '').split('-'));
      const from = pairs.map(([first = '']) => Number.parseInt(first, 16));
      return {
        slice: name.slice(1, -1),
        from,
        to: pairs.map(([first = '', last = first]) => Number.parseInt(last, 16)),
      };
    });
  rangesOf.set(face, slices);
  return slices;
}

function claims({ from, to }: Ranges, sign: string): boolean {
  return Array.from(sign).every((one) => {
    const code = one.codePointAt(0) ?? 0;
    return from.some((first, at) => code >= first && code <= (to[at] ?? 0));
  });
}

interface Slice {
  face: Face;
  slice: string;
  signs: Set<string>;
  /** Signs that the file claims to have but lacks. */
  lacking: Set<string>;
  /** How many signs the files on disk were subset for. */
  cutFor: number;
}

const weights = [400, 600] as const;

/**
 * The typefaces for Chinese, Japanese, Korean and emoji. They come as files of about a hundred
 * signs, with all weights in one file. Those that a text needs are subset to its signs in two
 * weights, as plain files that the PDF library reads.
 */
export class Slices {
  readonly #slices = new Map<string, Slice>();
  readonly #fontOf = new Map<string, string | null>();
  #folder: string | null = null;

  /** The name of a font that has the sign, and what to write for it; null if none has it. */
  fontOf(written: string, style: Style): { font: string; sign: string } | null {
    const sign = written.replaceAll(selectors, '');
    const key = `${style} ${written}`;
    const known = this.#fontOf.get(key) ?? this.#find(written, sign, style);
    this.#fontOf.set(key, known);
    return known === null ? null : { font: known, sign };
  }

  #find(written: string, sign: string, style: Style): string | null {
    for (const face of facesFor(written, style)) {
      for (const ranges of loadSlices(face)) {
        if (!claims(ranges, sign)) continue;
        const name = `${face} ${ranges.slice}`;
        const slice = this.#slices.get(name) ?? {
          face,
          slice: ranges.slice,
          signs: new Set(),
          lacking: new Set(),
          cutFor: 0,
        };
        if (slice.lacking.has(sign)) continue;
        this.#slices.set(name, slice);
        slice.signs.add(sign);
        return name;
      }
    }
    return null;
  }

  /**
   * Builds the files for the requested signs. True if a file lacks a sign that it claims to have:
   * the text must then be set again.
   */
  async cut(): Promise<boolean> {
    const wanted = [...this.#slices].filter(([, slice]) => slice.signs.size > slice.cutFor);
    if (wanted.length === 0) return false;
    this.#folder ??= await mkdtemp(join(tmpdir(), 'debrief-type-'));
    // Loaded only if a text needs them: an English report does not pay for them.
    const [{ default: subset }, { create }] = await Promise.all([
      import('subset-font'),
      import('fontkit'),
    ]);
    let isLacking = false;
    for (const [name, slice] of wanted) {
      const file = await readFile(
        fileURLToPath(
          import.meta.resolve(
            `@fontsource-variable/${slice.face}/files/${slice.face}-${slice.slice}-wght-normal.woff2`,
          ),
        ),
      );
      const text = [...slice.signs].join('');
      for (const weight of weights) {
        const made = await subset(file, text, {
          targetFormat: 'truetype',
          variationAxes: { wght: weight },
        });
        await writeFile(this.#pathOf(name, weight), made);
        if (weight !== 400) continue;
        const font = create(made);
        if ('fonts' in font) continue;
        for (const sign of slice.signs)
          if (font.layout(sign).glyphs.some((glyph) => glyph.id === 0)) slice.lacking.add(sign);
      }
      slice.cutFor = slice.signs.size;
      if (slice.lacking.size === 0) continue;
      for (const sign of slice.lacking) isLacking = slice.signs.delete(sign) || isLacking;
      slice.cutFor = slice.signs.size;
    }
    if (isLacking) this.#fontOf.clear();
    return isLacking;
  }

  #pathOf(name: string, weight: number): string {
    return join(this.#folder ?? '', `${name.replace(' ', '-')}-${weight}.ttf`);
  }

  /** None of these typefaces is slanted: their scripts have no italics. */
  fonts(): TFontDictionary {
    const entries = [...this.#slices]
      .filter(([, slice]) => slice.cutFor > 0)
      .map(([name]): [string, TFontDictionary[string]] => {
        const [normal, bold] = [this.#pathOf(name, 400), this.#pathOf(name, 600)];
        return [name, { normal, bold, italics: normal, bolditalics: bold }];
      });
    return Object.fromEntries(entries);
  }

  async remove(): Promise<void> {
    if (this.#folder !== null) await rm(this.#folder, { recursive: true, force: true });
  }
}
