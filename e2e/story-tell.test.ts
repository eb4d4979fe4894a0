import type { Client } from '@debrief/client';
import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { findViolations } from './axe.ts';
import { createPersonClient } from './person-client.ts';
import { standingDesk, type Person } from './desk.ts';

const desk = standingDesk({ start: 'completed' });
let page: Page;
let teller: Person;
let mine: Client;
let story = '';

/** Every name, host and customer in the sentences below except the author's own. */
const planted = [
  'Tobias',
  'search-es-07',
  'search-es-07.prod.marlow.example',
  '10.20.4.17',
  'Quobble Pottery',
  'tobias@marlow.example',
  '$48,000',
];

beforeAll(async () => {
  const { client, origin } = desk().debrief;
  teller = await desk().invite('Ines', 'editor');
  mine = await createPersonClient(origin, teller);
  const { items } = await client.evidence.record({ incident: 'INC-1', limit: 12 });
  const begun = await mine.story.add({
    title: 'The alias that hid two days',
    incident: 'INC-1',
    outcome: 'mixed',
    competencies: ['diagnosis'],
  });
  story = begun.story.id;
  const sentences = [
    ['situation', 'New listings of Quobble Pottery had not been found by search for two days.'],
    [
      'task',
      'As the on-call engineer I had to find out why search-es-07.prod.marlow.example answered with old documents.',
    ],
    [
      'action',
      'I compared the counts of both indexes on search-es-07 and ruled the broker out, because its lag was zero.',
    ],
    [
      'action',
      'I asked Tobias (tobias@marlow.example) to hold the deploys rather than roll back at once.',
    ],
    [
      'action',
      'I pointed the alias at the new index from 10.20.4.17 and verified ten listings by hand.',
    ],
    [
      'result',
      'All 1,200 listings were found again within 45 minutes, and sales worth $48,000 were not lost.',
    ],
    [
      'learning',
      'I had believed that a green dashboard means fresh data; I now ask how old the newest document is.',
    ],
  ] as const;
  for (const [index, [part, text]] of sentences.entries())
    await mine.story.addClaim({
      id: story,
      part,
      text,
      citations:
        part === 'learning'
          ? []
          : [{ incident: 'INC-1', target: 'evidence', targetId: items[index]?.id ?? '' }],
      isRecollection: part === 'learning',
    });
});
beforeEach(async () => {
  page = await desk().page(teller);
});

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

test('shareable: each replacement is decided with a key, and no name, host or customer is left', async () => {
  await page.goto(`/stories/${story}/preview?form=star-learning`);
  await page.getByRole('article', { name: 'Story in this format' }).waitFor();
  await press('2');
  const list = page.getByRole('group', { name: 'Replacements', exact: true });
  await list.getByText('Tobias').first().waitFor();
  await page.getByText('Decide on each replacement to see the text').waitFor();
  // The file is refused while a decision is open.
  const refused = await page.request.get(
    `/api/stories/${story}/export?format=markdown&for=shareable&form=star-learning`,
  );
  expect(refused.status()).toBe(409);
  expect(await findViolations(page)).toEqual([]);
  // The first in the user's own words, the others as suggested. What no rule can know still
  // identifies someone: the author marks it.
  await press('n');
  await page.getByLabel('Other words to replace').waitFor();
  await page.keyboard.type('green dashboard');
  await press('Enter');
  await list.getByText('green dashboard').first().waitFor();
  await press('Shift+W');
  await page.getByLabel('Replace with').waitFor();
  await page.keyboard.type('something of ours');
  await press('Enter');
  await list.getByText('something of ours').waitFor();
  for (let step = 0; step < 60 && (await list.getByText('undecided').count()) > 0; step += 1)
    await press('r');
  const text = page.getByRole('article', { name: 'Shareable text' });
  await text.waitFor();
  const said = await text.innerText();
  for (const name of planted) expect(said).not.toContain(name);
  const { participants } = await desk().debrief.client.people.list({ incident: 'INC-1' });
  for (const { name, isBot } of participants) if (!isBot) expect(said).not.toContain(name);
  expect(said).toContain('something of ours');
  // A key clears a decision, and the text with it.
  await press('u');
  await text.waitFor({ state: 'hidden' });
  await press('r');
  await text.waitFor();
});

