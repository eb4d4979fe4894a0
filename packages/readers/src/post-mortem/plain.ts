import { type DrawnTable, findDrawnTable, type Line } from './drawn-table.ts';
import { linkTo, tidy } from './leaves.ts';
import { headingKind } from './kinds.ts';
import type { Inline, Item, Part } from './parts.ts';
import { leadingTime } from '../time/written-time.ts';

/** The lines of a drawn table. */
const ruling = /^\s*(?:\+[=+-]{2,}\+|={2,}(?: +={2,})+)\s*$/;
const bullet = /^([ \t]*)([-*•‣◦–]|(\d{1,3})[.)])[ \t]+(?=\S)/;
/** Lines about as long as a page is wide continue on the next one. */
const wrapsFrom = 45;

/**
 * Parts of plain text: headings, lists, fenced code and paragraphs, as far as its lines show them;
 * every word is kept.
 */
export function plainParts(text: string): Part[] {
  const lines = splitLines(text);
  const parts: Part[] = [];
  let block: Line[] = [];
  const endBlock = (): void => {
    if (block.length > 0) parts.push(...blockParts(block));
    block = [];
  };
  const firstAt = lines.findIndex((line) => line.text.trim() !== '');
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    if (line === undefined) break;
    const next = lines[at + 1];
    const fenceEnd = findFenceEnd(lines, at);
    const table = findDrawnTable(lines, at);
    if (table !== null) {
      endBlock();
      parts.push(...readTable(table));
      at = table.end - 1;
    } else if (fenceEnd !== -1) {
      endBlock();
      parts.push(...readFence(lines.slice(at, fenceEnd + 1), text));
      at = fenceEnd;
    } else if (line.text.trim() === '' || ruling.test(line.text)) endBlock();
    else if (at === firstAt && next?.text.trim() === '' && isTitleLine(line.text)) {
      endBlock();
      parts.push(heading(line, 1));
    } else if (
      next !== undefined &&
      /^\s*(={3,}|-{3,})\s*$/.test(next.text) &&
      line.text.length < 100 &&
      !bullet.test(line.text)
    ) {
      endBlock();
      parts.push(heading(line, next.text.includes('=') ? 1 : 2));
      at++;
    } else if (isHeading(line.text)) {
      endBlock();
      parts.push(heading(line, 2));
    } else {
      if (hasClock(line.text)) endBlock();
      else if (isDay(line.text) || (block[0] !== undefined && isDay(block[0].text))) endBlock();
      block.push(line);
    }
  }
  endBlock();
  return parts;
}

function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let from = 0;
  for (const raw of text.split('\n')) {
    lines.push({ text: raw.replace(/\r$/, ''), from });
    from += raw.length + 1;
  }
  return lines;
}

function hasClock(line: string): boolean {
  const time = leadingTime(line.trim(), null);
  return time !== null && time.clock !== null;
}

/** A date on its own line applies to the rows below it. */
function isDay(line: string): boolean {
  const time = leadingTime(line.trim(), null);
  return (
    time !== null && time.date !== null && time.clock === null && time.length >= line.trim().length
  );
}

/** A short first line followed by a blank one is a title. */
function isTitleLine(line: string): boolean {
  const plain = line.trim();
  return (
    plain.length <= 100 &&
    !/[.:;!?]$/.test(plain) &&
    !bullet.test(line) &&
    !hasClock(line) &&
    !isDay(line)
  );
}

