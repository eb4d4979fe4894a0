import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '@debrief/core/context';

/** More deliveries than this in a second are a flood. */
const most = 100;
const windowMs = 1_000;
const longestWaitMs = 10_000;
const pauseMs = 100;

/** Whether so many deliveries arrive that reading them has to wait: they are stored first. */
export interface Flood {
  /** Counts a delivery. */
  note(): void;
  /** Waits while there is a flood, but not for long: reading never stops completely. */
  wait(signal: AbortSignal): Promise<void>;
}

export function createFlood(clock: Clock): Flood {
  let startedAt = 0;
  let count = 0;
  let before = 0;
  const roll = () => {
    const now = clock.now().getTime();
    if (now - startedAt < windowMs) return;
    before = now - startedAt < 2 * windowMs ? count : 0;
    count = 0;
    startedAt = now;
  };
  return {
    note() {
      roll();
      count += 1;
    },
    async wait(signal) {
      for (let waitedMs = 0; waitedMs < longestWaitMs; waitedMs += pauseMs) {
        roll();
        if (Math.max(count, before) <= most) return;
        await sleep(pauseMs, undefined, { signal });
      }
    },
  };
}
