import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { CheckError, type QueryLimits, type SourceColumn, type SourceRow } from '../source.ts';
import type { Answer, ProcessSettings, Request } from './messages.ts';

export interface DuckDbLimits {
  /** Of DuckDB's buffers. */
  memoryMb: number;
  /** Of the process; it ends above it. */
  residentMb: number;
  timeoutMs: number;
  rows: number;
}

/** A process with DuckDB, which answers one question at a time. */
export class DuckDb implements AsyncDisposable {
  /** The most memory that it used. */
  peakBytes = 0;
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #limits: DuckDbLimits;
  #last: Promise<unknown> = Promise.resolve();
  #end: CheckError | null = null;

  static async start(limits: DuckDbLimits): Promise<DuckDb> {
    return new DuckDb(await mkdtemp(join(tmpdir(), 'debrief-checks-')), limits);
  }

  constructor(folder: string, limits: DuckDbLimits) {
    const { memoryMb, residentMb } = limits;
    const threads = Math.min(4, availableParallelism());
    const settings: ProcessSettings = { memoryMb, residentMb, threads, folder };
    this.#folder = folder;
    this.#limits = limits;
    this.#child = fork(
      new URL('./duckdb-process.ts', import.meta.url),
      [JSON.stringify(settings)],
      {
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
        execArgv: ['--no-warnings', '--max-old-space-size=256'],
        env: {},
      },
    );
  }

  async setUp(statements: string[]): Promise<void> {
    await this.#ask({ kind: 'setup', statements }, this.#limits.timeoutMs);
  }

  async columns(): Promise<SourceColumn[]> {
    const answer = await this.#ask({ kind: 'columns' }, this.#limits.timeoutMs);
    return answer.kind === 'columns' ? answer.columns : [];
  }

  async query(sql: string, { timeoutMs, rows }: QueryLimits = {}): Promise<SourceRow[]> {
    const most = rows ?? this.#limits.rows;
    const answer = await this.#ask(
      { kind: 'query', sql, rows: most },
      timeoutMs ?? this.#limits.timeoutMs,
    );
    if (answer.kind !== 'rows') return [];
    this.peakBytes = Math.max(this.peakBytes, answer.peakBytes);
    if (!answer.hasMore) return answer.rows;
    throw new CheckError('unsupported', `The answer has more than ${most} rows.`);
  }

  #ask(request: Request, timeoutMs: number): Promise<Answer> {
    const answer = this.#last.then(() => this.#send(request, timeoutMs));
    this.#last = answer.catch(() => null);
    return answer;
  }

  #send(request: Request, timeoutMs: number): Promise<Answer> {
    const child = this.#child;
    if (this.#end !== null) throw this.#end;
    return new Promise((resolve, reject) => {
      const cutOff = `The check took longer than ${timeoutMs / 1_000} s and was cut off.`;
      let isLate = false;
      let killer: NodeJS.Timeout | undefined;
      const timer = setTimeout(() => {
        isLate = true;
        child.send({ kind: 'interrupt' } satisfies Request);
        killer = setTimeout(() => child.kill('SIGKILL'), 5_000);
      }, timeoutMs);
      const settle = (use: () => void) => {
        clearTimeout(timer);
        clearTimeout(killer);
        child.off('message', onMessage);
        child.off('exit', onExit);
        use();
      };
      const onMessage = (answer: Answer) => {
        if (answer.kind === 'memory') {
          this.#end = new CheckError(
            'unsupported',
            `The check needs more than ${this.#limits.residentMb} MB of memory and was cut off.`,
          );
          return;
        }
        settle(() => {
          if (isLate) reject(new CheckError('timeout', cutOff));
          else if (answer.kind === 'error') reject(toCheckError(answer.message, this.#limits));
          else resolve(answer);
        });
      };
      const onExit = () => {
        this.#end ??= new CheckError(
          isLate ? 'timeout' : 'unreadable',
          isLate ? cutOff : 'DuckDB ended unexpectedly while it read the files.',
        );
        const end = this.#end;
        settle(() => reject(end));
      };
      child.on('message', onMessage);
      child.on('exit', onExit);
      child.send(request);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const hasEnded = this.#child.exitCode !== null || this.#child.signalCode !== null;
    this.#end ??= new CheckError('unreadable', 'The files are closed.');
    if (!hasEnded) {
      const exit = new Promise((resolve) => this.#child.once('exit', resolve));
      this.#child.kill('SIGKILL');
      await exit;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** DuckDB's errors in our words, without the values that some of them quote. */
function toCheckError(message: string, { memoryMb }: DuckDbLimits): CheckError {
  const { type, text } = readError(message);
  const file =
    /\bfile(?:: ?| ?= ?| )['"]?([^'"=\n]+?\.\w+)['"]?(?:[\s,:]|$)/i.exec(text)?.[1] ?? '';
  const name = file === '' ? 'The file' : file;
  const line = /CSV Error on Line: (\d+)/.exec(text)?.[1];
  const where = line === undefined ? name : `${name}, line ${line}`;
  const columns = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(text);
  if (columns) return unreadable(`${where}: ${columns[2]} columns instead of ${columns[1]}.`);
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
