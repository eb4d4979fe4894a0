import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAll, scratch } from '../../testing/test-support.ts';

let files: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  files = await scratch();
});
afterAll(() => files.remove());

test('the end of an outage that UptimeRobot sends is a later state of its start', async () => {
  const down = {
    monitorID: '777',
    monitorFriendlyName: 'Shop',
    alertType: '2',
    alertTypeFriendlyName: 'Down',
    alertDateTime: '1710338531',
  };
  const up = { ...down, alertTypeFriendlyName: 'Up', alertDateTime: '1710338591' };
  const bodies = [down, { ...up, alertDuration: '60' }, up];
  const lines = bodies.map((one) => JSON.stringify(one)).join('\n');
  const { records } = await readAll(await files.write('a.jsonl', lines));
  expect(records.map((one) => [one.key, one.isLaterState, one.untilAt?.getTime()])).toEqual([
    ['777/1710338531', undefined, undefined],
    ['777/1710338531', true, 1_710_338_591_000],
    [null, undefined, undefined],
  ]);
});
