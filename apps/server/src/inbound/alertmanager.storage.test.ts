import { RecordPage } from '@debrief/contract';
import { hasAlertmanager, startAlertmanager } from '@debrief/testkit/alertmanager';
import { startDebrief } from '@debrief/testkit/process';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';

/** With one receiver: the address. Groups are sent at once. */
const configure = (address: string) => `
route: { receiver: debrief, group_by: [alertname], group_wait: 0s, group_interval: 1s }
receivers:
  - name: debrief
    webhook_configs: [{ url: "${address}", send_resolved: true }]
`;

test.skipIf(!hasAlertmanager())(
  'a real Alertmanager opens and resolves an alert, with its own times',
  async () => {
    await using debrief = await startDebrief({ env: { DEBRIEF_DEMO: 'false' } });
    const { ref } = await debrief.client.incident.declare({ title: 'Orders are late' });
    const { path } = await debrief.client.inbound.create({
      incident: ref,
      name: 'Alerts',
      source: 'alertmanager',
    });
    await using manager = await startAlertmanager(configure(`${debrief.origin}${path}`));
    const startsAt = '2026-03-02T08:00:00.000Z';
    const send = (endsAt: string) =>
      manager.sendAlert({
        labels: { alertname: 'OrdersLate', service: 'orders', severity: 'page' },
        annotations: { summary: 'Orders are late' },
        startsAt,
        endsAt,
      });
    const readItems = async () =>
      RecordPage.parse(await debrief.client.evidence.record({ incident: ref, limit: 10 })).items;
    await send(new Date(Date.now() + 3_600_000).toISOString());
    while ((await readItems()).length === 0) await pause(100);
    const endsAt = '2026-03-02T08:40:00.000Z';
    await send(endsAt);
    while ((await readItems())[0]?.untilAt === null) await pause(100);
    expect(await readItems()).toMatchObject([
      {
        kind: 'alert',
        occurredAt: startsAt,
        untilAt: endsAt,
        text: expect.stringContaining('Orders are late'),
      },
    ]);
  },
);

test.skipIf(!hasAlertmanager())(
  'the alert of a real Alertmanager from before is in the record of an incident with its service',
  async () => {
    await using debrief = await startDebrief({ env: { DEBRIEF_DEMO: 'false' } });
    const calls = debrief.client['organization-inbound'];
    const endpoint = await calls.create({ name: 'Alerts', source: 'alertmanager' });
    const conditions = [{ field: 'label' as const, name: 'severity', value: 'page' }];
    const rule = { id: endpoint.id, stream: 'Pages', conditions, service: '*' };
    await using manager = await startAlertmanager(configure(`${debrief.origin}${endpoint.path}`));
    const startsAt = new Date(Date.now() - 20 * 60_000).toISOString();
    const send = (endsAt: string) =>
      manager.sendAlert({
        labels: { alertname: 'OrdersLate', service: 'orders', severity: 'page' },
        annotations: { summary: 'Orders are late' },
        startsAt,
        endsAt,
      });
    await send(new Date(Date.now() + 3_600_000).toISOString());
    const deliveries = async () => (await calls.deliveries(endpoint)).items;
    while ((await deliveries())[0]?.state !== 'read') await pause(100);
    expect(await calls.previewRule(rule)).toMatchObject({ records: [{ isMatch: true }] });
    await calls.addRule(rule);

    const active = { title: 'Orders are late', status: 'active' as const };
    const { ref } = await debrief.client.incident.declare({ ...active, services: ['orders'] });
    const other = await debrief.client.incident.declare({ ...active, services: ['search'] });
    const readItems = async (incident: string) =>
      RecordPage.parse(await debrief.client.evidence.record({ incident, limit: 10 })).items;
    while ((await readItems(ref)).length === 0) await pause(100);
    expect(await readItems(ref)).toMatchObject([
      { kind: 'alert', occurredAt: startsAt, untilAt: null, streamName: 'Pages: orders' },
    ]);
    const endsAt = new Date(Date.now() - 1_000).toISOString();
    await send(endsAt);
    while ((await readItems(ref))[0]?.untilAt === null) await pause(100);
    expect(await readItems(ref)).toMatchObject([{ occurredAt: startsAt, untilAt: endsAt }]);
    expect(await readItems(other.ref)).toEqual([]);
  },
);

test.skipIf(!hasAlertmanager())(
  'a test alert goes through a real Alertmanager to the organization, and into no incident',
  async () => {
    await using debrief = await startDebrief({
      env: { DEBRIEF_DEMO: 'false', DEBRIEF_PRIVATE_HOSTS: '127.0.0.1' },
    });
    const { safeguard, evidence, incident } = debrief.client;
    const { ref } = await incident.declare({ title: 'Orders are late', services: ['orders'] });
    const calls = debrief.client['organization-inbound'];
    const endpoint = await calls.create({ name: 'Alerts', source: 'alertmanager' });
    const conditions = [{ field: 'label' as const, name: 'severity', value: 'page' }];
    await calls.addRule({ id: endpoint.id, stream: 'Pages', conditions, service: '*' });
    await using manager = await startAlertmanager(configure(`${debrief.origin}${endpoint.path}`));
    await manager.ready();
    const labels = '{ severity: page, service: orders }';
    const { safeguards } = await safeguard.add({
      incident: ref,
      name: 'Orders are late',
      rules: `groups: [{ name: g, rules: [{ alert: OrdersLate, expr: late, labels: ${labels} }] }]`,
    });
    const id = safeguards[0]?.id ?? '';
    await safeguard.drill({ id, alertmanager: manager.address });
    const readDrill = async () => (await safeguard.list({ incident: ref })).items[0]?.lastDrill;
    while ((await readDrill())?.state === 'waiting') await pause(100);
    expect(await readDrill()).toMatchObject({
      state: 'arrived',
      receiver: 'debrief',
      endpoint: 'Alerts',
    });
    expect((await calls.deliveries(endpoint)).items).toMatchObject([
      { state: 'read', isTest: true, addedTo: [] },
    ]);
    expect(RecordPage.parse(await evidence.record({ incident: ref, limit: 10 })).items).toEqual([]);
  },
);
