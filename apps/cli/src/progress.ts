import type { Import } from '@debrief/contract';
import { bytesText, numberText } from '@debrief/rules/numbers';
import { durationText } from '@debrief/rules/time';
import { clipText } from './text.ts';
import type { World } from './world.ts';

export interface Progress {
  sending(name: string, sent: number, size: number | null): void;
  reading(now: Import): void;
  clear(): Promise<void>;
}

export function createProgress(world: World): Progress {
  const startedAt = world.now();
  let shownAt = -Infinity;
  let isShown = false;
  const show = (line: string) => {
    // Ten times a second is as fast as anyone can read.
    if (!world.stderr.isTerminal || world.now() - shownAt < 100) return;
    shownAt = world.now();
    isShown = true;
    void world.stderr
      .write(`\r\u001b[K${clipText(line, world.stderr.columns() - 1)}`)
      .catch(() => undefined);
  };
  return {
    sending: (name, sent, size) =>
      show(`sending ${name}  ${bytesText(sent)}${size === null ? '' : ` of ${bytesText(size)}`}`),
    reading: (now) => show(progressLine(now, world.now() - startedAt)),
    async clear() {
      if (isShown) await world.stderr.write('\r\u001b[K');
      isShown = false;
      shownAt = -Infinity;
    },
  };
}

/** The time left if the size of the file is known, the import summary, and records per second. */
export function progressLine(now: Import, elapsedMs: number): string {
  const rate = elapsedMs > 0 ? Math.round((now.read * 1000) / elapsedMs) : 0;
  const share = now.bytes > 0 ? Math.min(1, now.bytesRead / now.bytes) : 0;
  const parts = [
    ...(share > 0.01 && share < 1
      ? [`${Math.floor(share * 100)} %`, `${durationText((elapsedMs * (1 - share)) / share)} left`]
      : []),
    `read ${numberText(now.read)}`,
    `imported ${numberText(now.imported)}`,
    `duplicates ${numberText(now.duplicates)}`,
    `rejected ${numberText(now.rejected)}`,
    `${numberText(rate)}/s`,
  ];
  return parts.join('  ');
}
