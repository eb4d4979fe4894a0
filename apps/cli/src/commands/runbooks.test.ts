import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Runbook, RunbookRun, TimelineEvent } from '@debrief/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFakeApi, type Answers } from '../testing/fake-api.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { anId } from '../testing/samples.ts';

const at = '2026-03-02T10:00:00.000Z';
const by = { type: 'operator' as const, id: null, name: 'operator' };
const stepId = '00000000-0000-7000-8000-000000000051';
const runbook: Runbook = {
  id: anId,
  name: 'Stale search',
  text: '- [ ] Restart it',
  steps: [{ id: stepId, text: 'Restart it' }],
  services: [],
  alerts: [],
  verified: { by: 'Ada', at, isChanged: true },
  lastUsed: { at, incident: 'INC-2', title: 'Stale' },
  uses: 1,
  updatedAt: at,
  updatedBy: by,
  version: 3,
  can: { change: true },
};
const started: RunbookRun = {
  id: anId,
  incidentRef: 'INC-2',
  runbookId: anId,
  name: 'Stale search',
  text: runbook.text,
  steps: [{ id: stepId, text: 'Restart it', done: { by: 'Ada', at } }],
  followUpId: null,
  rollbackPoint: null,
  citations: [],
  createdAt: at,
  createdBy: by,
  updatedAt: at,
  updatedBy: by,
  version: 1,
  can: { change: true },
};
const timelineEvent: TimelineEvent = {
  id: anId,
  incidentId: anId,
  title: 'Alias found misconfigured',
  text: '',
  at,
  until: null,
  precision: 'minute',
  type: 'key-moment',
  perspective: { type: 'shared' },
  perspectiveName: null,
  citations: [],
  isRecollection: false,
  recollectionOf: null,
  knownAt: null,
  knownSince: { at, basis: 'own-time', evidenceId: null },
  createdAt: at,
  createdBy: by,
  updatedAt: at,
  updatedBy: by,
  version: 1,
  can: { change: true },
};
const change = { runbook, activityId: '12' };
const runChange = { runs: [started], removed: [], activityId: '13' };

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'debrief-runbooks-'));
});
afterAll(() => rm(folder, { recursive: true }));
const list = () => ({ items: [runbook], can: { change: true } });
const cli = (answers: Answers) => fakeWorld({ door: createFakeApi(answers) });

test('runbooks are listed with their last use and verification, and printed', async () => {
  const world = cli({ 'runbook.list': list });
  const { out } = await world.run('runbooks');
  expect(out).toContain('2026-03-02 INC-2');
  expect(out).toContain('2026-03-02, changed since');
  expect((await world.run('runbooks', 'show', 'Stale search')).out).toBe('- [ ] Restart it\n');
  expect((await world.run('runbooks', 'show', 'other')).err).toContain('No runbook here is named');
});

test('the text comes from a file or from repairs and decisions of a timeline', async () => {
  const file = join(folder, 'runbook.md');
  await writeFile(file, runbook.text);
  const sent: unknown[] = [];
  const send = (input: unknown) => {
    sent.push(input);
    return change;
  };
  const events = [
    { ...timelineEvent, id: stepId, type: 'repair' as const, title: 'Restarted it' },
    { ...timelineEvent, id: anId, type: 'context' as const, title: 'A deploy' },
  ];
  const world = cli({
    'runbook.list': list,
    'runbook.add': send,
    'runbook.change': send,
    'timeline.list': () => ({ events, lastChange: null }),
  });
  const add = ['runbooks', 'add', 'x'];
  const { err } = await world.run(...add, '--text', file, '--alert', 'Stale');
  await world.run(...add, '--from', 'INC-2');
  await world.run(...add, '--from', 'INC-2', '--event', anId);
  await world.run('runbooks', 'verify', 'Stale search');
  expect(sent).toMatchObject([
    { name: 'x', text: runbook.text, alerts: ['Stale'] },
    { text: '- [ ] Restarted it' },
    { text: '- [ ] A deploy' },
    { id: anId, version: 3, isVerified: true },
  ]);
  expect(err).toContain('debrief runbooks undo 12');
  expect((await world.run(...add)).err).toContain('--from');
  expect((await world.run(...add, '--text', 'none.md')).err).toContain("Can't read none.md");
});

test('steps of a run are marked by their number', async () => {
  const sent: unknown[] = [];
  const world = cli({
    'runbook.list': list,
    'runbook.start': () => runChange,
    'runbook.runs': () => ({
      items: [started],
      suggested: [{ id: anId, name: 'Other', why: 'search' }],
      lastChange: null,
      can: { add: true },
    }),
    'runbook.check': (input) => {
      sent.push(input);
      return runChange;
    },
    'runbook.record': () => ({ added: 1, known: 0 }),
  });
  const { out } = await world.run('runbooks', 'run', 'INC-2', 'Stale search');
  expect(out).toContain(`Stale search: 1 of 1 done\n1. [x] Restart it (Ada, ${at})`);
  expect((await world.run('runbooks', 'run', 'INC-2')).out).toContain('Suggested: Other');
  await world.run('runbooks', 'step', 'INC-2', 'Stale search', '1', '--not-done');
  expect(sent).toEqual([{ id: anId, step: stepId, isDone: false }]);
  expect((await world.run('runbooks', 'step', 'INC-2', 'Stale search', '2')).err).toContain(
    '1 steps',
  );
  expect((await world.run('runbooks', 'record', 'INC-2', 'Stale search')).out).toContain('1 added');
});
