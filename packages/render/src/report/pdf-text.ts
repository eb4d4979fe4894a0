import type { Block, Inline, Section, TextMark } from '@debrief/contract';
import { timeWithZone } from '@debrief/rules/time';
import type { Column, Content, ContentText, TableCell } from 'pdfmake/interfaces.d.ts';
import { listBlocks, getSectionTitle } from '@debrief/rules/report';
import type { Article, Note } from './article.ts';
import { toPieces, type Cell, type Piece } from './live.ts';
import { reportHref } from './markup.ts';
import { drawingRuns } from './pdf-drawing.ts';
import type { Slices } from './pdf-slices.ts';
import { splitRuns, type Family } from './pdf-type.ts';
import {
  deletedWords,
  formatOrigin,
  redactedWords,
  restrictedWords,
  targetWords,
} from './words.ts';
import { placeChips } from './place-chips.ts';

export const ink = '#1d1b17';
export const soft = '#57524a';
const accent = '#1f5273';
const line = '#d8d3c5';

type Look = {
  bold?: boolean;
  italics?: boolean;
  decoration?: 'lineThrough' | 'underline';
  link?: string;
  linkToDestination?: string;
  sup?: boolean;
  color?: string;
};
type Piecework = Look & { text: string; font: string; fontSize?: number; background?: string };

/** Code is read letter by letter; and the empty glyphs of these ligatures break the font reader. */
const withoutLigatures = { fontFeatures: { calt: false } };

/** Writes the parts of an article as the contents of a PDF. */
export class PdfText {
  readonly #article: Article;
  readonly #origin: string | null;
  readonly #drawings: ReadonlyMap<string, string>;
  readonly #slices: Slices;
  /** Signs that no typeface here has. */
  missing = 0;

  constructor(
    article: Article,
    origin: string | null,
    drawings: ReadonlyMap<string, string>,
    slices: Slices,
  ) {
    this.#slices = slices;
    this.#article = article;
    this.#origin = origin;
    this.#drawings = drawings;
  }

