import { createServer } from 'node:http';
import { systemClock } from '@debrief/core/context';
import { openFakeSlack } from '@debrief/testkit/chat';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { standingDesk } from './desk.ts';
import { record } from './screen.ts';

const desk = standingDesk({ start: 'empty', env: { DEBRIEF_PRIVATE_HOSTS: '127.0.0.1' } });

/** A status page on this machine. */
async function openStatusPage(): Promise<{ origin: string } & AsyncDisposable> {
  const entry =
    '<entry><id>1</id><title>Orders are slow</title><published>2026-03-02T08:00:00Z</published></entry>';
  const server = createServer((request, response) => {
    if (request.url !== '/history.atom') response.writeHead(404).end();
    else response.end(`<feed xmlns="http://www.w3.org/2005/Atom">${entry}</feed>`);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function openImports(title: string): Promise<{ page: Page; ref: string }> {
  const { ref } = await desk().debrief.client.incident.declare({ title });
  const page = await desk().page();
  await page.goto(`/incidents/${ref}/imports`);
  return { page, ref };
}

async function selectInMenu(page: Page, name: string, entry: string): Promise<void> {
  await page.getByRole('button', { name: `Change ${name}` }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}

test('a connection shows what is wrong with its address, and adds records once it is fixed', async () => {
  await using status = await openStatusPage();
  await using slack = await openFakeSlack(systemClock);
  const { page } = await openImports('Orders are slow');
  await page.getByRole('button', { name: 'New connection' }).click();
  const dialog = page.getByRole('dialog', { name: 'New connection' });
  await dialog.getByLabel('Kind').selectOption('Slack');
  // Its own app: what to paste there, and both tokens.
  expect(await dialog.getByRole('figure', { name: 'Manifest' }).innerText()).toContain(
    'channels:history',
  );
  desk().expects(/status of 422/);
  const channels = dialog.getByRole('button', { name: 'Show channels' });
  expect(await channels.isDisabled()).toBe(true);
  await dialog.getByLabel('Slack’s address').fill(slack.origin);
  await dialog.getByLabel('Bot token').fill('xoxb-wrong');
  await channels.click();
  await dialog.getByText('Slack refused the bot token (invalid_auth).').waitFor();
  await dialog.getByLabel('Bot token').fill(slack.botToken);
  await channels.click();
  await dialog.getByRole('checkbox', { name: 'inc-12', exact: true }).check();
  await dialog.getByRole('checkbox', { name: 'inc-12-legal' }).check();
  expect(await dialog.getByLabel('Channels', { exact: true }).inputValue()).toBe(
    'inc-12, inc-12-legal',
  );
  await dialog.getByRole('button', { name: 'Create connection' }).click();
  // The server's issue is at its field, and only there.
  await dialog.getByText('Check the marked field.').waitFor();
  expect(await dialog.getByText('Enter the App-level token (xapp-…)').count()).toBe(1);
  await dialog.getByLabel('Kind').selectOption('Atom or RSS feed');
  await dialog.getByLabel('Name').fill('Status page');
  const address = dialog.getByLabel('Address');
  await address.fill('status.example.com');
  await dialog.getByRole('button', { name: 'Create connection' }).click();
  await dialog.getByText('Enter an address that starts with https:// or http://.').waitFor();
  await address.fill(`${status.origin}/wrong`);
  await dialog.getByRole('button', { name: 'Create connection' }).click();
  await dialog.waitFor({ state: 'detached' });
  const row = page.getByRole('listitem').filter({ hasText: 'Status page' }).last();
  const problem = row.getByText('answered 404. Check the address.');
  await problem.waitFor();

  await selectInMenu(page, 'Status page', 'Change settings…');
  const change = page.getByRole('dialog', { name: 'Change “Status page”' });
  expect(await change.getByLabel('Address').inputValue()).toBe(`${status.origin}/wrong`);
  await change.getByLabel('Address').fill(`${status.origin}/history.atom`);
  await change.getByRole('button', { name: 'Save changes' }).click();
  await problem.waitFor({ state: 'detached' });
  await row.getByRole('button', { name: 'Deliveries' }).click();
  await row.getByText('imported', { exact: true }).waitFor();
  await page.getByText('No imports yet').waitFor();
  await row.getByRole('link', { name: 'Import summary' }).click();
  await page.getByRole('button', { name: /^Status page/, expanded: true }).waitFor();
  await selectInMenu(page, 'Status page', 'Pause');
  await row.getByText('paused', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'Timeline', exact: true }).click();
  await record(page).getByRole('row').filter({ hasText: 'Orders are slow' }).waitFor();
});

test('an endpoint gets another address, and is revoked', async () => {
  const { page } = await openImports('The deploys');
  const send = async (address: string): Promise<number> => {
    const body = JSON.stringify({ time: '2026-03-02T08:00:00Z', text: `Deploy ${address.length}` });
    return (await fetch(address, { method: 'POST', body })).status;
  };
  const takeAddress = async (): Promise<string> => {
    const shown: Locator = page.getByRole('dialog', { name: 'The address', exact: true });
    const address = await shown.getByLabel('Address').inputValue();
    await shown.getByRole('button', { name: 'Done' }).click();
    return address;
  };
  await page.getByRole('button', { name: 'New inbound endpoint' }).click();
  const dialog = page.getByRole('dialog', { name: 'New inbound endpoint' });
  await dialog.getByLabel('Program').selectOption('Any program (JSON)');
  await dialog.getByLabel('Name').fill('Deploy bot');
  await dialog.getByRole('button', { name: 'Create endpoint' }).click();
  const first = await takeAddress();
  expect(await send(first)).toBe(202);

  await selectInMenu(page, 'Deploy bot', 'Replace address…');
  const replace = page.getByRole('dialog', { name: 'Replace the address of “Deploy bot”?' });
  await replace.getByRole('checkbox').check();
  await replace.getByRole('button', { name: 'Replace address' }).click();
  const second = await takeAddress();
  expect([await send(first), await send(second)]).toEqual([404, 202]);

  await selectInMenu(page, 'Deploy bot', 'Revoke…');
  await page
    .getByRole('dialog', { name: 'Revoke “Deploy bot”?' })
    .getByRole('button', { name: 'Revoke address' })
    .click();
  const row = page.getByRole('listitem').filter({ hasText: 'Deploy bot' }).last();
  await row.getByText('revoked', { exact: true }).waitFor();
  expect(await send(second)).toBe(404);
  await row.getByRole('button', { name: 'Deliveries' }).click();
  await row.getByText('imported', { exact: true }).first().waitFor();
});

test('a rule of the organization brings a delivery into an incident, and an admin adds another one by hand', async () => {
  const page = await desk().page();
  await page.goto('/settings');
  await page.getByRole('button', { name: 'New inbound endpoint' }).click();
  const dialog = page.getByRole('dialog', { name: 'New inbound endpoint' });
  await dialog.getByLabel('Program').selectOption('Any program (JSON)');
  await dialog.getByLabel('Name').fill('All alerts');
  await dialog.getByRole('button', { name: 'Create endpoint' }).click();
  const shown = page.getByRole('dialog', { name: 'The address', exact: true });
  const address = await shown.getByLabel('Address').inputValue();
  await shown.getByRole('button', { name: 'Done' }).click();
  const alert = (id: string, text: string, service: string) =>
    fetch(address, {
      method: 'POST',
      body: JSON.stringify({ id, time: new Date().toISOString(), kind: 'alert', text, service }),
    });
  await alert('1', 'Orders are slow', 'orders-eu');
  await alert('2', 'The lights are out', 'building');

  const row = page.getByRole('listitem').filter({ hasText: 'All alerts' }).last();
  await row.getByRole('button', { name: 'Details' }).click();
  await row.getByRole('button', { name: 'Add rule' }).click();
  const rule = page.getByRole('dialog', { name: 'New rule' });
  await rule.getByLabel('Name').fill('Order alerts');
  await rule.getByLabel('Value, * for any ending').fill('orders*');
  await rule.getByLabel('Add to').selectOption('Incidents with this service');
  await rule.getByLabel('Service', { exact: true }).fill('orders');
  // The dry run.
  await rule.getByText('Matches 1 record in the last 2 deliveries.').waitFor();
  await rule.getByRole('button', { name: 'Add rule' }).click();
  await row.getByText('Order alerts').waitFor();

  const { ref } = await desk().debrief.client.incident.declare({
    title: 'Orders are slow in Europe',
    status: 'active',
    services: ['orders'],
  });
  const deliveries = row.getByRole('list', { name: 'Deliveries' }).getByRole('listitem');
  await deliveries
    .filter({ hasText: 'Orders are slow' })
    .getByRole('link', { name: ref })
    .waitFor();
  const other = deliveries.filter({ hasText: 'The lights are out' });
  await other.getByText('in no incident that you can see').waitFor();
  await other.getByRole('button', { name: 'Add to incident…' }).click();
  const add = page.getByRole('dialog', { name: 'Add to incident' });
  await add.getByLabel('Incident').selectOption(`${ref}  Orders are slow in Europe`);
  await add.getByRole('button', { name: 'Add delivery' }).click();
  await other.getByRole('link', { name: ref }).click();
  await page.getByRole('link', { name: 'Timeline', exact: true }).click();
  for (const text of ['Orders are slow', 'The lights are out'])
    await record(page).getByRole('row').filter({ hasText: text }).waitFor();
});
