import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

export const launcher = fileURLToPath(new URL('../../debrief.mjs', import.meta.url));

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

export interface Running {
  child: ChildProcessByStdio<null, Readable, Readable>;
  firstLine: Promise<string>;
  ended: Promise<Ended>;
}

export function start(
  parameters: readonly string[],
  more: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Running {
  const child = spawn(process.execPath, [launcher, ...parameters], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...more,
  });
  let out = '';
  let err = '';
  const first = Promise.withResolvers<string>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    const [line, ...rest] = out.split('\n');
    if (rest.length > 0) first.resolve(line ?? '');
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject).on('close', (code) => resolve({ code, out, err }));
  });
  void ended.then(() => first.reject(new Error(`ended without a line: ${err}`)), first.reject);
  first.promise.catch(() => undefined);
  return { child, firstLine: first.promise, ended };
}

export function debrief(...parameters: string[]): Promise<Ended> {
  return start(parameters).ended;
}
