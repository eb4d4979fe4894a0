import { DomainError } from '@debrief/contract';
import { times } from '@debrief/testkit';
import { expect, test } from 'vitest';
import { createBatches } from './batches.ts';

const most = 4;

test('calls that arrive together are one batch, and those that wait are the next ones', async () => {
  const seen: number[][] = [];
  const double = createBatches(most, async (inputs: readonly number[]) => {
    seen.push([...inputs]);
    return inputs.map((input) => input * 2);
  });
  expect(await Promise.all(times(6, (index) => double(index)))).toEqual([0, 2, 4, 6, 8, 10]);
  expect(seen).toEqual([
    [0, 1, 2, 3],
    [4, 5],
  ]);
  expect(await double(7)).toBe(14);
});

test('an error of one call fails no other, and an outage fails all at once', async () => {
  let runs = 0;
  const conflict = new DomainError('conflict', 'archived');
  const run = createBatches(most, async (inputs: readonly string[]) => {
    runs += 1;
    if (inputs.includes('outage')) throw new DomainError('unavailable', 'no database');
    if (inputs.includes('poison')) throw new Error('poison');
    if (inputs.includes('race') && inputs.length > 1) throw new DomainError('conflict', 'race');
    return inputs.map((input) => (input === 'archived' ? conflict : input));
  });
  const settle = async (...inputs: string[]) =>
    (await Promise.allSettled(inputs.map((input) => run(input)))).map(({ status }) => status);
  expect(await settle('a', 'archived')).toEqual(['fulfilled', 'rejected']);
  expect(await settle('a', 'poison', 'b')).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await settle('a', 'race')).toEqual(['fulfilled', 'fulfilled']);
  runs = 0;
  expect(await settle('a', 'outage', 'b')).toEqual(['rejected', 'rejected', 'rejected']);
  expect(runs).toBe(1);
});
