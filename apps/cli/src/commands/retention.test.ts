import type { RetentionPreview, SourceRetention } from '@debrief/contract';
import { expect, test } from 'vitest';
import { createFakeApi } from '../testing/fake-api.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { anId } from '../testing/samples.ts';

const at = '2026-03-02T08:00:00.000Z';
const source: SourceRetention = {
  sourceId: anId,
  name: 'Alertmanager',
  kind: 'inbound',
  incidents: ['INC-2'],
  items: 40,
  oldestAt: at,
  days: null,
  setAt: null,
  setBy: null,
  lastRun: null,
};
const preview: RetentionPreview = {
  before: at,
  removes: 30,
  keeps: { open: 4, cited: 2, redacted: 0 },
  nextRunAt: '2026-03-03T00:00:00.000Z',
};
const door = createFakeApi({
  'evidence.retentions': () => ({ items: [source], nextRunAt: preview.nextRunAt }),
  'evidence.previewRetention': () => preview,
  'evidence.setRetention': ({ days }) => ({ ...source, days }),
});

test('lists sources, previews a retention, and sets it after confirmation', async () => {
  expect((await fakeWorld({ door }).run('retention')).out).toContain('forever');
  const set = ['retention', 'set', 'alertmanager', '90'];
  expect((await fakeWorld({ door }).run(...set)).code).not.toBe(0);
  const done = await fakeWorld({ door, isTerminal: true, answer: 'y' }).run(...set);
  expect(done.err).toContain('removes 30 items');
  expect(done.err).toContain('4 older ones stay: in an incident that is not closed');
  expect(done.err).not.toContain('redacted');
  expect(done.out).toBe('Alertmanager is kept for 90 days\n');
  const back = await fakeWorld({ door }).run('retention', 'set', anId, 'forever');
  expect(back.out).toBe('Alertmanager is kept forever\n');
  expect(door.calls.at(-1)).toMatchObject({ input: { days: null } });
  const wrong = await fakeWorld({ door }).run('retention', 'set', anId, 'soon');
  expect(wrong.err).toContain('Not a number of days');
});
