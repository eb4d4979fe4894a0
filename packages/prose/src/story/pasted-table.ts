import type { Line } from './headings.ts';
import { partNamed, type Part, type Range } from './parts.ts';

interface Column {
  name: string;
  part: Part | null;
}

export interface TableCell extends Range {
  column: Column;
}

/** A row below headings that name parts: one story. */
export interface TableRow extends Range {
  cells: TableCell[];
  title: Line | null;
  /** The names of the columns, in the first row of a table. */
  heading?: Range;
}

export interface PastedTable extends Range {
  heading: Range;
  rows: TableRow[];
}

/** The cells of a line of Markdown, or of a line copied from a sheet; empty if it is neither. */
function splitCells(line: Line): Range[] {
  const isMarkdown = line.text.trimStart().startsWith('|');
  if (!isMarkdown && !line.text.includes('\t')) return [];
  const cells: Range[] = [];
  let at = 0;
  for (const piece of line.text.split(isMarkdown ? /(?<!\\)\|/ : '\t')) {
    const inner = piece.trim();
    const start = line.start + at + piece.length - piece.trimStart().length;
    cells.push({ start, end: start + inner.length });
    at += piece.length + 1;
  }
  return isMarkdown ? cells.slice(1, line.text.trimEnd().endsWith('|') ? -1 : undefined) : cells;
}

function readColumns(text: string, line: Line): Column[] | null {
  const columns = splitCells(line).map(({ start, end }): Column => {
    const name = text.slice(start, end).replaceAll(/^[*_\s]+|[*_:：\s]+$/g, '');
    return { name, part: partNamed(name) };
  });
  return new Set(columns.flatMap(({ part }) => part ?? [])).size > 1 ? columns : null;
}

function readRow(text: string, line: Line, columns: readonly Column[]): TableRow | null {
  const cells = splitCells(line).flatMap((cell, index): TableCell[] => {
    const column = columns[index];
    return column && /[\p{L}\p{N}]/u.test(text.slice(cell.start, cell.end))
      ? [{ ...cell, column }]
      : [];
  });
  const [first] = cells;
  if (!first || !cells.some(({ column }) => column.part)) return null;
  const named = first.column.part === null ? first : null;
  return {
    start: first.start,
    end: cells.at(-1)?.end ?? line.end,
    cells: cells.filter((cell) => cell !== named),
    title: named && { ...named, text: text.slice(named.start, named.end), isFenced: false },
  };
}

/** Stories kept as a table: each row below the headings is one. */
export function findTables(text: string, lines: readonly Line[]): PastedTable[] {
  const tables: PastedTable[] = [];
  let columns: Column[] | null = null;
  for (const line of lines) {
    const last = tables.at(-1);
    const isRow = !line.isFenced && splitCells(line).length > 1;
    if (!isRow) columns = null;
    else if (columns && last) {
      const row = readRow(text, line, columns);
      const isFirst = last.rows.length === 0;
      if (row) last.rows.push(isFirst ? { ...row, heading: { ...last.heading } } : row);
      last.end = line.end;
    } else {
      columns = readColumns(text, line);
      const { start, end } = line;
      if (columns) tables.push({ start, end, heading: { start, end }, rows: [] });
    }
  }
  return tables.filter(({ rows }) => rows.length > 0);
}
