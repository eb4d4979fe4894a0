import { expect, it, vi } from 'vitest';
import { KnownTime } from './known-time.tsx';

it('calls its listeners when the time moves, and only then', () => {
  const time = new KnownTime(null);
  const listener = vi.fn();
  const stop = time.subscribe(listener);
  time.set(5);
  time.set(5);
  time.set(null);
  stop();
  time.set(7);
  expect(listener).toHaveBeenCalledTimes(2);
  expect(time.ms).toBe(7);
});
