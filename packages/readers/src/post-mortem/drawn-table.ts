/** A line of a text, and where it starts. */
export interface Line {
  text: string;
  from: number;
}

/** A table that plain text draws with lines, or that reStructuredText writes as a list. */
export interface DrawnTable {
  /** The index after its last line. */
  end: number;
  title: Line | null;
  rows: { isHeader: boolean; cells: Line[][] }[];
}

type Row = DrawnTable['rows'][number];

const gridRuling = /^\s*\+[=+-]{2,}\+\s*$/;
const simpleRuling = /^\s*={2,}(?: +={2,})+\s*$/;
/** A longer table is read in parts: no line is searched further than this. */
const longest = 1_000;
const directive = /^([ \t]*)\.\. (list-table|csv-table)::(.*)$/;

/** The table that starts on a line; null if none does. */
export function findDrawnTable(lines: readonly Line[], at: number): DrawnTable | null {
  const first = lines[at]?.text ?? '';
  if (gridRuling.test(first)) return readGrid(lines, at);
  if (simpleRuling.test(first)) return readColumns(lines, at);
  const written = directive.exec(first);
  return written === null ? null : readDirective(lines, at, written);
}

/**
 * `| 14:02 | primary is full |` between rulings. With rulings between all rows, the lines between
 * two of them are one row; else each line with a first cell starts one.
 */
function readGrid(lines: readonly Line[], at: number): DrawnTable | null {
  let end = at;
  while (gridRuling.test(lines[end]?.text ?? '') || isGridLine(lines[end])) end++;
  const drawn = lines.slice(at, end);
  const rulings = drawn.filter((line) => gridRuling.test(line.text));
  const hasRuledRows = rulings.length > 3;
  const rows: Row[] = [];
  let isNew = true;
  for (const line of drawn) {
    if (gridRuling.test(line.text)) {
      if (line.text.includes('=')) for (const row of rows) row.isHeader = true;
      isNew = true;
      continue;
    }
    const cells = cutAt(line, findGridCells(line.text));
    const startsRow = isNew || (!hasRuledRows && cells[0]?.text !== '');
    addLine(rows, cells, startsRow);
    isNew = false;
  }
  return rows.length === 0 ? null : { end, title: null, rows };
}

function isGridLine(line: Line | undefined): boolean {
  return line !== undefined && /^\s*\|.*\|\s*$/.test(line.text);
}

function findGridCells(text: string): [number, number][] {
  const bars = [...text.matchAll(/\|/g)].map((bar) => bar.index);
  return bars.slice(1).map((bar, index) => [(bars[index] ?? 0) + 1, bar]);
}

/** Columns below runs of `=`; a word that crosses a gap shows that they are not columns. */
function readColumns(lines: readonly Line[], at: number): DrawnTable | null {
  const ruling = lines[at]?.text ?? '';
  const runs = [...ruling.matchAll(/=+/g)].map((run): [number, number] => [
    run.index,
    run.index + run[0].length,
  ]);
  const columns = runs.map(([from], index): [number, number] => [
    from,
    runs[index + 1]?.[0] ?? Infinity,
  ]);
  const rulings: number[] = [at];
  let end = at + 1;
  for (; end < Math.min(lines.length, at + longest); end++) {
    const text = lines[end]?.text ?? '';
    if (simpleRuling.test(text)) rulings.push(end);
    else if (text.trim() === '' && simpleRuling.test(lines[end - 1]?.text ?? '')) break;
  }
  const last = rulings.at(-1) ?? at;
  const rows: Row[] = [];
  for (const line of lines.slice(at + 1, last)) {
    if (line.text.trim() === '') continue;
    if (simpleRuling.test(line.text)) {
      for (const row of rows) row.isHeader = rulings.length > 2;
      continue;
    }
    const isCrossed = runs.slice(1).some(([from]) => /\S/.test(line.text[from - 1] ?? ' '));
    if (isCrossed) return null;
    const cells = cutAt(line, columns);
    addLine(rows, cells, cells[0]?.text !== '');
  }
  return rows.length === 0 ? null : { end: last + 1, title: null, rows };
}

function addLine(rows: Row[], cells: readonly Line[], startsRow: boolean): void {
  const row = startsRow ? undefined : rows.at(-1);
  if (row === undefined) rows.push({ isHeader: false, cells: cells.map((cell) => [cell]) });
  else
    for (const [index, cell] of cells.entries())
      if (cell.text !== '') (row.cells[index] ??= []).push(cell);
}

function cutAt(line: Line, columns: readonly [number, number][]): Line[] {
  return columns.map(([from, to]) => trimText(line.text.slice(from, to), line.from + from));
}

function trimText(text: string, from: number): Line {
  return { text: text.trim(), from: from + (text.length - text.trimStart().length) };
}

/** `.. list-table::` and `.. csv-table::`: the indented lines below them. */
function readDirective(
  lines: readonly Line[],
  at: number,
  [whole, indent = '', kind, title = '']: RegExpExecArray,
): DrawnTable | null {
  let end = at + 1;
  for (; end < Math.min(lines.length, at + longest); end++) {
    const text = lines[end]?.text ?? '';
    if (text.trim() !== '' && !text.startsWith(`${indent} `) && !text.startsWith('\t')) break;
  }
  const inner = lines.slice(at + 1, end).filter((line) => line.text.trim() !== '');
  const options = inner.filter((line) => isOption(line.text));
  const body = inner.filter((line) => !isOption(line.text));
  const rows = kind === 'list-table' ? readListRows(body) : readCsvRows(body);
  const headers = Number(
    options.map((line) => /:header-rows:\s*(\d+)/.exec(line.text)?.[1]).find(Boolean) ?? 0,
  );
  for (const row of rows.slice(0, headers)) row.isHeader = true;
  const header = options.find((line) => /^\s*:header:/.test(line.text));
  if (header !== undefined)
    rows.unshift({
      isHeader: true,
      cells: readCsvLine(header, header.text.indexOf(':header:') + 8),
    });
  const from = (lines[at]?.from ?? 0) + whole.length - title.length;
  return rows.length === 0
    ? null
    : { end, title: title.trim() === '' ? null : trimText(title, from), rows };
}

function isOption(text: string): boolean {
  return /^\s*:[\w-]+:(?:\s|$)/.test(text);
}

/** `* - 14:02` starts a row, `- text` another cell; other lines continue a cell. */
function readListRows(body: readonly Line[]): Row[] {
  const rows: Row[] = [];
  for (const line of body) {
    const [starter, star] = /^\s*(\*\s+)?-(?:\s+|$)/.exec(line.text) ?? [];
    const cell = trimText(
      line.text.slice(starter?.length ?? 0),
      line.from + (starter?.length ?? 0),
    );
    const row = rows.at(-1);
    if (starter !== undefined && star !== undefined)
      rows.push({ isHeader: false, cells: [[cell]] });
    else if (starter !== undefined) row?.cells.push([cell]);
    else row?.cells.at(-1)?.push(cell);
  }
  return rows;
}

function readCsvRows(body: readonly Line[]): Row[] {
  return body.map((line) => ({ isHeader: false, cells: readCsvLine(line, 0) }));
}

function readCsvLine(line: Line, start: number): Line[][] {
  const rest = line.text.slice(start);
  return [...rest.matchAll(/(?:^|,)\s*(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((field) => {
    const text = field[1]?.replaceAll('""', '"') ?? field[2] ?? '';
    const inside = field[0].indexOf(field[1] ?? field[2] ?? '');
    return [trimText(text, line.from + start + field.index + Math.max(0, inside))];
  });
}