test('a mentor is invited, reads one story, comments and rates it with the keyboard; the ratings are next to the evidence', async () => {
  const milo = await desk().invite('Milo', 'viewer');
  await page.goto(`/stories/shared?story=${story}`);
  await page
    .getByLabel('Share with')
    .getByRole('option', { name: 'Milo' })
    .waitFor({ state: 'attached' });
  await press('Shift+A');
  await page.keyboard.type('Milo');
  await press('Tab', 'Enter');
  await page.getByRole('button', { name: 'Remove the invitation of Milo' }).waitFor();
  expect(await findViolations(page)).toEqual([]);
  const mentor = await desk().page(milo);
  const keys = async (...names: string[]) => {
    for (const name of names) await mentor.keyboard.press(name);
  };
  await mentor.goto('/stories/shared');
  await mentor
    .getByRole('list', { name: 'Shared with you' })
    .getByRole('link', { name: 'The alias that hid two days' })
    .waitFor();
  await keys('j', 'Enter');
  const read = mentor.getByRole('article', { name: 'Story' });
  await read.getByText('I compared the counts').waitFor();
  await keys('?');
  await mentor.getByRole('dialog').getByText('Comment on this sentence').waitFor();
  await keys('Escape');
  await mentor.getByRole('dialog').waitFor({ state: 'hidden' });
  await keys('j', 'b');
  await mentor.getByRole('textbox', { name: 'Comment' }).waitFor();
  await mentor.keyboard.type('How many vendors was that?');
  await keys('Control+Enter');
  await read
    .getByRole('list', { name: 'Comments' })
    .getByText('How many vendors was that?')
    .waitFor();
  // The focus returns to the sentence, so that the next key works from there.
  await expect
    .poll(() => mentor.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toMatch(/^New listings of Quobble Pottery/);
  await keys('Shift+E');
  await mentor.getByRole('textbox', { name: 'Comment' }).waitFor();
  await keys('End');
  await mentor.keyboard.type(' And for how long?');
  await keys('Control+Enter');
  await read.getByText('edited').waitFor();
  await keys(']', ']', ']');
  const level = mentor.getByRole('radio', { name: /^Diagnosis: Signals and one hypothesis/ });
  await level.waitFor();
  await expect
    .poll(() => mentor.evaluate(() => document.activeElement?.getAttribute('name')))
    .toBe('view-diagnosis');
  await keys('ArrowDown', 'ArrowDown');
  await expect.poll(() => level.isChecked()).toBe(true);
  await keys('i');
  await mentor.getByRole('textbox', { name: 'Why (Diagnosis)' }).waitFor();
  await mentor.keyboard.type('What reproduced it?');
  await keys('Control+Enter');
  await mentor.getByText('“What reproduced it?”').waitFor();
  expect(await findViolations(mentor)).toEqual([]);
  await page.reload();
  await page.getByText('Signals and one hypothesis').waitFor();
  await page.getByText('“What reproduced it?”').waitFor();
  await page.getByText('How many vendors was that? And for how long?').waitFor();
});

test('a peer confirms one sentence with the keyboard, sees nothing else, and confirms no words that they have not seen', async () => {
  const petra = await desk().invite('Petra', 'viewer');
  await page.goto(`/stories/shared?story=${story}`);
  const read = page.getByRole('article', { name: 'Story' });
  await read.getByText('All 1,200 listings').waitFor();
  const result =
    'All 1,200 listings were found again within 45 minutes, and sales worth $48,000 were not lost.';
  for (let step = 0; step < 8; step += 1) {
    await press('j');
    if ((await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))) === result)
      break;
  }
  await press('q');
  const who = page.getByLabel('Peer');
  await who.getByRole('option', { name: 'Petra' }).waitFor({ state: 'attached' });
  await page.keyboard.type('Petra');
  await press('Tab', 'Enter');
  await page.getByText('Petra was asked').waitFor();
  const peer = await desk().page(petra);
  await peer.goto('/stories/shared');
  const asked = peer.getByRole('list', { name: 'Sentences to confirm' });
  await asked.getByText('All 1,200 listings were found again').waitFor();
  expect(await findViolations(peer)).toEqual([]);
  // While it is shown, the sentence changes, and the question is asked again.
  const { claims } = await mine.story.get({ id: story });
  const claim = claims.find((one) => one.text === result);
  await mine.story.changeClaim({
    id: story,
    claimId: claim?.id ?? '',
    version: claim?.version ?? 0,
    text: 'All listings were found again within 45 minutes.',
  });
  await mine.story.askPeer({
    id: story,
    claimId: claim?.id ?? '',
    accountId: claim?.confirmations[0]?.accountId ?? '',
  });
  desk().expects(/409 \(Conflict\)/);
  await peer.keyboard.press('j');
  await peer.keyboard.press('v');
  await peer.keyboard.press('a');
  await asked.getByText('No answer was sent').waitFor();
  await asked
    .getByText('All listings were found again within 45 minutes.', { exact: true })
    .waitFor();
  expect(
    (await mine.story.get({ id: story })).claims.find((one) => one.id === claim?.id)?.confirmations,
  ).toMatchObject([{ state: 'asked' }]);
  await peer.keyboard.press('a');
  await asked.getByText('you confirmed it').waitFor();
  const seen = await peer.locator('body').innerText();
  for (const word of [
    'The alias that hid two days',
    'I compared the counts',
    'Quobble Pottery',
    'green dashboard',
  ])
    expect(seen).not.toContain(word);
  const answer = await peer.request.get(`/api/stories/${story}`);
  expect(answer.status()).toBe(404);
  await page.reload();
  await page.getByText('Petra confirmed it').waitFor();
  await mine.story.changeClaim({
    id: story,
    claimId: claim?.id ?? '',
    version: (claim?.version ?? 0) + 1,
    text: result,
  });
});

