import { fork, type ChildProcess } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import type { Answer, Request } from './messages.ts';
import { CheckError, type QueryLimits, type SourceColumn, type SourceRow } from './source.ts';

export interface ProcessLimits {
  timeoutMs: number;
  rows: number;
}

interface ProcessOptions {
  /** A module next to the caller, which reads `settings` from its only argument. */
  script: URL;
  settings: object;
  timeoutMs: number;
  /** How long a query that is interrupted has until the process is ended. */
  graceMs: number;
  /** After a query that was cut off, if nothing was set up. */
  canRestart: boolean;
  toError(message: string): CheckError;
}

function startChild({ script, settings }: ProcessOptions): ChildProcess {
  const cache = getCompileCacheDir();
  const child = fork(script, [JSON.stringify(settings)], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: ['--no-warnings', '--max-old-space-size=256'],
    env: cache === undefined ? {} : { NODE_COMPILE_CACHE: dirname(cache) },
  });
  // A process that ends while it is asked also has an exit, which says it.
  return child.on('error', () => {});
}

/**
 * A process with a database, which answers one question at a time. What it crashes or blocks is not
 * the caller. It has no environment, so no secrets; only where compiled code is, if the caller has
 * such a folder.
 */
export class QueryProcess {
  /** The most memory that it used. */
  peakBytes = 0;
  #child: ChildProcess;
  readonly #options: ProcessOptions;
  #last: Promise<unknown> = Promise.resolve();
  #end: CheckError | null = null;

  constructor(options: ProcessOptions) {
    this.#options = options;
    this.#child = startChild(options);
  }

  /** Our own statements, which also open files and create views. */
  async setUp(statements: string[]): Promise<void> {
    await this.#ask({ kind: 'setup', statements }, this.#options.timeoutMs);
  }

  async columns(): Promise<SourceColumn[]> {
    const answer = await this.#ask({ kind: 'columns' }, this.#options.timeoutMs);
    return answer.kind === 'columns' ? answer.columns : [];
  }

  /** Rows as far as `rows + 1`. */
  async read(sql: string, { timeoutMs, rows }: Required<QueryLimits>): Promise<SourceRow[]> {
    const answer = await this.#ask({ kind: 'query', sql, rows }, timeoutMs);
    if (answer.kind !== 'rows') return [];
    this.peakBytes = Math.max(this.peakBytes, answer.peakBytes);
    return answer.rows;
  }

  #ask(request: Request, timeoutMs: number): Promise<Answer> {
    const answer = this.#last.then(() => this.#send(request, timeoutMs));
    this.#last = answer.catch(() => null);
    return answer;
  }

  #send(request: Request, timeoutMs: number): Promise<Answer> {
    const { graceMs, toError, canRestart } = this.#options;
    if (canRestart && this.#end?.kind === 'timeout') {
      this.#end = null;
      this.#child = startChild(this.#options);
    }
    if (this.#end !== null) throw this.#end;
    const child = this.#child;
    return new Promise((resolve, reject) => {
      const cutOff = `The check took longer than ${timeoutMs / 1_000} s and was cut off.`;
      let isLate = false;
      let killer: NodeJS.Timeout | undefined;
      const timer = setTimeout(() => {
        isLate = true;
        child.send({ kind: 'interrupt' } satisfies Request);
        killer = setTimeout(() => child.kill('SIGKILL'), graceMs);
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
            `The check needs more than ${answer.limitMb} MB of memory and was cut off.`,
          );
          return;
        }
        settle(() => {
          if (isLate) reject(new CheckError('timeout', cutOff));
          else if (answer.kind === 'error') reject(toError(answer.message));
          else resolve(answer);
        });
      };
      const onExit = () => {
        this.#end ??= new CheckError(
          isLate ? 'timeout' : 'unreadable',
          isLate ? cutOff : 'The process that reads the data ended unexpectedly.',
        );
        const end = this.#end;
        settle(() => reject(end));
      };
      child.on('message', onMessage);
      child.on('exit', onExit);
      child.send(request);
    });
  }

  async end(): Promise<void> {
    const hasEnded = this.#child.exitCode !== null || this.#child.signalCode !== null;
    this.#end ??= new CheckError('unreadable', 'The dataset is closed.');
    if (hasEnded) return;
    const exit = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    await exit;
  }
}
