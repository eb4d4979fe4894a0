import type { PlainAnswer, PlainRequest } from '@debrief/client';
import type { Sink } from './sink.ts';

export interface Door {
  fetch(request: Request): Promise<Response>;
  close(): Promise<void>;
}

/** Settings that options can provide, under the names of the server's configuration. */
export interface Flags {
  data: string;
  databaseUrl: string;
  host: string;
  port: number;
  publicUrl: string;
  logLevel: string;
  maxUploadMb: number;
  /** False for `--no-demo`. */
  demo: string | boolean;
}

export interface Setting {
  name: string;
  value: string;
  from: 'default' | 'env' | 'flag';
  about: string;
}

export interface Deployment {
  data: string;
  hasDatabaseUrl: boolean;
  settings: Setting[];
  serve(): Promise<{ address: string; close(): Promise<void>; closed: Promise<void> }>;
  /** `isLong`: the command reads files, which can take minutes. */
  openDoor(isLong: boolean): Promise<Door>;
  readLock(): Promise<{ address: string; token: string; pid: number } | null>;
}

/** Everything outside the program, so that tests can replace it. */
export interface World {
  stdout: Sink;
  stderr: Sink;
  readonly canAsk: boolean;
  ask(question: string): Promise<string>;
  env: NodeJS.ProcessEnv;
  /** Milliseconds of a monotonic clock, for rates. */
  now(): number;
  sleep(ms: number): Promise<void>;
  fetch(request: Request): Promise<Response>;
  /** A lightweight way for requests that send no file. */
  sendPlain(request: PlainRequest): Promise<PlainAnswer>;
  /**
   * Reads the configuration; loads the server's code. Errors: `invalid` with every problem of the
   * configuration.
   */
  deploy(flags: Partial<Flags>): Promise<Deployment>;
  /**
   * Calls back on Ctrl-C or SIGTERM; returns a function that stops listening. The process keeps
   * running while there is a listener.
   */
  onInterrupt(listener: (signal: 'SIGINT' | 'SIGTERM') => void): () => void;
  exitNow(code: number): void;
}