test('coverage: what the stories show, in words, what is missing, and a custom framework with its errors', async () => {
  desk().expects(/422 \(Unprocessable Entity\) .*\/api\/story-frameworks/);
  await page.goto('/stories/coverage');
  const matrix = page.getByRole('region', { name: 'Stories by competency' });
  await matrix
    .getByRole('row', { name: /Diagnosis/ })
    .getByText('documented')
    .waitFor();
  await page.getByText('No story shows this yet.').first().waitFor();
  expect(await findViolations(page)).toEqual([]);
  await press('Shift+A');
  await page.getByRole('textbox', { name: 'YAML' }).fill('competencies: 3');
  await page.getByRole('button', { name: 'Add framework' }).focus();
  await press('Enter');
  await page.getByRole('alert').getByText('The framework has no name').first().waitFor();
  expect(await findViolations(page)).toEqual([]);
  await page
    .getByRole('textbox', { name: 'YAML' })
    .fill('name: Ours\ncompetencies:\n  - Small steps');
  await page.getByRole('button', { name: 'Add framework' }).focus();
  await press('Enter');
  await page.getByRole('rowheader', { name: 'Small steps' }).waitFor();
  expect(await findViolations(page)).toEqual([]);
  // A framework is removed and restored by the toast, with the same competency keys.
  await page.getByRole('button', { name: 'Remove the framework Ours' }).click();
  await page.getByText('Removed the framework “Ours”').waitFor();
  await page.getByRole('rowheader', { name: 'Diagnosis' }).waitFor();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByRole('rowheader', { name: 'Small steps' }).waitFor();
  const { items } = await mine.story.frameworks(undefined);
  expect(
    items
      .filter((framework) => framework.isMine)
      .flatMap((framework) => framework.competencies.map((one) => one.key)),
  ).toEqual(['ours/small-steps']);
});

test('coverage on a phone: the stories by competency, in one column', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/stories/coverage');
  const list = page.getByRole('region', { name: 'Stories by competency' });
  await list.getByRole('heading', { name: 'Diagnosis' }).waitFor();
  await list
    .getByRole('listitem')
    .filter({ hasText: 'The alias that hid two days' })
    .getByText('documented')
    .waitFor();
  await list.getByText('No stories', { exact: true }).first().waitFor();
  expect(await page.getByRole('table').count()).toBe(0);
  expect(await findViolations(page)).toEqual([]);
});
