import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { QueryProcess } from '../query-process.ts';
import { CheckError, type QueryLimits, type SourceColumn, type SourceRow } from '../source.ts';
import type { DuckDbSettings } from '../messages.ts';

export interface DuckDbLimits {
  /** Of DuckDB's buffers. */
  memoryMb: number;
  /** Of the process; it ends above it. */
  residentMb: number;
  timeoutMs: number;
  rows: number;
  database?: DuckDbSettings['database'];
}

/** DuckDB in a process of its own, with a folder for what does not fit into memory. */
export class DuckDb implements AsyncDisposable {
  readonly #process: QueryProcess;
  readonly #folder: string;
  readonly #limits: DuckDbLimits;

  static async start(limits: DuckDbLimits): Promise<DuckDb> {
    return new DuckDb(await mkdtemp(join(tmpdir(), 'debrief-checks-')), limits);
  }

  constructor(folder: string, limits: DuckDbLimits) {
    const { memoryMb, residentMb, timeoutMs, database } = limits;
    const threads = Math.min(4, availableParallelism());
    const settings: DuckDbSettings = {
      memoryMb,
      residentMb,
      threads,
      folder,
      ...(database && { database }),
    };
    this.#folder = folder;
    this.#limits = limits;
    this.#process = new QueryProcess({
      script: new URL('./duckdb-process.ts', import.meta.url),
      settings,
      timeoutMs,
      graceMs: 5_000,
      canRestart: false,
      toError: (message) => toCheckError(message, memoryMb),
    });
  }

  get peakBytes(): number {
    return this.#process.peakBytes;
  }

  setUp(statements: string[]): Promise<void> {
    return this.#process.setUp(statements);
  }

  columns(): Promise<SourceColumn[]> {
    return this.#process.columns();
  }

  async query(sql: string, given: QueryLimits = {}): Promise<SourceRow[]> {
    const { timeoutMs, rows } = { ...this.#limits, ...given };
    const answer = await this.#process.read(sql, { timeoutMs, rows });
    if (answer.length <= rows) return answer;
    throw new CheckError('unsupported', `The answer has more than ${rows} rows.`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process.end();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** DuckDB's errors in our words, without the values that some of them quote. */
function toCheckError(message: string, memoryMb: number): CheckError {
  const { type, text } = readError(message);
  const file =
    /\bfile(?:: ?| ?= ?| )['"]?([^'"=\n]+?\.\w+)['"]?(?:[\s,:]|$)/i.exec(text)?.[1] ?? '';
  const name = file === '' ? 'The file' : file;
  const line = /CSV Error on Line: (\d+)/.exec(text)?.[1];
  const where = line === undefined ? name : `${name}, line ${line}`;
  const columns = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(text);
  if (columns) {
    const found = columns[2] === '1' ? '1 column' : `${columns[2]} columns`;
    return unreadable(`${where}: ${found} instead of ${columns[1]}.`);
  }
  if (/state machine reached an invalid state/i.test(text))
    return unreadable('A CSV file has lines that end in LF and lines that end in CRLF. Use one.');
  if (/TProtocolException|thrift|decompress/i.test(text))
    return unreadable('A Parquet file is damaged. Write it again, then run the checks again.');
  if (/no magic bytes|too small to be a Parquet|Invalid Input Error: .*parquet/i.test(text))
    return unreadable(
      `${name} is not a complete Parquet file: it was cut off, or is still written.`,
    );
  if (/unicode|utf-?8|encod/i.test(text) && line !== undefined)
    return unreadable(`${where}: this is not UTF-8. Convert the file, then run the checks again.`);
  if (line !== undefined) {
    const what = /^(?:.*\n)?([A-Z][^\n]*?)(?:\n|$)/.exec(
      text.replace(/.*CSV Error on Line[^\n]*\n(?:Original Line:[^\n]*\n)?/s, ''),
    )?.[1];
    return unreadable(`${where}: ${hideValues(what ?? 'this line cannot be read.')}`);
  }
  if (/Out of Memory/i.test(type) || /Out of Memory/i.test(text))
    return new CheckError('unsupported', `The check needs more than ${memoryMb} MB of memory.`);
  if (/^(?:IO|HTTP|Serialization)/i.test(type) || /malformed json|parquet/i.test(text))
    return unreadable(hideValues(text));
  if (/Could not set lock/i.test(text))
    return unreadable('Another process uses the database. Run it again when that has ended.');
  if (type === 'Permission')
    return new CheckError('invalid', 'A check can only read the files of its target.');
  return new CheckError('invalid', hideValues(text));
}

const unreadable = (message: string) => new CheckError('unreadable', message);

function readError(message: string): { type: string; text: string } {
  try {
    const json = message.slice(message.indexOf('{'));
    const { exception_type: type, exception_message: text } = JSON.parse(json) as Record<
      string,
      unknown
    >;
    return { type: String(type), text: String(text) };
  } catch {
    return { type: '', text: message };
  }
}

/** The first line, without the texts that conversions quote. */
function hideValues(text: string): string {
  const [first = ''] = text.replace(/^[\w ]+ Error: /, '').split('\n');
  return first.replaceAll(/(string|value|text) (['"]).*\2/gi, 'a $1').slice(0, 300);
}
