import type { Removal, RemovalPreview } from '@debrief/contract';
import { expect, test } from 'vitest';
import { createFakeApi } from '../testing/fake-api.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { anId } from '../testing/samples.ts';

const preview: RemovalPreview = {
  items: 3,
  citations: 1,
  citedBy: [{ kind: 'event', id: anId, incident: 'INC-2', title: 'Alias changed' }],
  reports: ['INC-2'],
  alsoIn: ['INC-4'],
};
const started: Removal = {
  id: anId,
  of: 'import',
  reason: 'Privileged',
  at: '2026-03-02T08:00:00.000Z',
  by: { type: 'account', id: anId, name: 'Olga' },
  items: 1,
  endedAt: null,
};
const remove = ['evidence', 'remove', 'INC-2', '--reason', 'Privileged'];

test('shows what a removal affects, asks, and waits for its end', async () => {
  const door = createFakeApi({
    'evidence.previewRemoval': () => preview,
    'evidence.remove': () => started,
    'evidence.removals': () => ({ items: [{ ...started, items: 3, endedAt: started.at }] }),
  });
  const args = [...remove, '--import', anId];
  const refused = await fakeWorld({ door }).run(...args);
  expect(refused.code).not.toBe(0);
  const done = await fakeWorld({ door, isTerminal: true, answer: 'y' }).run(...args);
  expect(done.err).toContain('Removes 3 items permanently');
  expect(done.err).toContain('INC-2 event: Alias changed');
  expect(done.err).toContain('Also removed from INC-4.');
  expect(done.out).toBe('3 items removed\n');
  expect(door.calls.find((call) => 'reason' in call.input)).toMatchObject({
    input: { incident: 'INC-2', import: anId, reason: 'Privileged' },
  });
});

test('removes exactly one of an item, a person and an import', async () => {
  const door = createFakeApi({});
  expect((await fakeWorld({ door }).run(...remove, '--yes')).err).toContain('Use one of');
  const both = await fakeWorld({ door }).run(...remove, '--item', anId, '--import', anId);
  expect(both.err).toContain('Use one of');
});
