import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import {
  drillAlerts,
  parseRouting,
  parseRuleFile,
  parseSilences,
  SeriesStore,
} from '@debrief/promql';
import { hasAlertmanager, startAlertmanager } from '@debrief/testkit/alertmanager';
import { expect, test } from 'vitest';

/** Intervals around the present, so that some contain it: Alertmanager has no other clock. */
function makeIntervals(now: Date): string[] {
  const day = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'][
    now.getUTCDay()
  ];
  const tokyo = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'Asia/Tokyo' });
  const last = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 0)).getUTCDate();
  const date = now.getUTCDate();
  const isMorning = now.getUTCHours() < 12;
  return [
    '{}',
    `{ weekdays: [${day}] }`,
    `{ weekdays: [${tokyo.format(now)}], location: Asia/Tokyo }`,
    `{ times: [{ start_time: "00:00", end_time: "12:00" }] }`,
    `{ times: [{ start_time: "12:00", end_time: "24:00" }] }`,
    `{ times: [{ start_time: "${isMorning ? '12:00' : '00:00'}", end_time: "${isMorning ? '24:00' : '12:00'}" }], location: Etc/GMT+12 }`,
    `{ days_of_month: ["${date}"] }`,
    `{ days_of_month: ["${date - last - 1}"] }`,
    `{ days_of_month: ["${date - last - 1}:-1"], months: ["${now.getUTCMonth() + 1}"] }`,
    `{ days_of_month: ["${date === 1 ? 2 : 1}"] }`,
    `{ months: ["${now.getUTCMonth() + 1}:december"], years: ["${now.getUTCFullYear()}"] }`,
    `{ years: ["2001:2002"] }`,
  ];
}

test.skipIf(!hasAlertmanager())(
  'time intervals and silences are those of a real Alertmanager',
  async () => {
    const arrived = new Set<string>();
    await using hooks = await listen((path) => arrived.add(path.slice(1)));
    const intervals = makeIntervals(new Date());
    const names = intervals.flatMap((_, index) => [`mute-${index}`, `active-${index}`]);
    const config = `
route:
  receiver: root
  group_by: [alertname]
  group_wait: 0s
  routes:
${names.map((name) => `    - { receiver: ${name}, continue: true, ${name.replace('-', '_time_intervals: [i')}] }`).join('\n')}
receivers:
  - { name: root }
${names.map((name) => `  - { name: ${name}, webhook_configs: [{ url: "${hooks.address}/${name}" }] }`).join('\n')}
time_intervals:
${intervals.map((interval, index) => `  - { name: i${index}, time_intervals: [${interval}] }`).join('\n')}
`;
    await using manager = await startAlertmanager(config);
    await manager.sendAlert({ labels: { alertname: 'Loud', job: 'api' } });
    const countMuted = () => manager.readLog().split('Notifications not sent').length - 1;
    while (arrived.size + countMuted() < names.length) await pause(50);

    const startsAt = new Date(Date.now() + 1_000).toISOString();
    const posted = await fetch(`${manager.address}/api/v2/silences`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        matchers: [{ name: 'job', value: 'w.b', isRegex: true, isEqual: true }],
        startsAt,
        endsAt: new Date(Date.now() + 3_600_000).toISOString(),
        createdBy: 'mira',
        comment: 'Migration',
      }),
    });
    expect(posted.status).toBe(200);
    const silences = parseSilences(
      await (await fetch(`${manager.address}/api/v2/silences`)).text(),
    );
    const drill = (job: string) =>
      drillAlerts({
        groups: parseRuleFile(
          'rules.yml',
          `groups: [{ name: g, rules: [{ alert: Loud, expr: vector(1), labels: { job: ${job} } }] }]`,
        ),
        store: new SeriesStore(),
        steps: { startMs: 0, stepMs: 60_000, count: 1 },
        routing: parseRouting(config),
        silences,
        dateMs: Date.parse(startsAt),
      })[0]?.firings[0];
    expect(drill('api')?.receivers.toSorted()).toEqual([...arrived].toSorted());
    expect(arrived.size).toBeGreaterThan(5);
    expect(drill('api')?.mutedReceivers).toHaveLength(countMuted());
    expect(drill('api')?.mutedBy).toBeNull();
    expect(drill('web')?.mutedBy).toContain('Migration');
  },
);

async function listen(onPath: (path: string) => void) {
  const server = createServer((request, response) => {
    onPath(request.url ?? '');
    request.resume();
    response.end();
  }).listen(0, '127.0.0.1');
  const { promise, resolve } = Promise.withResolvers<void>();
  server.once('listening', resolve);
  await promise;
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  return {
    address: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
