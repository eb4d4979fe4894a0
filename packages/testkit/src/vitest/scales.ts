import { expect } from 'vitest';

declare module 'vitest' {
  // The type parameter has to have the name that the library gives it.
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /** Passes if work on four times the input takes less than ten times the CPU time: 4 is linear, 16 is quadratic. */
    toScale: T extends (size: number) => unknown ? (size: number) => Promise<void> : never;
  }
}

const isQuick = 30;

/**
 * CPU time of this process in milliseconds, the best of three runs: other work on the machine hardly
 * changes it. The first one that is short `enough` ends it.
 */
async function measure(
  work: (size: number) => unknown,
  size: number,
  enough: number,
): Promise<number> {
  let best = Infinity;
  for (let run = 0; run < 3 && best >= enough; run += 1) {
    const before = process.cpuUsage();
    await work(size);
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1_000);
  }
  return best;
}

const attempts = 3;

expect.extend({
  async toScale(work: (size: number) => unknown, size: number) {
    if ((await measure(work, size * 4, Infinity)) < isQuick)
      return { pass: true, message: () => '' };
    let shown = '';
    // A garbage collection can fall into one attempt; a quadratic pattern fails all of them.
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const small = await measure(work, size, 0);
      const large = await measure(work, size * 4, Math.max(isQuick, 10 * small));
      if (large < isQuick || large < 10 * small) return { pass: true, message: () => '' };
      shown = `${small.toFixed(1)} ms for ${size}, ${large.toFixed(1)} ms for ${size * 4}`;
    }
    return { pass: false, message: () => `The time grows faster than the input: ${shown}.` };
  },
});
