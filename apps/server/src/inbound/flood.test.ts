import { testClock } from '@debrief/testkit';
import { expect, test } from 'vitest';
import { createFlood } from './flood.ts';

test('reading waits while more than a hundred deliveries arrive in a second', async () => {
  const clock = testClock();
  const flood = createFlood(clock);
  const stopping = new AbortController();
  for (let count = 0; count < 100; count += 1) flood.note();
  await flood.wait(stopping.signal);
  flood.note();
  const waits = flood.wait(stopping.signal);
  let isOver = false;
  void waits.then(() => (isOver = true));
  await new Promise((resolve) => void setImmediate(resolve));
  expect(isOver).toBe(false);
  clock.advance(2_000);
  await waits;
});
