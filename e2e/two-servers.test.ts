import { createClient } from '@debrief/client';
import { startDebrief } from '@debrief/testkit/process';
import { openBrowser, signInPage } from '@debrief/testkit/browser';
import { expect, test } from 'vitest';
import { importIntoNewIncident, chat } from './import-file.ts';
import { hasEvents, openIncident, record, timeline } from './screen.ts';
import { describeOnServers, createKey, madeDatabase } from './shared-database.ts';
import { watch } from './watch.ts';

describeOnServers('two servers', () => {
  test('changes on one process appear on the other, and stopping one loses nothing', async () => {
    await using database = await madeDatabase();
    await using here = await startDebrief({
      databaseUrl: database.url,
      env: { DEBRIEF_DEMO: 'false' },
    });
    await using there = await startDebrief({
      databaseUrl: database.url,
      env: { DEBRIEF_DEMO: 'false' },
    });
    const browser = await openBrowser();
    try {
      const faults: string[] = [];
      // Only the link of the process that started last is valid.
      const other = await (await signInPage(browser, there)).newPage();
      const one = await (await signInPage(browser, here)).newPage();
      for (const page of [one, other]) watch(page.context(), faults);
      const client = createClient({ baseUrl: there.origin, token: await createKey(other) });
      await importIntoNewIncident({ client }, 'Side by side', {
        name: 'chat.jsonl',
        body: chat(['is it the broker?', 'the broker is fine', 'it is the alias']),
      });
      for (const page of [one, other]) await openIncident(page, '/incidents/INC-1');
      await record(one).focus();
      await one.keyboard.press('e');
      await hasEvents(other, 1);
      await timeline(other).getByText('is it the broker?').waitFor();
      await record(other).focus();
      await other.keyboard.press('j');
      await other.keyboard.press('e');
      await hasEvents(one, 2);
      expect(faults).toEqual([]);

      expect(await here.stop()).toBe(0);
      await other.keyboard.press('j');
      await other.keyboard.press('e');
      await hasEvents(other, 3);
      await expect
        .poll(async () => (await client.timeline.list({ incident: 'INC-1' })).events.length, {
          timeout: 5000,
        })
        .toBe(3);
    } finally {
      await browser.close();
    }
  });
});
