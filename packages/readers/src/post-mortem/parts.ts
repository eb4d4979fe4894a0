import type { TextMark } from '@debrief/contract';

/** A run of text, and its position in the text of the evidence. */
export interface Leaf {
  text: string;
  marks: TextMark[];
  from: number;
  to: number;
  /** The machine-readable time of these words on the page. */
  at?: string;
  /** The machine-readable day of these words, if it has no time. */
  day?: string;
}
/** A run of text, or null for a line break. */
export type Inline = Leaf | null;

export interface Item {
  /** Null if the list has no checkboxes. */
  isDone: boolean | null;
  parts: Part[];
}
export interface Cell {
  isHeader: boolean;
  parts: Part[];
}

/** A report in any format: sections, rows and actions are read from it. */
export type Part =
  | { type: 'heading'; level: number; inlines: Inline[] }
  | { type: 'paragraph'; inlines: Inline[] }
  | { type: 'code'; language: string | null; text: string; from: number; to: number }
  | { type: 'rule' }
  | { type: 'list'; start: number | null; items: Item[] }
  | { type: 'quote'; parts: Part[] }
  | { type: 'table'; rows: Cell[][] };

export interface Span {
  from: number;
  to: number;
}

export function toPlainText(inlines: readonly Inline[]): string {
  return inlines.map((inline) => inline?.text ?? '\n').join('');
}

/** The leaves of a part in order; code counts as one. */
export function* walkLeaves(part: Part): Generator<Leaf> {
  if (part.type === 'heading' || part.type === 'paragraph')
    yield* part.inlines.filter((inline) => inline !== null);
  else if (part.type === 'code') yield { text: part.text, marks: [], from: part.from, to: part.to };
  else if (part.type === 'quote') for (const inner of part.parts) yield* walkLeaves(inner);
  else if (part.type === 'list')
    for (const item of part.items) for (const inner of item.parts) yield* walkLeaves(inner);
  else if (part.type === 'table')
    for (const row of part.rows)
      for (const cell of row) for (const inner of cell.parts) yield* walkLeaves(inner);
}

/** From the first word of the parts to the last; null if there is none. */
export function findSpan(parts: readonly Part[]): Span | null {
  const leaves = parts
    .flatMap((part) => [...walkLeaves(part)])
    .filter((leaf) => leaf.text.trim() !== '');
  const [first] = leaves;
  return first === undefined
    ? null
    : { from: first.from, to: Math.max(...leaves.map((leaf) => leaf.to)) };
}

/** The lines of a paragraph as they were written, each with its position in `text`. */
export function splitLines(inlines: readonly Inline[], text: string): Inline[][] {
  const lines: Inline[][] = [[]];
  for (const inline of inlines) {
    if (inline === null) lines.push([]);
    if (inline === null) continue;
    let from = inline.from;
    for (const [at, piece] of inline.text.split('\n').entries()) {
      if (at > 0) lines.push([]);
      const found = text.indexOf(piece.slice(0, 40), from);
      if (found !== -1 && found <= inline.to) from = found;
      const to = inline.text.includes('\n') ? Math.min(from + piece.length, inline.to) : inline.to;
      if (piece !== '') lines.at(-1)?.push({ ...inline, text: piece, from, to });
      from = to;
    }
  }
  return lines;
}

/** The text of a line, with machine-readable times in place of displayed ones. */
export function timedText(inlines: readonly Inline[]): string {
  return toPlainText(
    inlines.map((one) => (one?.at === undefined ? one : { ...one, text: `${one.at} ` })),
  );
}

export function timedCell({ parts }: Cell): string {
  const [first] = parts;
  const isLine = first?.type === 'paragraph' && parts.length === 1;
  return isLine ? timedText(first.inlines).trim() : toText(parts);
}

export function toText(parts: readonly Part[]): string {
  return parts.map(toLine).join('\n').trim();
}

function toLine(part: Part): string {
  if (part.type === 'heading' || part.type === 'paragraph') return toPlainText(part.inlines);
  if (part.type === 'code') return part.text;
  if (part.type === 'quote') return toText(part.parts);
  if (part.type === 'list') return part.items.map((item) => toText(item.parts)).join('\n');
  if (part.type === 'table')
    return part.rows.map((row) => row.map((cell) => toText(cell.parts)).join(' | ')).join('\n');
  return '';
}

/** Words as a reader sees them: separated by spaces, with a letter or a digit. */
export function countWords(text: string, into = new Map<string, number>()): Map<string, number> {
  for (const word of text.split(/\s+/u))
    if (/[\p{L}\p{N}]/u.test(word)) into.set(word, (into.get(word) ?? 0) + 1);
  return into;
}
