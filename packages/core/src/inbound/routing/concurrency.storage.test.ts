import { times } from '@debrief/testkit';
import { expect, test } from 'vitest';
import { listImports, readRecord, verifyEvidence } from '../../evidence/index.ts';
import { declareIncident } from '../../incident/index.ts';
import { describeServerWorld, world } from '../../server-world.fixture.ts';
import { addRoutingRule, readDelivery, routeIncident } from '../index.ts';
import { openRouting } from './open-routing.fixture.ts';

const count = 8;

describeServerWorld('routing on a server with many connections', () => {
  test('adds each state once and in order while deliveries are read and an incident is declared', async () => {
    const { admin, editor, endpoint, receive, as } = await openRouting(world);
    const rule = { id: endpoint.id, stream: 'Alerts', conditions: [], service: '*' };
    await addRoutingRule(admin, rule);
    const time = '2026-03-02T08:50:00Z';
    const ids: string[] = [];
    for (const state of ['firing', 'resolved'])
      for (const index of times(count, (index) => index)) {
        const text = `${state} ${index}`;
        ids.push(await receive([{ time, kind: 'alert', id: `${index}`, text, service: 'orders' }]));
      }
    const status = 'active' as const;
    const { id: incidentId, ref } = await declareIncident(editor, {
      title: 'Orders fail',
      status,
      services: ['orders'],
    });
    const system = as({ type: 'system', name: 'Debrief' });
    const { signal } = new AbortController();
    const route = () => routeIncident(system, { incidentId }, signal);
    await Promise.all([
      ...ids.toReversed().map((deliveryId) => readDelivery(system, { deliveryId })),
      ...times(3, route),
    ]);
    await route();
    const { items } = await readRecord(editor, ref, {});
    expect(items.map(({ text }) => text).toSorted()).toEqual(
      times(count, (index) => `resolved ${index}`),
    );
    const imports = await listImports(editor, { incident: ref });
    expect(imports.items.map(({ imported, duplicates }) => [imported, duplicates])).toEqual(
      times(2 * count, () => [1, 0]),
    );
    expect((await verifyEvidence(editor, { incident: ref })).problems).toEqual([]);
  });
});
