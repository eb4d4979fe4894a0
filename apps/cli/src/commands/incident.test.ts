import { expect, test } from 'vitest';
import { createFakeApi } from '../testing/fake-api.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { aSummary } from '../testing/samples.ts';

test('debrief incidents sorts by a column, in both directions', async () => {
  const door = createFakeApi({ 'incident.list': () => ({ items: [aSummary()], next: null }) });
  const { run } = fakeWorld({ door });
  await run('incidents', '--sort', 'severity');
  await run('incidents', '--sort', '-events');
  expect(door.calls.map(({ input }) => input['sort'])).toEqual(['severity', '-events']);
  expect((await run('incidents', '--sort', 'weight')).err).toContain('Use one of number, title');
});
