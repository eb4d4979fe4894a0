import { expect, test } from 'vitest';
import { createLimit } from './limit.ts';

test('runs a few at a time, queues some in order, and rejects the rest', async () => {
  const limit = createLimit(2, 3, 'Too many. Try again.');
  const started: number[] = [];
  const ends: (() => void)[] = [];
  const results = Array.from({ length: 7 }, (_, at) =>
    limit
      .run(() => {
        started.push(at);
        return new Promise<void>((resolve) => ends.push(resolve));
      })
      .then(
        () => 'done',
        (error: unknown) => (error instanceof Error ? error.message : error),
      ),
  );
  expect(started).toEqual([0, 1]);
  expect(() => limit.refuseIfFull()).toThrow('Too many');
  expect(await Promise.all(results.slice(5))).toEqual(Array(2).fill('Too many. Try again.'));
  for (let at = 0; at < 5; at += 1) {
    ends[at]?.();
    await results[at];
    expect(started.length).toBeLessThanOrEqual(at + 3);
  }
  expect(started).toEqual([0, 1, 2, 3, 4]);
  expect(await limit.run(async () => 'free again')).toBe('free again');
});
