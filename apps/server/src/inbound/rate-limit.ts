import type { Clock } from '@debrief/core/context';

const windowMs = 60_000;

/**
 * Counts calls by key within a minute, in this process. Returns the seconds to wait before the next
 * call, 0 while there are at most `most`. Memory is bounded: a new minute starts without keys.
 */
export function createRateLimit(clock: Clock, most: number): (key: string) => number {
  let startedAt = 0;
  let counts = new Map<string, number>();
  return (key) => {
    const now = clock.now().getTime();
    if (now - startedAt >= windowMs) {
      startedAt = now;
      counts = new Map();
    }
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count > most ? Math.ceil((startedAt + windowMs - now) / 1000) : 0;
  };
}
