import { decodeRecord, maxRecordBytes } from '../bytes/decode.ts';
import { LineSplitter } from '../bytes/lines.ts';
import { type Piece, type Splitter, tooLong } from '../bytes/split.ts';
import type { JsonObject } from '../row.ts';

const graph = /^[*|\\/ _]*(?=commit [0-9a-f]{7,64}\b)/;
const begins: readonly RegExp[] = [
  /^commit (?<sha>[0-9a-f]{7,64})\b(?:[^()]*\((?<refs>[^()]*)\))?/,
  /^changeset: +\d+:(?<sha>[0-9a-f]{7,64})\s*$/,
  /^r(?<sha>\d+) \| (?<author>[^|]+) \| (?<committed_at>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4})[^|]* \| \d+ lines?$/,
];
const headers: readonly [header: RegExp, field: string][] = [
  [/^(?:Author|user): +/, 'author'],
  [/^(?:CommitDate|date): +/, 'committed_at'],
  [/^(?:Date|AuthorDate): +/, 'authored_at'],
  [/^summary: +/, 'subject'],
];
const fileLine = /^([ACDMRTUXB]\d{0,3})\t([^\t]+)(?:\t([^\t]+))?$/;
const otherHeader = /^(?:Merge|Commit|parent|branch|bookmark|phase|tag): /;
const separator = /^-{20,}$/;

/** What the first line of a commit says in `git log`, `hg log` and `svn log`; null for any other. */
function readStart(line: string): JsonObject | null {
  const plain = line.replace(graph, '');
  const found = begins.map((begin) => begin.exec(plain)?.groups).find(Boolean);
  if (found === undefined) return null;
  const { refs, ...value } = found;
  const tags = [...(refs ?? '').matchAll(/\btag: ([^,)]+)/g)].map(([, tag = '']) => tag);
  return { ...value, parents: [], ...(tags.length > 0 && { tags }) };
}

export function isCommitStart(line: string): boolean {
  return readStart(line) !== null;
}

/** A commit as `git log` prints it, with the fields of a commit log. Null if it is none. */
export function readTextCommit(text: string): JsonObject | null {
  const [first = '', ...lines] = text.split('\n');
  const read = readStart(first);
  if (read === null) return null;
  const isGraph = graph.exec(first)?.[0] !== '';
  const message: string[] = [];
  const files: string[][] = [];
  let isHeader = true;
  for (const written of lines) {
    const line = isGraph
      ? written.replace(/^(?:[*|\\/_] ?){1,200} ?(?=[^\s*|\\/_])|^(?:[*|\\/_] ?){1,200}|^ {2}/, '')
      : written;
    const header = isHeader ? headers.find(([pattern]) => pattern.test(line)) : undefined;
    const file = fileLine.exec(line);
    if (header !== undefined) read[header[1]] = line.replace(header[0], '').trim();
    else if (file !== null) files.push(file.slice(1).filter((part) => part !== undefined));
    else if (line.trim() === '') {
      isHeader = false;
      message.push('');
    } else if (!separator.test(line) && !(isHeader && otherHeader.test(line)))
      message.push(line.replace(/^ {1,4}/, ''));
  }
  const [subject = '', ...body] = message.join('\n').trim().split('\n');
  return { committed_at: read['authored_at'], subject, body: body.join('\n'), files, ...read };
}

/** The lines of each commit; those before the first one are a piece of their own. */
export class CommitSplitter implements Splitter {
  private readonly lines = new LineSplitter();
  private open: Piece | null = null;
  private parts: Buffer[] = [];
  private size = 0;

  *push(chunk: Buffer): Generator<Piece> {
    for (const line of this.lines.push(chunk)) yield* this.take(line);
  }

  *end(): Generator<Piece> {
    for (const line of this.lines.end()) yield* this.take(line);
    yield* this.close();
  }

  private *take(line: Piece): Generator<Piece> {
    if (isCommitStart(decodeRecord(line.bytes.subarray(0, 1000)).text)) yield* this.close();
    this.open ??= { ...line, bytes: Buffer.alloc(0) };
    this.size += line.bytes.length + 1;
    if (this.size <= maxRecordBytes) this.parts.push(Buffer.from(line.bytes));
  }

  private *close(): Generator<Piece> {
    const { open, parts, size } = this;
    [this.open, this.parts, this.size] = [null, [], 0];
    if (open === null) return;
    const bytes = Buffer.from(parts.map((part) => part.toString('latin1')).join('\n'), 'latin1');
    yield { ...open, bytes, problem: size > maxRecordBytes ? tooLong : open.problem };
  }
}
