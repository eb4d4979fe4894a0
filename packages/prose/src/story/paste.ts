import {
  findContentEnd,
  isTitle,
  findLabels,
  lineAt,
  lineBefore,
  selectWithin,
  splitLines,
  type Label,
  type Line,
} from './headings.ts';
import { blankRanges, findMarkup, joinRanges, skipRequests, subtractRanges } from './left-out.ts';
import { detectLanguage, type Language } from './language.ts';
import { partWords, parts, type Part, type Range } from './parts.ts';
import { findTables, type TableCell, type TableRow } from './pasted-table.ts';
import { suggestParts } from './suggest-parts.ts';
import { findTurns } from './turns.ts';

/** A range of the pasted text. The pieces are adjacent and together are the full text. */
export interface Piece extends Range {
  kind: 'title' | 'heading' | 'part' | 'other';
  /** Index of the answer that it belongs to. */
  answer: number | null;
  part: Part | null;
  /** `labelled` by a heading, `suggested` with a reason, or `asked`: a person has to decide. */
  basis: 'labelled' | 'suggested' | 'asked' | null;
  reason: string | null;
}

export interface Answer extends Range {
  title: string | null;
  language: Language;
  /** The parts that were found, in STAR order. */
  parts: Part[];
  /**
   * Questions to the person who pasted: a part that was not found, sentences whose part is unclear.
   */
  asks: { part: Part | null; start: number; end: number; question: string }[];
}

export interface Pasted {
  answers: Answer[];
  pieces: Piece[];
}

interface Span extends Range {
  title: Line | null;
  /** The row of a table that the story is. */
  row?: TableRow;
}

