import { expect, test } from 'vitest';
import { splitTestAlerts } from './test-alerts.ts';

const split = (body: unknown) => splitTestAlerts(Buffer.from(JSON.stringify(body)));
const real = { labels: { alertname: 'Down' } };
const marked = { labels: { alertname: 'Down', debrief_drill: 'd1' } };

test('a test alert is removed from the group that it arrived in', () => {
  const found = split({ receiver: 'pager', status: 'firing', alerts: [marked, real] });
  expect(found).toMatchObject({ marks: ['d1'], receiver: 'pager' });
  expect(JSON.parse(Buffer.from(found?.rest ?? []).toString())).toEqual({
    receiver: 'pager',
    status: 'firing',
    alerts: [real],
  });
  expect(split({ receiver: 'pager', alerts: [marked] })?.rest).toBeNull();
  expect(split([marked])).toEqual({ marks: ['d1'], receiver: '', rest: null });
});

test.each([
  { alerts: [real] },
  { alerts: 'debrief_drill' },
  { alerts: [null, 1, { labels: { debrief_drill: 7 } }] },
  { text: 'a message about debrief_drill' },
  'debrief_drill',
])('%j has none', (body) => {
  expect(split(body)).toBeNull();
});

test('what is not JSON has none', () => {
  expect(splitTestAlerts(Buffer.from('debrief_drill: {'))).toBeNull();
});
