import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ManualCheck } from '@debrief/contract';
import { readCheckFile } from '@debrief/checks';
import { expect, onTestFinished, test } from 'vitest';
import { createFakeApi, type Answers } from '../testing/fake-api.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { anId } from '../testing/samples.ts';

const check: ManualCheck = {
  id: anId,
  name: 'Orders have a user',
  looksAt: 'nulls of user_id',
  service: null,
  times: 5,
  per: 'week',
  minutes: 6,
  people: 1,
  safeguard: { id: anId, name: 'Orders', incident: 'INC-2', state: 'armed' },
  byHand: { times: 21, minutes: 126 },
  saved: { times: 20, minutes: 120, runs: 30 },
  why: '30 runs in 30 days, 20 of 21 times by hand: 20 × 6 min = 2 h',
  updatedAt: '2026-03-02T10:00:00.000Z',
  updatedBy: { type: 'operator', id: null, name: 'operator' },
  version: 3,
};
const list = () => ({
  items: [check],
  total: { byHandMinutes: 126, savedMinutes: 120, automated: 1, runs: 30 },
  can: { change: true },
});
const cli = (answers: Answers) => fakeWorld({ door: createFakeApi(answers) });

test('the list shows the calculation of what is saved', async () => {
  const { out, err } = await cli({ 'manual-check.list': list }).run('manual-checks');
  expect(out).toContain('5 times per week, 6 min');
  expect(out).toContain('INC-2 Orders: 30 runs in 30 days, 20 of 21 times by hand');
  expect(err).toContain('2 h of 2.1 h saved in 30 days: 1 of 1 check, 30 runs.');
});

test('a draft is a file of checks that can be read', async () => {
  const world = cli({ 'manual-check.list': list });
  const { out } = await world.run('manual-checks', 'draft', check.name);
  expect(out).toContain('type: nullValues');
  expect(readCheckFile('draft.yml', out).problems).toEqual([]);
  const typed = await world.run('manual-checks', 'draft', check.name, '--type', 'freshness');
  expect(typed.out).toContain('type: freshness');
});

test('checks are added, changed, automated and imported', async () => {
  const sent: unknown[] = [];
  const send = (input: unknown) => {
    sent.push(input);
    return { check, activityId: '12' };
  };
  const world = cli({
    'manual-check.list': list,
    'manual-check.add': send,
    'manual-check.change': send,
    'manual-check.import': () => ({
      read: 2,
      added: 1,
      changed: 0,
      unchanged: 0,
      rejected: 1,
      problems: [{ place: 'line 3', reason: 'The row has no name.' }],
    }),
  });
  const often = ['--frequency', '2 per day', '--minutes', '5'];
  const { err } = await world.run('manual-checks', 'add', 'x', ...often);
  expect(err).toContain('debrief manual-checks undo 12');
  await world.run('manual-checks', 'change', check.name, '--frequency', 'weekly');
  await world.run('manual-checks', 'automate', check.name);
  expect(sent).toEqual([
    { name: 'x', times: 2, per: 'day', minutes: 5 },
    { id: anId, version: 3, times: 1, per: 'week' },
    { id: anId, version: 3, safeguardId: null },
  ]);
  expect((await world.run('manual-checks', 'add', 'x')).err).toContain('--frequency');
  const wrong = await world.run('manual-checks', 'add', 'x', '--frequency', 'often');
  expect(wrong.err).toContain('such as daily');
  const folder = await mkdtemp(join(tmpdir(), 'manual-checks-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'checks.csv');
  await writeFile(file, 'name,frequency,minutes\nx,daily,5\n,daily,5\n');
  const imported = await world.run('manual-checks', 'import', file);
  expect(imported.out).toContain('2 read, 1 added, 0 changed, 0 unchanged, 1 rejected');
  expect(imported.err).toContain('line 3: The row has no name.');
});