function readHeadingLevel(text: string): number {
  return /^\s*(#{1,6})\s/.exec(text)?.[1]?.length ?? 7;
}

const distinct = (labels: readonly Label[]) =>
  new Set(labels.flatMap((one) => one.part ?? [])).size;

/**
 * The ranges of the text between titles. A heading below the headings of parts is not a title: it
 * belongs to its part.
 */
function sections(text: string, lines: readonly Line[], labels: readonly Label[]): Span[] {
  const lineLabels = labels.filter((one) => !one.isInline);
  const labelLevel = Math.min(
    7,
    ...lineLabels.map((one) => readHeadingLevel(text.slice(one.start, one.end))),
  );
  const labelled = new Set(lineLabels.map((one) => one.start));
  const titles = lines.filter(
    (line) =>
      isTitle(line) &&
      !labelled.has(line.start) &&
      (labelLevel === 7 || readHeadingLevel(line.text) <= labelLevel),
  );
  const titleAt = new Map(titles.map((one) => [one.start, one]));
  const starts = [...new Set([0, ...titleAt.keys()])];
  return starts.map((start, index) => ({
    start,
    end: starts[index + 1] ?? text.length,
    title: titleAt.get(start) ?? null,
  }));
}

/** Splits where the headings start over after a full set of them. */
function restarts(span: Span, labels: readonly Label[], lines: readonly Line[]): Span[] {
  const own = selectWithin(labels, span);
  const headings = new Set(own.map((one) => one.start));
  const first = own[0]?.part;
  const starts = [span.start];
  let seen = new Set<Part>();
  for (const label of own) {
    if (label.part === first && label.part !== null && seen.size >= 3) {
      const before = lineBefore(lines, label.start);
      const isOwnTitle =
        before !== undefined &&
        before.text.length < 90 &&
        !/[.。!?:：]\s*$/.test(before.text) &&
        !headings.has(before.start);
      starts.push(isOwnTitle && before.start > (starts.at(-1) ?? 0) ? before.start : label.start);
      seen = new Set();
    }
    if (label.part) seen.add(label.part);
  }
  return starts.map((start, index) => {
    const found = lineAt(lines, start);
    const line = found?.start === start ? found : null;
    const isTitled = index === 0 ? span.title !== null : line !== null && !headings.has(start);
    return {
      start,
      end: starts[index + 1] ?? span.end,
      title: isTitled ? (index === 0 ? span.title : line) : null,
    };
  });
}

/** The end of an answer, without rules and blank lines after it. */
function trimSpan(text: string, { start, end, title }: Span): Span {
  let last = end;
  for (const line of text.slice(start, end).split('\n').toReversed()) {
    if (line.trim() && !/^\s*(?:[-*_]\s*){3,}$/.test(line)) break;
    last -= line.length + 1;
  }
  return { start, end: Math.max(start, Math.min(end, last)), title };
}

/** Prose without headings: each titled section with content is an answer, or all of it is one. */
function proseAnswers(text: string, spans: readonly Span[]): Span[] {
  const told = spans.filter(
    (span) => text.slice(span.title?.end ?? span.start, span.end).trim().length > 120,
  );
  if (told.length > 1 && told.every((span) => span.title)) return told;
  const whole =
    spans.length > 0 && text.trim() !== ''
      ? [
          {
            start: 0,
            end: text.length,
            title: spans.length === 1 ? (spans[0]?.title ?? null) : null,
          },
        ]
      : [];
  const titled = spans.find((span) => span.title)?.title;
  return whole.map((span) =>
    titled && text.slice(0, titled.start).trim() === ''
      ? { ...span, start: titled.start, title: titled }
      : span,
  );
}

function suggestions(text: string, range: Range, answer: number): Piece[] {
  return suggestParts(text.slice(range.start, range.end), range.start).map(
    ({ start, end, part, basis, reason }) => ({
      start,
      end,
      kind: 'part',
      answer,
      part,
      basis,
      reason,
    }),
  );
}

/** A title ends with its line, or where the heading of a part starts in that line. */
function titleEnd(span: Span, labels: readonly Label[]): number {
  const [label] = selectWithin(labels, span);
  return span.title ? Math.min(span.title.end, label?.start ?? span.end, span.end) : span.start;
}

function splitPieces(text: string, span: Span, labels: readonly Label[], answer: number): Piece[] {
  const own = selectWithin(labels, span);
  const afterTitle = titleEnd(span, labels);
  const bodyStart = text[afterTitle] === '\n' && span.title ? afterTitle + 1 : afterTitle;
  const pieces: Piece[] = span.title
    ? [
        {
          start: span.start,
          end: bodyStart,
          kind: 'title',
          answer,
          part: null,
          basis: null,
          reason: null,
        },
      ]
    : [];
  // In a loop: as arguments of one call, the pieces of a long text overflow the stack.
  const end = own[0]?.start ?? span.end;
  const body = { start: skipRequests(text, { start: bodyStart, end }, own.length > 0), end };
  for (const piece of suggestions(text, body, answer)) pieces.push(piece);
  own.forEach((label, index) => {
    const end = own[index + 1]?.start ?? span.end;
    const content = findContentEnd(text, label, end);
    pieces.push({
      start: label.start,
      end: label.end,
      kind: 'heading',
      answer,
      part: label.part,
      basis: label.part ? 'labelled' : null,
      reason: null,
    });
    if (label.part && text.slice(label.end, content).trim()) {
      pieces.push({
        start: label.end,
        end: content,
        kind: 'part',
        answer,
        part: label.part,
        basis: 'labelled',
        reason: `Found under “${label.name}”.`,
      });
    }
    const rest = { start: label.part ? content : label.end, end };
    if (label.part) for (const piece of suggestions(text, rest, answer)) pieces.push(piece);
    else if (text.slice(rest.start, rest.end).trim())
      pieces.push(proposePiece(text, rest, label, answer));
  });
  return pieces;
}

/** Text under a heading that names no part is suggested by the heading's words, or asked about. */
function proposePiece(text: string, range: Range, label: Label, answer: number): Piece {
  const part: Part =
    /\b(?:why|because|decision|trade-?offs?|rationale|justification|how|fix|solution)\b|为什么|原因|权衡/i.test(
      label.name,
    )
      ? 'A'
      : (suggestParts(text.slice(range.start, range.end))[0]?.part ?? 'A');
  return {
    ...range,
    kind: 'part',
    answer,
    part,
    basis: 'asked',
    reason: `“${label.name}” names no part of a story.`,
  };
}

/**
 * Makes the pieces adjacent; text between them goes to the piece before, text that belongs to none
 * is `other`.
 */
function fillGaps(text: string, pieces: readonly Piece[]): Piece[] {
  const sorted = pieces.toSorted((a, b) => a.start - b.start);
  const whole: Piece[] = [];
  const fill = (start: number, end: number) => {
    const before = whole.at(-1);
    if (end <= start) return;
    if (before && !text.slice(start, end).trim()) before.end = end;
    else
      whole.push({
        start,
        end,
        kind: 'other',
        answer: null,
        part: null,
        basis: null,
        reason: null,
      });
  };
  for (const piece of sorted) {
    // Each starts where the previous one ended, so that no text is in two of them.
    const start = Math.max(piece.start, whole.at(-1)?.end ?? 0);
    fill(whole.at(-1)?.end ?? 0, start);
    if (piece.end > start) whole.push({ ...piece, start });
  }
  fill(whole.at(-1)?.end ?? 0, text.length);
  return whole;
}

function collectQuestions(
  pieces: readonly Piece[],
  span: Span,
  found: readonly Part[],
): Answer['asks'] {
  const missing = parts
    .filter((part) => part !== 'L' && !found.includes(part))
    .map((part) => ({
      part,
      start: span.start,
      end: span.end,
      question: `No ${partWords[part]} was found. Which sentences belong to it, or what was it?`,
    }));
  const unclear = pieces
    .filter((piece) => piece.basis === 'asked')
    .map(({ start, end, part }) => ({
      part,
      start,
      end,
      question: `Is this part of the ${partWords[part ?? 'S']}?`,
    }));
  return [...missing, ...unclear];
}

/** A story in a row of a table: a cell is the part that its column names. */
function splitCells({ title, cells, heading }: TableRow, answer: number): Piece[] {
  const toPiece = (range: Range, kind: Piece['kind'], column: TableCell['column'] | null) => ({
    start: range.start,
    end: range.end,
    kind,
    answer,
    part: column?.part ?? null,
    basis: column && ('labelled' as const),
    reason: column && `Found in the column “${column.name}”.`,
  });
  return [
    ...(heading ? [toPiece(heading, 'heading', null)] : []),
    ...(title ? [toPiece(title, 'title', null)] : []),
    ...cells.flatMap((cell) => (cell.column.part ? [toPiece(cell, 'part', cell.column)] : [])),
  ];
}

/** Whether a heading of a part has text below it. An empty template has none. */
function isFilled(text: string, span: Span, labels: readonly Label[]): boolean {
  const own = selectWithin(labels, span);
  return own.some(
    (label, index) =>
      label.part !== null &&
      /[\p{L}\p{N}]/u.test(text.slice(label.end, own[index + 1]?.start ?? span.end)),
  );
}

/** The stories outside tables. A text of empty templates has none. */
function findSpans(text: string, lines: readonly Line[], labels: readonly Label[]): Span[] {
  const spans = sections(text, lines, labels);
  const labelled = spans
    .filter((span) => distinct(selectWithin(labels, span)) > 1)
    .flatMap((span) => restarts(span, labels, lines));
  return labelled.length > 0
    ? labelled.filter((span) => isFilled(text, span, labels))
    : proseAnswers(text, spans);
}

const toSpan = (row: TableRow): Span => ({ start: row.start, end: row.end, title: row.title, row });

/**
 * Reads a pasted text: one or several stories, with headings in any order and several languages, or
 * as prose. Parts without a heading are suggested with a reason or asked about. Nothing is dropped:
 * the pieces are the text. Repair garbled text first (`fixEncoding`).
 */
export function readPasted(raw: string): Pasted {
  const markup = findMarkup(raw);
  const tables = findTables(raw, splitLines(raw));
  const text = blankRanges(raw, markup);
  // Stories are looked for outside tables; a table explains the text around it.
  const outside = blankRanges(text, tables);
  const lines = splitLines(outside);
  const labels = findLabels(outside, lines);
  const told = tables.length > 0 && labels.length === 0 ? [] : findSpans(outside, lines, labels);
  const rows = tables.flatMap((table) => table.rows.map(toSpan));
  const found = [...told.map((span) => trimSpan(outside, span)), ...rows].toSorted(
    (a, b) => a.start - b.start,
  );
  const out = joinRanges([...markup, ...tables]);
  const turns = joinRanges(findTurns(outside, labels));
  const answersOnly = blankRanges(outside, turns);
  const outOfParts = joinRanges([...out, ...turns]);
  const pieces = fillGaps(
    raw,
    found.flatMap((span, answer) =>
      span.row
        ? splitCells(span.row, answer)
        : splitPieces(answersOnly, span, labels, answer).flatMap((piece) =>
            subtractRanges(piece, piece.kind === 'part' ? outOfParts : out)
              .filter(({ start, end }) => raw.slice(start, end).trim() !== '')
              .map((range) => ({ ...piece, ...range })),
          ),
    ),
  );
  const ofAnswers = Map.groupBy(pieces, (piece) => piece.answer);
  const answers = found.map((span, index): Answer => {
    const own = ofAnswers.get(index) ?? [];
    const present = parts.filter((part) =>
      own.some((piece) => piece.kind === 'part' && piece.part === part),
    );
    const title = span.row
      ? (span.title?.text ?? null)
      : span.title
        ? text
            .slice(span.start, titleEnd(span, labels))
            .replaceAll(/^[\s#*_]+|[\s*_]+$|(?<=:)\*\*/g, '')
        : null;
    return {
      start: span.start,
      end: span.end,
      title,
      language: detectLanguage(text.slice(span.start, span.end)),
      parts: present,
      asks: collectQuestions(own, span, present),
    };
  });
  return { answers, pieces };
}
