import type { Suspects } from '@debrief/contract';
import { expect, test } from 'vitest';
import { createFakeApi } from '../testing/fake-api.ts';
import { fakeWorld, parseOutput } from '../testing/fake-world.ts';
import { anId } from '../testing/samples.ts';

const at = '2022-12-06T14:30:05.000Z';
const change: Suspects['changes']['suspects'][number] = {
  evidenceId: anId,
  itemId: anId,
  evidenceKind: 'change',
  kind: 'deploy',
  title: 'index-tooling 1.14.0',
  at,
  until: null,
  precision: 'minute',
  zoneOffset: 0,
  streamId: anId,
  streamName: 'deploys',
  services: [],
  isInSources: true,
  verdict: null,
  score: 0.5,
  factors: [{ name: 'time', value: 0.5, reason: '2 h before the symptom' }],
};
const suspects: Suspects = {
  symptom: { at, precision: 'minute', origin: 'detected', text: 'Slow', services: [], words: [] },
  changes: {
    strength: 'weak',
    ordinary: { moments: 98, reached: 40 },
    considered: 1,
    isLimited: false,
    suspects: [change],
    slow: [],
    after: [],
    afterCount: 3,
  },
  components: {
    symptom: null,
    comparedWith: 'before',
    strength: 'strong',
    series: 2,
    every: 1,
    leftOut: { series: 0, values: 3 },
    suspects: [
      {
        component: 'broker',
        metric: 'lag',
        score: 1,
        factors: [{ name: 'size', value: 9, reason: '9 × its usual spread' }],
        onsetAt: at,
        evidenceId: anId,
        verdict: null,
      },
    ],
    links: [],
  },
  stages: [{ findingId: anId, statement: 'Orders', reason: 'silver: 890, does not add up' }],
  can: { change: true, link: true },
};
const run = (...args: string[]) => {
  const judge = () => ({ findings: [], links: [], removed: [], activityId: anId });
  const door = createFakeApi({ 'suspects.list': () => suspects, 'suspects.judge': judge });
  return fakeWorld({ door }).run('suspects', 'INC-2', ...args);
};

test('debrief suspects says that none is strong, and prints each with its reasons', async () => {
  const { out, err } = await run();
  expect(err).toContain('No strong suspect: 40 of 98 other moments');
  expect(err).toContain('3 changes after the symptom left out.');
  expect(err).toContain('Component broker, lag: 9 × its usual spread');
  expect(err).toContain('Left out: 3 values that are not a plain number.');
  expect(err).toContain('Stage silver: 890, does not add up (Orders)');
  expect(out).toContain('index-tooling 1.14.0');
  expect(out).toContain('2 h before the symptom');
  expect((await run('--slow')).err).toContain('No changes before the symptom.');
  expect(parseOutput(await run('--json'))).toEqual(suspects);
});

test('a verdict needs a reason', async () => {
  expect((await run('--dismiss', anId)).err).toContain('Add --reason');
  const judged = ['--dismiss', anId, '--reason', 'Other region'];
  expect((await run(...judged)).code).toBe(0);
  expect((await run(...judged, '--metric', 'lag')).err).toContain('together');
  expect((await run(...judged, '--metric', 'lag', '--component', 'db')).code).toBe(0);
});
