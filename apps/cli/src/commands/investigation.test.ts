import type { Hypothesis, Investigation, Question } from '@debrief/contract';
import { expect, test } from 'vitest';
import { createFakeApi } from '../testing/fake-api.ts';
import { fakeWorld, parseOutput } from '../testing/fake-world.ts';
import { anId } from '../testing/samples.ts';

const at = '2022-12-06T14:30:05.000Z';
const by = { type: 'operator' as const, id: null, name: 'operator' };
const common = {
  id: anId,
  incidentId: anId,
  at,
  precision: 'minute' as const,
  knownAt: null,
  knownSince: { at, basis: 'own-time' as const, evidenceId: null },
  citations: [],
  createdAt: at,
  createdBy: by,
  updatedAt: at,
  updatedBy: by,
  version: 1,
  can: { change: true },
};
const hypothesis: Hypothesis = {
  type: 'hypothesis',
  ...common,
  statement: 'The broker holds the messages back',
  timeSpentMs: 60_000,
  lesson: '',
  status: 'ruled-out',
  steps: [],
  tookMs: 60_000,
  isRedHerring: true,
};
const question: Question = {
  type: 'question',
  ...common,
  statement: 'Who else writes\nto this alias?',
  askedBy: '',
  askedOf: '',
  answer: '',
  answeredBy: '',
  isAnswered: false,
};

const runAs = (command: string, ...args: string[]) => {
  const list = (): Investigation => ({
    findings: [hypothesis, question],
    impact: { windows: [], ms: null },
    links: [],
    cycles: [],
    lastChange: null,
  });
  return fakeWorld({ door: createFakeApi({ 'investigation.list': list }) }).run(
    command,
    'INC-2',
    ...args,
  );
};
const run = (...args: string[]) => runAs('investigation', ...args);

test('debrief investigation shows time, statement, status and evidence', async () => {
  expect((await run()).out.split('\n').slice(1, 3)).toEqual([
    '2022-12-06T14:30Z  hypothesis  ruled-out (red herring)  -         The broker holds the messages back',
    '2022-12-06T14:30Z  question    open                     -         Who else writes ⏎ to this alias?',
  ]);
});

test('lists one type only, as a table and as JSON', async () => {
  expect((await run('--type', 'question')).out).not.toContain('broker');
  expect(parseOutput(await run('--type', 'question', '--json'))).toEqual([question]);
  expect((await run('--type', 'decision')).err).toContain('No decision in INC-2 yet.');
});

test('refuses an unknown type', async () => {
  expect((await run('--type', 'cause')).err).toContain('Use one of hypothesis, decision');
});

test('the old name still works and prints the new one to stderr', async () => {
  expect(await runAs('inquiry')).toMatchObject({
    code: 0,
    err: '"debrief inquiry" is now "debrief investigation".\n',
  });
});
