import { DomainError } from '@debrief/contract';
import type { Clock } from '@debrief/core/context';

const windowMs = 60_000;

/**
 * Counts calls by key within a minute, in this process. Memory is bounded: a new minute starts
 * without keys.
 */
export function createRateLimit(clock: Clock, most: number): (key: string) => void {
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
    if (count > most)
      throw new DomainError(
        'too-many',
        `More than ${most} deliveries in a minute. Send several records in one delivery, or wait a minute.`,
      );
  };
}
