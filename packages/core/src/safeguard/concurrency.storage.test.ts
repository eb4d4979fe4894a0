import { makeIncident, testWorld } from '@debrief/testkit';
import { expect, test } from 'vitest';
import { addSafeguard, expectHeartbeat, startDrill } from './index.ts';

test('two equal requests at once send one test alert, and set one heartbeat', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const { ref: incident } = await makeIncident(ctx);
  const rules = "groups: [{ name: g, rules: [{ alert: Down, expr: 'up == 0' }] }]";
  const { safeguards } = await addSafeguard(ctx, { incident, name: 'Down', rules });
  const id = safeguards[0]?.id ?? '';
  const drill = crypto.randomUUID();
  const alertmanager = 'http://am.test';
  const started = await Promise.all(
    [1, 2, 3].map(() => startDrill(ctx, { id, drill, alertmanager })),
  );
  expect(started.filter(({ alert }) => alert !== null)).toHaveLength(1);
  const others = await Promise.allSettled([1, 2].map(() => startDrill(ctx, { id, alertmanager })));
  expect(others.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const set = await Promise.all(
    [5, 5].map((everyMinutes) => expectHeartbeat(ctx, { id, heartbeat: { everyMinutes } })),
  );
  expect(set).toMatchObject([
    { heartbeat: { everyMinutes: 5 } },
    { heartbeat: { everyMinutes: 5 } },
  ]);
});
