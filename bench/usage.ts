import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What a process took from start to end: seconds of waiting change neither. */
export interface Usage {
  cpuMs: number;
  peakBytes: number;
}

/** Bash asks the system what a child took, its end included; Node can't. */
const timed = 'TIMEFORMAT="%3U %3S"; { time "$@" >/dev/null 2>/dev/null; } 2>&1';

/** Runs a Node program to its end. `withPeak` adds a few milliseconds. Errors: when it fails. */
export async function measureUsage(args: readonly string[], withPeak: boolean): Promise<Usage> {
  const folder = await mkdtemp(join(tmpdir(), 'debrief-usage-'));
  try {
    const path = join(folder, 'peak');
    const preload = join(import.meta.dirname, 'peak.mjs');
    const { stdout } = await promisify(execFile)(
      'bash',
      ['-c', timed, 'bash', process.execPath, ...(withPeak ? ['--require', preload] : []), ...args],
      { env: { ...process.env, BENCH_PEAK: path } },
    );
    const [user = NaN, system = NaN] = stdout.trim().split(' ').map(Number);
    return {
      cpuMs: (user + system) * 1000,
      peakBytes: withPeak ? Number(await readFile(path, 'utf8')) * 1024 : 0,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
