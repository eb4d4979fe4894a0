import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { KeyQueue } from './key-queue.ts';

let queue = new KeyQueue();
let done: string[] = [];
const press = (key: string, run = () => {}) => {
  const act = () => {
    done.push(key);
    run();
  };
  if (queue.isMoving) queue.add(act);
  else act();
};
beforeEach(() => {
  vi.useFakeTimers();
  queue = new KeyQueue();
  done = [];
});
afterEach(() => vi.useRealTimers());

test('a key waits until the row that it means is current, in order', () => {
  press('j', () => queue.startMove('page'));
  press('delete');
  press('u');
  expect(done).toEqual(['j']);
  queue.endMove('page');
  expect(done).toEqual(['j', 'delete', 'u']);
  press('x');
  expect(done.at(-1)).toBe('x');
});

test('a key that moves on makes the rest wait for its row', () => {
  queue.startMove('page');
  press('j', () => queue.startMove('page'));
  press('delete');
  queue.endMove('page');
  expect(done).toEqual(['j']);
  queue.endMove('page');
  expect(done).toEqual(['j', 'delete']);
});

test('of two moves, the last one lets keys through; ending none changes nothing', () => {
  queue.startMove('page');
  queue.startMove('record');
  press('e');
  queue.endMove('page');
  queue.endMove('page');
  expect(done).toEqual([]);
  queue.endMove('record');
  expect(done).toEqual(['e']);
});

test('after three seconds, keys are dropped and not answered later', () => {
  queue.startMove('record');
  press('e');
  vi.advanceTimersByTime(3100);
  press('d');
  queue.endMove('record');
  expect(done).toEqual(['d']);
});

test('keys for a row that is not found are dropped', () => {
  queue.startMove('record');
  press('e');
  queue.drop();
  queue.endMove('record');
  expect(done).toEqual([]);
});
