import type { PossibleSecret } from '@debrief/contract';
import { expect, test } from 'vitest';
import { createFakeApi } from '../testing/fake-api.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { anId } from '../testing/samples.ts';

const secret: PossibleSecret = {
  id: anId,
  kind: 'github token',
  evidenceId: anId,
  part: 'text',
  start: 3,
  end: 43,
  hint: 'ghp_',
  streamName: 'inc-search',
  authorName: 'Ada',
  occurredAt: '2022-12-06T14:30:05.000Z',
  precision: 'exact',
  zoneOffset: 0,
};

test('lists possible secrets, and redacts all of them after confirmation', async () => {
  const door = createFakeApi({
    'evidence.possibleSecrets': () => ({ items: [secret] }),
    'evidence.resolveSecrets': () => ({ items: [] }),
  });
  const list = await fakeWorld({ door }).run('evidence', 'secrets', 'INC-2');
  expect(list.out).toContain('github token');
  const refused = await fakeWorld({ door }).run('evidence', 'secrets', 'INC-2', '--redact');
  expect(refused.code).not.toBe(0);
  const done = await fakeWorld({ door, isTerminal: true, answer: 'y' }).run(
    'evidence',
    'secrets',
    'INC-2',
    '--redact',
  );
  expect(done.out).toBe('0 possible secrets left\n');
  expect(door.calls.at(-1)).toMatchObject({ input: { ids: [anId], action: 'redact' } });
});
