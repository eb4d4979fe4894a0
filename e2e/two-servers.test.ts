import { startDebrief } from '@debrief/testkit/process';
import { signInPage } from '@debrief/testkit/browser';
import { expect, test } from 'vitest';
import { importIntoNewIncident, chat } from './import-file.ts';
import { hasEvents, openIncident, record, timeline } from './screen.ts';
import { copyDatabase, sharedBrowser } from './desk.ts';
import { watch } from './watch.ts';

test('changes on one process appear on the other, and stopping one loses nothing', async () => {
  await using database = await copyDatabase('empty');
  await using here = await startDebrief(database);
  await using there = await startDebrief(database);
  const browser = await sharedBrowser();
  const faults: string[] = [];
  await using profile = await signInPage(browser, here);
  await using otherProfile = await signInPage(browser, there);
  const [one, other] = [await profile.newPage(), await otherProfile.newPage()];
  for (const page of [one, other]) watch(page.context(), faults);
  const { client } = there;
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
});
