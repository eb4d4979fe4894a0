import type { Clock } from '@debrief/core/context';

export interface TestClock extends Clock {
  /** Moves the time forward. */
  advance(ms: number): void;
}

/** A clock that only moves when the test says so. */
export function testClock(at = '2026-03-02T09:00:00.000Z'): TestClock {
  let now = Date.parse(at);
  return {
    now: () => new Date(now),
    advance(ms) {
      now += ms;
    },
  };
}
