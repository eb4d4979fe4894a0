import type { Import } from '@debrief/contract';
import { clipped, count } from './text.ts';
import type { World } from './world.ts';

/** One line that is written over, on a terminal only. */
export interface Progress {
  sending(name: string, sent: number, size: number | null): void;
  reading(now: Import): void;
  /** Takes the line away again. */
  clear(): Promise<void>;
}

export function progressOf(world: World): Progress {
  const startedAt = world.now();
  let shownAt = -Infinity;
  let isShown = false;
  const show = (line: string) => {
    // Ten times a second is as fast as anybody reads.
    if (!world.stderr.isTerminal || world.now() - shownAt < 100) return;
    shownAt = world.now();
    isShown = true;
    void world.stderr
      .write(`\r\u001b[K${clipped(line, world.stderr.columns() - 1)}`)
      .catch(() => undefined);
  };
  return {
    sending: (name, sent, size) =>
      show(`sending ${name}  ${bytes(sent)}${size === null ? '' : ` of ${bytes(size)}`}`),
    reading: (now) => show(progressLine(now, world.now() - startedAt)),
    async clear() {
      if (isShown) await world.stderr.write('\r\u001b[K');
      isShown = false;
      shownAt = -Infinity;
    },
  };
}

/** The time left where the size of the file says it, what was read, stored, known and rejected, and records a second. */
export function progressLine(now: Import, elapsedMs: number): string {
  const rate = elapsedMs > 0 ? Math.round((now.read * 1000) / elapsedMs) : 0;
  const share = now.bytes > 0 ? Math.min(1, now.bytesRead / now.bytes) : 0;
  const parts = [
    ...(share > 0.01 && share < 1
      ? [`${Math.floor(share * 100)} %`, `${duration((elapsedMs * (1 - share)) / share)} left`]
      : []),
    `read ${count(now.read)}`,
    `stored ${count(now.stored)}`,
    `known ${count(now.known)}`,
    `rejected ${count(now.rejected)}`,
    `${count(rate)} records/s`,
  ];
  return parts.join('  ');
}

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}

function bytes(value: number): string {
  if (value < 1000) return `${value} B`;
  if (value < 1_000_000) return `${Math.round(value / 1000)} kB`;
  return value < 1_000_000_000
    ? `${(value / 1_000_000).toFixed(1)} MB`
    : `${(value / 1_000_000_000).toFixed(2)} GB`;
}