/** A short line that names a section, or is in capitals, as in forms. */
function isHeading(line: string): boolean {
  const plain = line.trim();
  if (plain.length > 60 || bullet.test(line) || /[.,;]$/.test(plain)) return false;
  if (/^[A-Z][A-Z '&/-]{5,}$/.test(plain)) return true;
  return (
    plain.split(/\s+/).length <= 6 &&
    /^[\p{Lu}\p{Lo}]/u.test(plain) &&
    headingKind(plain, 'exact') !== 'other'
  );
}

function heading(line: Line, level: number): Part {
  return { type: 'heading', level, inlines: readInlines(line) };
}

function readFence(lines: readonly Line[], text: string): Part[] {
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined) return [];
  const info = first.text.replace(/^\s*```/, '').trim();
  const inner = lines.slice(1, -1);
  const code = inner.map((line) => line.text).join('\n');
  const to = Math.min(text.length, last.from + last.text.length);
  return [
    {
      type: 'code',
      language: null,
      text: info === '' ? code : `${info}\n${code}`,
      from: first.from,
      to,
    },
  ];
}

function readTable({ title, rows }: DrawnTable): Part[] {
  const toParts = (lines: readonly Line[]): Part[] => [
    { type: 'paragraph', inlines: joinLines(lines) },
  ];
  return [
    ...(title === null ? [] : toParts([title])),
    {
      type: 'table',
      rows: rows.map(({ isHeader, cells }) =>
        cells.map((lines) => ({ isHeader, parts: toParts(lines) })),
      ),
    },
  ];
}

/** Lists and paragraphs from adjacent lines. */
function blockParts(lines: readonly Line[]): Part[] {
  const parts: Part[] = [];
  let list: { start: number | null; items: Line[][] } | null = null;
  let paragraph: Line[] = [];
  const end = (): void => {
    if (paragraph.length > 0) parts.push({ type: 'paragraph', inlines: joinLines(paragraph) });
    if (list !== null)
      parts.push({
        type: 'list',
        start: list.start,
        items: list.items.map((item): Item => ({ ...readItem(item) })),
      });
    [paragraph, list] = [[], null];
  };
  for (const line of lines) {
    const marker = bullet.exec(line.text);
    if (marker !== null) {
      const item = { text: line.text.slice(marker[0].length), from: line.from + marker[0].length };
      const start = marker[3] === undefined ? null : Number(marker[3]);
      // A number that does not continue the sequence starts a new list.
      const goesOn: boolean =
        list !== null &&
        (start === null
          ? list.start === null
          : list.start !== null && start === list.start + list.items.length);
      if (goesOn && list !== null) list.items.push([item]);
      else {
        end();
        list = { start, items: [[item]] };
      }
    } else if (list !== null) list.items.at(-1)?.push(line);
    else paragraph.push(line);
  }
  end();
  return parts;
}

function readItem(lines: readonly Line[]): Item {
  const [first, ...rest] = lines;
  const box = first === undefined ? null : /^\[([ xX])\]\s+/.exec(first.text);
  if (first === undefined || box === null)
    return { isDone: null, parts: [{ type: 'paragraph', inlines: joinLines(lines) }] };
  const words = { text: first.text.slice(box[0].length), from: first.from + box[0].length };
  return {
    isDone: box[1] !== ' ',
    parts: [{ type: 'paragraph', inlines: joinLines([words, ...rest]) }],
  };
}

function joinLines(lines: readonly Line[]): Inline[] {
  const inlines: Inline[] = [];
  for (const [at, line] of lines.entries()) {
    const before = lines[at - 1];
    if (before !== undefined) {
      if (before.text.trimEnd().length >= wrapsFrom)
        inlines.push({
          text: ' ',
          marks: [],
          from: before.from + before.text.length,
          to: line.from,
        });
      else inlines.push(null);
    }
    inlines.push(...readInlines(line));
  }
  return tidy(inlines);
}

/** URLs in the text become links. */
function readInlines(line: Line): Inline[] {
  const from = line.from + (line.text.length - line.text.trimStart().length);
  const text = line.text.trim();
  const inlines: Inline[] = [];
  let at = 0;
  for (const found of text.matchAll(/https?:\/\/[^\s<>"'`]+[^\s<>"'`.,;:!?)\]]/g)) {
    const end = found.index + found[0].length;
    const mark = linkTo(found[0]);
    inlines.push({
      text: text.slice(at, found.index),
      marks: [],
      from: from + at,
      to: from + found.index,
    });
    inlines.push({
      text: found[0],
      marks: mark === null ? [] : [mark],
      from: from + found.index,
      to: from + end,
    });
    at = end;
  }
  inlines.push({ text: text.slice(at), marks: [], from: from + at, to: from + text.length });
  return tidy(inlines);
}

/**
 * The words of plain text without list markers, checkboxes and fences, for comparison with the
 * sections.
 */
export function visiblePlain(text: string): string {
  const lines = splitLines(text);
  const visible: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const table = findDrawnTable(lines, at);
    if (table !== null) {
      visible.push(table.title?.text ?? '');
      for (const row of table.rows) for (const cell of row.cells.flat()) visible.push(cell.text);
      at = table.end - 1;
      continue;
    }
    const end = findFenceEnd(lines, at);
    if (end === -1)
      visible.push(
        (lines[at]?.text ?? '').replace(
          /^([ \t]*)([-*•‣◦–]|\d{1,3}[.)])[ \t]+(?=\S)(\[[ xX]\][ \t]+)?/,
          '',
        ),
      );
    else
      visible.push(
        ...lines
          .slice(at, end)
          .map((line, index) => (index === 0 ? line.text.replace('```', ' ') : line.text)),
      );
    at = Math.max(at, end);
  }
  return visible.join('\n');
}

/** The index of the line that closes the fence opened on this one; -1 if none opens or closes. */
function findFenceEnd(lines: readonly Line[], at: number): number {
  if (!/^\s*```/.test(lines[at]?.text ?? '')) return -1;
  return lines.findIndex((each, index) => index > at && /^\s*```\s*$/.test(each.text));
}
