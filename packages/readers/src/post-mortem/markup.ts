import { tidy } from './leaves.ts';
import { type Dialect, readMarkup } from './markup-inline.ts';
import { type Cell, type Inline, type Item, type Part } from './parts.ts';

interface Grammar {
  /** Names of files that are written in it. */
  ending: RegExp;
  /** Lines that only occur in it; two of them are enough. */
  sign: RegExp;
  heading: RegExp;
  headingLevel: (found: RegExpExecArray) => number;
  bullet: RegExp;
  fences: readonly [begin: RegExp, end: RegExp][];
  /** Lines that only set something, or draw. */
  skipped: RegExp;
  /** What starts a cell; a line of a table starts with it. */
  cell: RegExp;
  header: RegExp;
  /** A row continues on the next line until one of these. */
  rowEnd: RegExp | null;
  definition: RegExp | null;
}

const never = /$^/;
const grammars: Record<Dialect, Grammar> = {
  mediawiki: {
    ending: /\.(?:wiki|mediawiki)$/i,
    sign: /^={2,6}[^=\n]{1,200}={2,6}[ \t]*$/gm,
    heading: /^(={1,6})[ \t]{0,20}(?=[^ \t])(.{1,200}?)[ \t]{0,20}\1[ \t]*$/,
    headingLevel: (found) => found[1]?.length ?? 1,
    bullet: /^([*#]{1,6})[ \t]*/,
    fences: [[/^<(?:pre|syntaxhighlight|source)\b[^>]*>/i, /<\/(?:pre|syntaxhighlight|source)>/i]],
    skipped: /^(?:\{\||\|\}|\|\+|__[A-Z]+__|\[\[Category:)/,
    cell: /(?:^[|!](?![-}+])|\|\||!!)[ \t]*/,
    header: /^!/,
    rowEnd: /^\|[-}]/,
    definition: /^;[ \t]{0,20}([^:\n]{1,100})(?::[ \t]*(.*))?$/s,
  },
  jira: {
    ending: never,
    sign: /^h[1-6]\. \S/gm,
    heading: /^h([1-6])\. +([^ ].{0,299})$/,
    headingLevel: (found) => Number(found[1]),
    bullet: /^([*#-]{1,6}) +/,
    fences: [
      [/^\{code\b[^}]*\}/, /\{code\}[ \t]*$/],
      [/^\{noformat\b[^}]*\}/, /\{noformat\}[ \t]*$/],
    ],
    skipped: /^\{(?:quote|panel|toc|info|note|tip|warning|expand)\b[^}]*\}[ \t]*$/,
    cell: /\|{1,2}/,
    header: /^\|\|/,
    rowEnd: null,
    definition: null,
  },
  asciidoc: {
    ending: /\.(?:adoc|asciidoc|asc)$/i,
    sign: /^={2,5} \S/gm,
    heading: /^(={1,6}) +([^ ].{0,299})$/,
    headingLevel: (found) => found[1]?.length ?? 1,
    bullet: /^[ \t]*([*-]{1,5}|\.{1,5}) +/,
    fences: [
      [/^-{4,}[ \t]*$/, /^-{4,}[ \t]*$/],
      [/^\.{4,}[ \t]*$/, /^\.{4,}[ \t]*$/],
    ],
    skipped:
      /^(?::[\w-]+!?:(?: .*)?|\[[\w"=,.%#^<>*| -]*\]|\|={3,}|\/\/.*|\+|={4,}|_{4,}|'{3})[ \t]*$/s,
    cell: /(?:^|[ \t])\|[ \t]*/,
    header: never,
    rowEnd: /^(?:\|={3,}|[ \t]*$)/,
    definition: /^([^:\n]{1,100}):: *(.*)$/s,
  },
  org: {
    ending: /\.org$/i,
    sign: /^#\+[A-Z_]+:|^\*+ (?:TODO|DONE) /gim,
    heading: /^(\*{1,6}) +(?!(?:TODO|DONE|NEXT|WAITING|CANCELL?ED) )([^ ].{0,299})$/,
    headingLevel: (found) => found[1]?.length ?? 1,
    bullet: /^(\s*(?:[-+]|\d{1,3}[.)])) +|^\*{1,6} +(?=(?:TODO|DONE|NEXT|WAITING) )/,
    fences: [[/^[ \t]*#\+BEGIN_\w+/i, /^[ \t]*#\+END_\w+/i]],
    skipped:
      /^(?:#\+(?!TITLE|DATE)[A-Z_]+:|# |[ \t]*:(?:PROPERTIES|END|LOGBOOK|[\w-]+):|\|[-+]+\|[ \t]*$)/i,
    cell: /(?:^[ \t]*|[ \t])\|[ \t]*/,
    header: never,
    rowEnd: null,
    definition: null,
  },
};

/** The wiki markup that a text is written in, by its name or two of its lines; null for others. */
export function findDialect(name: string, text: string): Dialect | null {
  const dialects = ['org', 'jira', 'mediawiki', 'asciidoc'] as const;
  const countSigns = (dialect: Dialect): number => text.match(grammars[dialect].sign)?.length ?? 0;
  return (
    dialects.find((dialect) => grammars[dialect].ending.test(name)) ??
    dialects.find((dialect) => countSigns(dialect) > 1) ??
    null
  );
}

interface Line {
  text: string;
  from: number;
}

/** Parts of a text in wiki markup; every word that it shows is kept. */
export function readWiki(text: string, dialect: Dialect): Part[] {
  const reader = new WikiReader(dialect);
  let from = 0;
  for (const raw of text.split('\n')) {
    reader.push({ text: raw.replace(/\r$/, ''), from });
    from += raw.length + 1;
  }
  return reader.end();
}

class WikiReader {
  private readonly parts: Part[] = [];
  private readonly grammar: Grammar;
  private readonly dialect: Dialect;
  private paragraph: Inline[] = [];
  private rows: Cell[][] = [];
  private isRowOpen = false;
  private isTable = false;
  private lists: { depth: number; items: Item[] }[] = [];
  private code: { end: RegExp; lines: string[]; from: number; to: number } | null = null;

  constructor(dialect: Dialect) {
    this.dialect = dialect;
    this.grammar = grammars[dialect];
  }

  end(): Part[] {
    if (this.code !== null) this.endCode();
    this.endBlock();
    return this.parts;
  }

  push(line: Line): void {
    const { grammar } = this;
    if (this.code !== null) return this.pushCode(line);
    const fence = grammar.fences.find(([begin]) => begin.test(line.text));
    if (fence !== undefined) return this.beginCode(line, fence);
    const heading = grammar.heading.exec(line.text);
    if (heading !== null && !this.isTable) return this.pushHeading(line, heading);
    if (this.pushTable(line)) return;
    if (grammar.skipped.test(line.text)) return;
    if (line.text.trim() === '') return this.endBlock();
    const bullet = grammar.bullet.exec(line.text);
    if (bullet !== null) return this.pushItem(line, bullet);
    const definition = grammar.definition?.exec(line.text);
    if (definition) return this.pushDefinition(line, definition);
    this.pushText(line);
  }

  private inlines({ text, from }: Line, skip = 0): Inline[] {
    return readMarkup(text.slice(skip), from + skip, this.dialect);
  }

  private pushHeading(line: Line, found: RegExpExecArray): void {
    this.endBlock();
    const words = found[2] ?? '';
    const text = { text: words, from: line.from + line.text.indexOf(words) };
    const level = Math.min(6, this.grammar.headingLevel(found));
    this.parts.push({ type: 'heading', level, inlines: tidy(this.inlines(text)) });
  }

  private pushText(line: Line): void {
    const item = this.lists.at(-1)?.items.at(-1);
    const skip = /^[:\s]*(?:#\+\w+:)?/.exec(line.text)?.[0].length ?? 0;
    const [first] = item?.parts ?? [];
    const into = first?.type === 'paragraph' ? first.inlines : this.paragraph;
    if (into.length > 0) into.push({ text: ' ', marks: [], from: line.from, to: line.from });
    into.push(...this.inlines(line, skip));
  }

  /** A term and what it means, as a label in bold. */
  private pushDefinition(line: Line, [, term = '', meaning = '']: RegExpExecArray): void {
    this.endBlock();
    const at = line.text.indexOf(term);
    const from = line.from + at;
    this.paragraph.push({ text: term, marks: [{ type: 'bold' }], from, to: from + term.length });
    if (meaning === '') return;
    this.paragraph.push({
      text: ': ',
      marks: [],
      from: from + term.length,
      to: from + term.length,
    });
    this.paragraph.push(...this.inlines(line, line.text.length - meaning.length));
  }

  private pushItem(line: Line, [mark, marker = '']: RegExpExecArray): void {
    this.endParagraph();
    this.endTable();
    const depth = this.dialect === 'org' ? marker.length || 1 : marker.trim().length;
    const rest = line.text.slice(mark.length);
    const box = /^(?:\[([ xX*-])\]|\((\/)\)|(TODO|NEXT|WAITING)|(DONE))\s+/.exec(rest);
    const skip = mark.length + (box?.[0].length ?? 0);
    const isDone = box === null ? null : /[xX*]/.test(box[1] ?? '') || Boolean(box[2] ?? box[4]);
    const words = this.inlines(line, skip);
    const term = /^([^:]{1,100}?) :: /.exec(line.text.slice(skip))?.[1];
    const label: Inline[] =
      term === undefined
        ? words
        : [
            { text: term, marks: [{ type: 'bold' }], from: line.from + skip, to: line.from + skip },
            { text: ': ', marks: [], from: line.from + skip, to: line.from + skip },
            ...this.inlines(line, skip + term.length + 4),
          ];
    const item: Item = { isDone, parts: [{ type: 'paragraph', inlines: label }] };
    while ((this.lists.at(-1)?.depth ?? 0) > depth) this.lists.pop();
    const last = this.lists.at(-1);
    if (last !== undefined && last.depth === depth) {
      last.items.push(item);
      return;
    }
    const list = { depth, items: [item] };
    const part: Part = { type: 'list', start: null, items: list.items };
    const parent = last?.items.at(-1);
    if (parent === undefined) this.parts.push(part);
    else parent.parts.push(part);
    this.lists.push(list);
  }

  /** Whether the line belongs to a table. */
  private pushTable(line: Line): boolean {
    const { cell, header, rowEnd } = this.grammar;
    const begins = /^(?:\{\||\|={3,})/.test(line.text) && rowEnd !== null;
    if (begins) {
      const isEnd = this.isTable && !line.text.startsWith('{');
      this.endBlock();
      this.isTable = !isEnd;
      return true;
    }
    if (rowEnd !== null && this.isTable && rowEnd.test(line.text)) {
      this.isRowOpen = false;
      if (line.text.startsWith('|}')) this.endBlock();
      return true;
    }
    const isRow = rowEnd === null ? /^[ \t]*\|/.test(line.text) : this.isTable;
    if (!isRow || this.grammar.skipped.test(line.text)) return isRow;
    if (rowEnd === null) this.endParagraph();
    const isHeader =
      header.test(line.text) || (rowEnd === null && header === never && this.rows.length === 0);
    const found = splitCells(line.text, cell);
    const cells = found.map(([at, text]): Cell => {
      const parts: Part[] = [
        { type: 'paragraph', inlines: tidy(this.inlines({ text, from: line.from + at })) },
      ];
      return { isHeader, parts };
    });
    const open = this.rows.at(-1);
    if (rowEnd !== null && this.isRowOpen && open !== undefined) open.push(...cells);
    else this.rows.push(cells);
    this.isRowOpen = this.dialect === 'mediawiki';
    return true;
  }

  private beginCode(line: Line, [begin, end]: readonly [RegExp, RegExp]): void {
    this.endBlock();
    const first = line.text.replace(begin, '');
    const { from } = line;
    this.code = { end, lines: [], from, to: from + line.text.length };
    if (first.trim() !== '') this.pushCode({ text: first, from });
  }

  private pushCode(line: Line): void {
    if (this.code === null) return;
    const isLast = this.code.end.test(line.text);
    const text = isLast ? line.text.replace(this.code.end, '') : line.text;
    if (!isLast || text.trim() !== '') this.code.lines.push(text);
    this.code.to = Math.max(this.code.to, line.from + line.text.length);
    if (isLast) this.endCode();
  }

  private endCode(): void {
    if (this.code === null) return;
    const { lines, from, to } = this.code;
    this.code = null;
    this.parts.push({ type: 'code', language: null, text: lines.join('\n'), from, to });
  }

  private endParagraph(): void {
    const inlines = tidy(this.paragraph);
    this.paragraph = [];
    if (inlines.length > 0) this.parts.push({ type: 'paragraph', inlines });
  }

  private endTable(): void {
    const rows = this.dialect === 'asciidoc' ? groupCells(this.rows) : this.rows;
    this.rows = [];
    this.isRowOpen = false;
    if (rows.length > 0) this.parts.push({ type: 'table', rows });
  }

  private endBlock(): void {
    this.endParagraph();
    this.endTable();
    this.lists = [];
    this.isTable = false;
  }
}

/** AsciiDoc's first line says how many cells a row has; each can be on a line of its own. */
function groupCells(lines: readonly Cell[][]): Cell[][] {
  const width = lines[0]?.length ?? 1;
  const rows: Cell[][] = [];
  for (const [at, cell] of lines.flat().entries()) {
    if (at % width === 0) rows.push([]);
    rows.at(-1)?.push({ ...cell, isHeader: at < width });
  }
  return rows;
}

/** The cells of a line, each with its position in it. */
function splitCells(line: string, mark: RegExp): [at: number, text: string][] {
  const marks = [...line.matchAll(new RegExp(mark.source, 'g'))];
  return marks.flatMap((found, index): [number, string][] => {
    const at = found.index + found[0].length;
    const text = line.slice(at, marks[index + 1]?.index ?? line.length);
    const isTail = index === marks.length - 1 && text.trim() === '';
    return isTail && index > 0 ? [] : [[at, text]];
  });
}
