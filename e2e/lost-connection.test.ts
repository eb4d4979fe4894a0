import { startDebrief } from '@debrief/testkit/process';
import { expect, test } from 'vitest';
import { importIntoNewIncident, chat } from './import-file.ts';
import { standingDesk } from './desk.ts';
import { hasEvents, openIncident, record, timeline } from './screen.ts';

const desk = standingDesk({ start: 'first', env: { DEBRIEF_DEMO: 'false' } });

test('the live stream reconnects after a proxy answered for the server, without losing changes', async () => {
  desk().expects(/status of 502/);
  const second = await desk().debrief.client.incident.declare({ title: 'Behind a proxy' });
  const page = await desk().page();
  let refusals = 0;
  await page.route('**/api/live*', async (route) => {
    if (refusals === 2) return route.continue();
    refusals += 1;
    return route.fulfill({ status: 502, body: 'Bad gateway' });
  });
  await page.goto(`/incidents/${second.ref}`);
  await page.getByRole('heading', { name: 'Behind a proxy' }).waitFor();
  // Written while offline: it arrives with the first event after that.
  await expect.poll(() => refusals).toBe(2);
  await desk().debrief.client.timeline.add({
    incident: second.ref,
    title: 'Not heard of at once',
    at: '2026-03-02T07:00:00Z',
  });
  await timeline(page).getByText('Not heard of at once').waitFor();
});

test('what could not be read can be tried again on its page', async () => {
  desk().expects(/status of 500/);
  const { ref: incident } = await importIntoNewIncident(desk().debrief, 'Read in vain', {
    name: 'chat.jsonl',
    body: chat(['one', 'two']),
  });
  const page = await desk().page();
  let isDown = true;
  const isNeeded = /session|live|accounts|incidents\/INC-\d+$/;
  await page.route(
    ({ pathname }) => pathname.startsWith('/api/') && !isNeeded.test(pathname),
    (route) => (isDown ? route.fulfill({ status: 500, body: 'Out of order' }) : route.continue()),
  );
  const again = page.getByRole('button', { name: 'Try again' });
  for (const path of ['', '/investigation', '/factors', '/meeting', '/review', '/safeguards']) {
    isDown = true;
    await page.goto(`/incidents/${incident}${path}`);
    await again.first().waitFor();
    isDown = false;
    for (let tries = 0; (await again.count()) > 0 && tries < 3; tries += 1)
      await again.first().click();
    await expect.poll(() => page.getByRole('alert').count(), { message: path }).toBe(0);
  }
});

test('a killed server loses neither what someone types nor what others did', async () => {
  desk().expects(
    /ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|ERR_INCOMPLETE_CHUNKED_ENCODING/,
  );
  const { debrief } = desk();
  const { ref: incident } = await importIntoNewIncident(debrief, 'Cut off', {
    name: 'chat.jsonl',
    body: chat(['first', 'second', 'third']),
  });
  const page = await desk().page();
  await openIncident(page, `/incidents/${incident}`);
  await record(page).focus();
  await page.keyboard.press('e');
  await hasEvents(page, 1);
  await expect
    .poll(async () => (await debrief.client.timeline.list({ incident })).events.length)
    .toBe(1);
  await timeline(page).getByRole('row').nth(1).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Title').fill('Typed before the cut');
  await debrief.kill();
  await page.getByRole('textbox', { name: 'Text' }).fill('Typed while nobody answered.');
  await page.keyboard.press('Control+Enter');
  await page.getByText(/1 change not saved yet/).waitFor();
  await timeline(page).getByText('Typed before the cut').waitFor();
  await record(page).focus();
  await page.keyboard.press('j');
  await page.keyboard.press('e');
  await page.getByText(/2 changes not saved yet/).waitFor();
  await page.getByText('Connection lost.').waitFor();

  const back = await startDebrief({
    dataDir: debrief.dataDir,
    args: ['--port', new URL(debrief.origin).port],
    env: { DEBRIEF_DEMO: 'false' },
  });
  try {
    const read = async () => (await back.client.timeline.list({ incident })).events;
    // Someone else reaches the server before the page does.
    await back.client.timeline.add({
      incident,
      title: 'Added by someone else',
      at: '2026-03-02T07:00:00Z',
    });
    await timeline(page).getByText('Added by someone else').waitFor();
    await expect
      .poll(async () => (await read()).map((event) => event.title), { timeout: 20_000 })
      .toEqual(['Added by someone else', 'Typed before the cut', 'second']);
    expect((await read())[1]?.text).toBe('Typed while nobody answered.');
    await page.getByText(/not saved yet/).waitFor({ state: 'detached' });
    await page.getByText('Connection lost.').waitFor({ state: 'detached' });
    await back.client.timeline.add({
      incident,
      title: 'And live again',
      at: '2026-03-02T07:30:00Z',
    });
    await timeline(page).getByText('And live again').waitFor();
  } finally {
    await back.stop();
  }
});
