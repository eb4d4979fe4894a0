import type { Clock } from '@debrief/core/context';

export interface TestClock extends Clock {
  /** Lets time pass. */
  advance(ms: number): void;
}

/** A clock that stands still until it is told otherwise. */
export function testClock(at = '2026-03-02T09:00:00.000Z'): TestClock {
  let now = Date.parse(at);
  return {
    now: () => new Date(now),
    advance(ms) {
      now += ms;
    },
  };
}