  words(text: string, family: Family = 'Serif', look: Look = {}): Piecework[] {
    const { runs, missing } = splitRuns(text, family, this.#slices);
    this.missing += missing;
    return runs.map((run) => ({ ...run, ...look, ...(family === 'Mono' ? withoutLigatures : {}) }));
  }

  section(section: Section): Content[] {
    return [this.heading(getSectionTitle(section)), ...this.blocks(listBlocks(section))];
  }

  heading(title: string): Content {
    return {
      text: this.words(title, 'Serif', { bold: true }),
      fontSize: 15,
      margin: [0, 14, 0, 5],
      headlineLevel: 1,
    };
  }

  blocks(blocks: readonly Block[]): Content[] {
    return blocks.flatMap((block) => this.#block(block));
  }

  #block(block: Block): Content[] {
    switch (block.type) {
      case 'paragraph':
        return (block.content ?? []).length === 0
          ? []
          : [{ text: this.#inlines(block.content), margin: [0, 0, 0, 6] }];
      case 'heading':
        return [
          {
            text: this.#inlines(block.content, { bold: true }),
            fontSize: block.attrs.level === 3 ? 12.5 : 11,
            margin: [0, 8, 0, 4],
            headlineLevel: 2,
          },
        ];
      case 'codeBlock':
        return [this.#code((block.content ?? []).map((node) => node.text).join(''))];
      case 'horizontalRule':
        return [
          {
            canvas: [
              { type: 'line', x1: 0, y1: 4, x2: 487, y2: 4, lineWidth: 0.5, lineColor: line },
            ],
            margin: [0, 4, 0, 8],
          },
        ];
      case 'bulletList':
        return [
          { ul: block.content.map((item) => this.#stack(item.content)), margin: [0, 0, 0, 4] },
        ];
      case 'orderedList':
        return [
          {
            ol: block.content.map((item) => this.#stack(item.content)),
            start: block.attrs?.start ?? 1,
            margin: [0, 0, 0, 4],
          },
        ];
      case 'blockquote':
        return [{ stack: this.blocks(block.content), margin: [14, 0, 0, 4], color: soft }];
      case 'table':
        return this.#table(
          block.content.map((row) =>
            row.content.map((cell): TableCell => ({
              stack: this.blocks(cell.content),
              bold: cell.type === 'tableHeader',
            })),
          ),
          'auto',
          0,
        );
      case 'live': {
        const data = this.#article.live.get(block.attrs.id);
        return data
          ? toPieces(data, this.#article).flatMap((piece) => this.#piece(piece, block.attrs.id))
          : [];
      }
    }
  }

  #stack(blocks: readonly Block[]): Content {
    return { stack: this.blocks(blocks) };
  }

  #inlines(nodes: readonly Inline[] | undefined, look: Look = {}): Piecework[] {
    const all = placeChips(nodes ?? []);
    return all.flatMap((node, at) => {
      const next = all[at + 1];
      if (node.type === 'hardBreak') return this.words('\n');
      // A raised number follows its word without a gap at which a line could break.
      if (node.type === 'text')
        return this.#marked(
          next?.type === 'cite' ? node.text.trimEnd() : node.text,
          node.marks ?? [],
          look,
        );
      if (all[at - 1]?.type === 'cite') return [];
      const after = all.slice(at).findIndex((one) => one.type !== 'cite');
      const row = all.slice(at, after === -1 ? undefined : at + after);
      return this.chips(
        row.flatMap((one) => (one.type === 'cite' ? [this.#article.numberOf(one.attrs)] : [])),
      );
    });
  }

  #marked(text: string, marks: readonly TextMark[], given: Look): Piecework[] {
    const has = (type: TextMark['type']) => marks.some((mark) => mark.type === type);
    const look: Look = {
      ...given,
      ...(has('bold') ? { bold: true } : {}),
      ...(has('italic') ? { italics: true } : {}),
      ...(has('strike') ? { decoration: 'lineThrough' } : {}),
    };
    const href = marks.flatMap((mark) =>
      mark.type === 'link' ? (this.#linkOf(mark.attrs.href) ?? []) : [],
    )[0];
    const linked: Look = href ? { ...look, link: href, color: accent } : look;
    return has('code')
      ? this.words(text, 'Mono', linked).map((run) => ({
          ...run,
          fontSize: 8.8,
          background: '#f3f1ea',
        }))
      : this.words(text, 'Serif', linked);
  }

  #linkOf(href: string): string | null {
    const safe = reportHref(href);
    if (safe === null || safe.startsWith('#')) return null;
    return safe.startsWith('/') ? this.#origin && `${this.#origin}${safe}` : safe;
  }

  /** Small raised numbers that link to the notes. */
  chips(numbers: readonly number[]): Piecework[] {
    const shown = numbers.filter((number) => number > 0);
    return shown.flatMap((number, index) => [
      ...(index > 0 ? this.words(',', 'Serif', { sup: true }) : []),
      ...this.words(String(number), 'Serif', {
        sup: true,
        color: accent,
        linkToDestination: `n-${number}`,
      }),
    ]);
  }

  #code(code: string): Content {
    const cell: TableCell = {
      text: this.words(code, 'Mono'),
      fontSize: 8.5,
      preserveLeadingSpaces: true,
      margin: [6, 4, 6, 4],
    };
    return {
      table: { widths: ['*'], body: [[cell]] },
      layout: { hLineWidth: () => 0, vLineWidth: () => 0, fillColor: () => '#f3f1ea' },
      margin: [0, 0, 0, 8],
    };
  }

  #piece(piece: Piece, id: string): Content[] {
    if (piece.type === 'graph') {
      const svg = this.#drawings.get(id);
      return svg
        ? [{ svg: this.#drawn(svg), font: 'Inter', fit: [487, 560], margin: [0, 2, 0, 10] }]
        : [];
    }
    if (piece.type === 'table') {
      if (piece.rows.length === 0) return [];
      const head = piece.columns.map((column): TableCell => ({
        text: this.words(column, 'Inter', { bold: true }),
        color: soft,
      }));
      const body = piece.rows.map((row) =>
        row.map((cell): TableCell => ({ stack: this.#cell(cell) })),
      );
      return this.#table([head, ...body], piece.columns.length, 1);
    }
    return piece.items.map(({ badge, title, notes, facts }): Content => {
      const lines = facts.map((fact): Content => ({
        text: [
          ...this.words(`${fact.name}: `, 'Inter', { color: soft }).map((run) => ({
            ...run,
            fontSize: 8,
          })),
          ...this.words(fact.text),
          ...this.chips(fact.notes),
        ],
        fontSize: 9.5,
      }));
      const small: Content = { text: this.words(badge, 'Inter'), fontSize: 8, color: soft };
      const stack = [
        small,
        { text: [...this.words(title, 'Serif', { bold: true }), ...this.chips(notes)] },
        ...lines,
      ];
      return { stack, margin: [10, 0, 0, 8], unbreakable: facts.length < 8 };
    });
  }

  #drawn(svg: string): string {
    return drawingRuns(svg, (text) => {
      const { runs, missing } = splitRuns(text, 'Inter', this.#slices);
      this.missing += missing;
      return runs;
    });
  }

  #cell({ text, detail, href, notes }: Cell): Content[] {
    const link = href ? this.#linkOf(href) : null;
    const words: Content = {
      text: [
        ...this.words(text, 'Inter', link ? { link, color: accent } : {}),
        ...this.chips(notes ?? []),
      ],
    };
    return detail
      ? [words, { text: this.words(detail, 'Inter'), color: soft, fontSize: 8 }]
      : [words];
  }

  /**
   * Short columns first, the last as wide as possible; a table written by people divides the page
   * evenly.
   */
  #table(body: TableCell[][], columns: number | 'auto', headerRows: number): Content[] {
    const width = Math.max(1, ...body.map((row) => row.length));
    const full = body.map((row) => [
      ...row,
      ...Array.from({ length: width - row.length }, (): TableCell => ''),
    ]);
    const widths =
      columns === 'auto' || columns === 4
        ? Array.from({ length: width }, (_, index) => (columns === 4 && index > 0 ? 'auto' : '*'))
        : widthsOf[columns];
    return [
      {
        table: {
          headerRows,
          keepWithHeaderRows: headerRows,
          dontBreakRows: true,
          widths: widths ?? Array.from({ length: width }, () => '*'),
          body: full,
        },
        layout: {
          hLineWidth: (row: number) => (row === 0 ? 0 : 0.5),
          vLineWidth: () => 0,
          hLineColor: () => line,
          paddingLeft: () => 0,
          paddingRight: () => 8,
        },
        fontSize: 9,
        margin: [0, 2, 0, 10],
      },
    ];
  }

  note({ number, target, sources }: Note): Content {
    const zone = this.#article.content.incident.zone;
    const parts: Content[] = target
      ? [
          {
            text: [
              ...this.words(`${targetWords[target.what]}: `, 'Serif', { bold: true }),
              ...this.words(
                `${target.label}${target.at ? ` (${timeWithZone(target.at, zone, target.precision ?? 'minute')})` : ''}`,
              ),
            ],
          },
        ]
      : [];
    for (const source of sources) {
      if (source.state === 'restricted') {
        parts.push({ text: this.words(restrictedWords, 'Serif', { italics: true }), color: soft });
        continue;
      }
      const against = source.stance === 'contradicts' ? 'Contradicts: ' : '';
      const gone =
        source.state === 'deleted'
          ? deletedWords
          : source.state === 'redacted'
            ? redactedWords(source.redacted)
            : null;
      const quote =
        source.state === 'shown' ? `${against}“${source.quote}”` : `${against}${gone ?? ''}`;
      parts.push({ text: this.words(quote, 'Serif', gone === null ? {} : { italics: true }) });
      const since =
        source.state === 'shown' && source.hasChangedSince ? ' · edited at its source since' : '';
      parts.push({
        text: this.words(`${formatOrigin(source, zone)}${since}`, 'Inter'),
        fontSize: 7.5,
        color: soft,
      });
    }
    const name: ContentText = { text: this.words(`${number}`, 'Inter'), color: soft, fontSize: 8 };
    // The target of the number in the text.
    const place = { id: `n-${number}` };
    const columns: Column[] = [
      { ...name, ...place, width: 22 },
      { stack: parts, width: '*' },
    ];
    return { columns, fontSize: 9, margin: [0, 0, 0, 5], unbreakable: sources.length < 6 };
  }
}

const widthsOf: Record<number, (string | number)[]> = { 2: ['*', 'auto'], 3: [92, 70, '*'] };
