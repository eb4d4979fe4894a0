import { hasAlertmanager, startAlertmanager } from '@debrief/testkit/alertmanager';
import { expect, test } from 'vitest';
import { standingDesk } from './desk.ts';
import { record } from './screen.ts';

const desk = standingDesk({ start: 'empty' });

test.skipIf(!hasAlertmanager())(
  'the lines of a new endpoint, pasted into a real Alertmanager, bring its alert into the open record',
  async () => {
    const { ref } = await desk().debrief.client.incident.declare({ title: 'Orders are late' });
    const page = await desk().page();
    await page.goto(`/incidents/${ref}/imports`);
    await page.getByRole('button', { name: 'New inbound endpoint' }).click();
    const dialog = page.getByRole('dialog', { name: 'New inbound endpoint' });
    await dialog.getByLabel('Program').selectOption('Prometheus Alertmanager');
    await dialog.getByRole('button', { name: 'Create endpoint' }).click();
    const shown = page.getByRole('dialog', { name: 'The address' });
    const lines = await shown.locator('figure pre').innerText();
    // The newcomer's own part: alerts are routed to the receiver.
    await using manager = await startAlertmanager(
      `route: { receiver: debrief, group_wait: 0s }\n${lines}\n`,
    );
    await shown.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('link', { name: 'Timeline', exact: true }).click();
    await manager.sendAlert({
      labels: { alertname: 'OrdersLate', service: 'orders' },
      annotations: { summary: 'Orders are late since the deploy' },
      startsAt: '2026-03-02T08:00:00.000Z',
    });
    const alert = record(page).getByRole('row').filter({ hasText: 'late since the deploy' });
    await alert.waitFor();
    expect(await alert.innerText()).toContain('08:00');
  },
);
