import type { Client } from '@debrief/client';
import { waitForSample } from '@debrief/testkit/process';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { findViolations } from './axe.ts';
import { standingDesk, type Person } from './desk.ts';
import { findOverflow } from './look-at.ts';
import { chat, importIntoNewIncident } from './import-file.ts';
import { createPersonClient } from './person-client.ts';

/**
 * The demo incident through all stations of a review: by three accounts (a participant, the admin and
 * the investigator), and by two people who have no account.
 */
const desk = standingDesk({ start: 'first' });
const incident = 'INC-1';
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const participant: Person = {
  name: 'Ilse Marchetti',
  email: 'ilse.marchetti@bramblecart.example',
  password: 'the long password of Ilse',
};

beforeAll(() => waitForSample(desk().debrief.client, 'INC-2'));

/** An account with the email address that the record has; the sample has a disabled one. */
async function invitePerson({ name, email, password }: Person): Promise<void> {
  const { client, origin } = desk().debrief;
  const { path, account } = await client.access.invite({ name, email, role: 'viewer' });
  const { id, version, isDisabled } = account;
  if (isDisabled) await client.access.changeAccount({ id, version, isDisabled: false });
  const token = new URL(path, origin).searchParams.get('token') ?? '';
  await client.access.accept({ token, password });
}

async function check(page: Page): Promise<void> {
  expect([...(await findViolations(page)), ...(await findOverflow(page))]).toEqual([]);
}

/** Answers all entries with one key each, and finishes. */
async function confirmAll(page: Page, entries: number): Promise<void> {
  for (let index = 0; index < entries; index += 1) {
    await page.getByText(`${index} of ${entries} checked`).waitFor();
    await page.keyboard.press('a');
  }
  await page.getByText(`${entries} of ${entries} checked`).waitFor();
  await page.getByRole('button', { name: 'Finish' }).click();
  await page.getByText('Thank you.').waitFor();
}

/**
 * The shallow review of document 003: two factors, two people, two finished action items, no section
 * on difficulties, impact on customers only, and ten readers.
 */
async function addShallowReview(client: Client): Promise<string> {
  const { ref } = await importIntoNewIncident({ client }, 'Search returned old listings', {
    name: 'chat.jsonl',
    body: chat(['search is old', 'restarted, fine'], (index) => ['ada', 'grace'][index] ?? 'ada'),
  });
  const at = '2026-03-02T08:00:00Z';
  const { items } = await client.evidence.record({ incident: ref });
  const factors = ['The cache was not cleared', 'No one watched the queue'];
  for (const [index, statement] of factors.entries())
    await client.investigation.add({
      incident: ref,
      type: 'factor',
      statement,
      kind: 'contributor',
      at,
      citations: [{ evidenceId: items[index]?.id ?? '' }],
    });
  await client.investigation.add({
    incident: ref,
    type: 'impact',
    statement: 'Buyers saw old listings',
    on: 'customers',
    at,
  });
  for (const text of ['Clear the cache on deploy', 'Add a dashboard']) {
    const { followUps } = await client['follow-up'].add({ incident: ref, text, intent: 'prevent' });
    const [followUp] = followUps;
    if (followUp)
      await client['follow-up'].changeStatus({ id: followUp.id, version: 1, to: 'done' });
  }
  const text = 'Search was old. It was restarted.';
  const { state } = await client.report.write({
    incident: ref,
    sections: [
      {
        how: 'append',
        kind: 'summary',
        blocks: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
      },
    ],
  });
  await client.report.publish({ incident: ref, state, summary: 'Short' });
  return ref;
}

test('a review goes through all stations, and its depth is compared with a shallow one', async () => {
  const { origin } = desk().debrief;
  const edith = await desk().invite('Edith', 'editor');
  await invitePerson(participant);
  const investigator = await createPersonClient(origin, edith);

  // Select: the participant asks for a review, the admin decides.
  const ilse = await desk().page(participant, phone);
  await ilse.goto(`/incidents/${incident}/review`);
  await ilse.getByRole('button', { name: 'Request a review' }).tap();
  await ilse.getByLabel('What would you like to learn?').fill('Why did the alert stay silent?');
  await ilse.getByRole('button', { name: 'Request', exact: true }).tap();
  const olga = await desk().page();
  await olga.goto(`/incidents/${incident}/review`);
  await olga
    .getByRole('region', { name: 'Reasons to be curious' })
    .getByText('Why did the alert stay silent?')
    .waitFor();
  await olga.getByRole('button', { name: 'Decide' }).click();
  const decision = olga.getByRole('dialog');
  await decision.getByLabel('Depth').selectOption({ label: 'Full review' });
  await decision.getByLabel('Reason').fill('A dead alert can happen to any team.');
  await decision.getByRole('button', { name: 'Save' }).click();

  // Assign: someone who was not part of it is asked, and accepts.
  await olga.getByRole('button', { name: 'Ask someone' }).click();
  await olga.getByRole('button', { name: 'Ask Edith' }).click();
  await olga.keyboard.press('Escape');
  const page = await desk().page(edith);
  await page.goto('/');
  const waiting = page.getByRole('region', { name: 'Waiting for you' });
  await waiting.getByRole('link').first().click();
  await page.getByRole('button', { name: 'Accept' }).click();
  await page
    .getByRole('region', { name: 'Investigators' })
    .getByText('Independent', { exact: true })
    .waitFor();

  // Interview: a quote that the participant approves becomes evidence.
  await page.getByRole('button', { name: 'Schedule Ilse Marchetti' }).click();
  await page.getByRole('button', { name: 'Plan', exact: true }).click();
  const line = page.getByLabel('New line');
  await line.fill('I looked for the alert and it was not there.');
  await line.press('Alt+2');
  await line.press('Enter');
  await page.getByRole('button', { name: 'Send for approval' }).click();
  await page.getByText('Waits for an answer').waitFor();
  await ilse.goto('/interviews');
  await ilse.getByText('“I looked for the alert and it was not there.”').waitFor();
  await check(ilse);
  await ilse.getByRole('button', { name: 'Approve' }).tap();
  await ilse.getByRole('button', { name: 'Approve' }).waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('button', { name: 'Add to the record' }).click();
  await page.getByText('In the record').waitFor();

  // Calibrate: the participant in the product, and someone without an account by a link.
  const { people } = await investigator.calibration.get({ incident });
  const own = people.find(({ name }) => name === participant.name);
  const guest = people.find(({ hasAccount, entries }) => !hasAccount && entries > 0);
  if (!own || !guest) throw new Error('The review says nothing about two people.');
  const sent = await investigator.calibration.send({
    incident,
    personIds: [own.personId, guest.personId],
  });
  expect(sent.links.map(({ personId }) => personId)).toEqual([guest.personId]);
  const stranger = await desk().stranger(phone);
  const path = sent.links[0]?.path ?? '';
  await stranger.goto(path);
  await stranger.getByRole('button', { name: 'Continue' }).tap();
  await check(stranger);
  await confirmAll(stranger, guest.entries);
  desk().expects(/status of 40[13]/);
  const forwarded = await desk().stranger();
  await forwarded.goto(path);
  await forwarded.getByText('was opened in another browser').waitFor();
  await ilse.goto('/');
  await ilse
    .getByRole('region', { name: 'Waiting for you' })
    .getByText(/^Calibration/)
    .waitFor();
  const requests = (await investigator.calibration.get({ incident })).people;
  const request = requests.find(({ personId }) => personId === own.personId)?.request;
  await ilse.goto(`/calibration/${request?.id ?? ''}`);
  await ilse.getByText(`0 of ${own.entries} checked`).waitFor();
  await check(ilse);
  await ilse.getByRole('button', { name: 'Correct' }).first().tap();
  await ilse.getByLabel('How it should read').fill('I noticed that new listings were missing');
  await ilse.getByRole('button', { name: 'Save', exact: true }).tap();
  await ilse.getByText(`1 of ${own.entries} checked`).waitFor();
  await ilse.getByRole('button', { name: 'Finish' }).tap();
  await ilse.getByText('Thank you.').waitFor();
  await page.goto(`/incidents/${incident}/review`);
  const changed = page.getByRole('region', { name: 'What changed' });
  await changed.getByText('I noticed that new listings were missing').first().waitFor();
  await changed.getByRole('button', { name: 'Apply' }).click();
  await changed.getByText('Applied by Edith').waitFor();
  await check(page);

  // Meet: planned, opened by a guest on a phone, and ended.
  await investigator.meeting.plan({
    incident,
    version: null,
    startsAt: '2026-12-14T15:00:00Z',
    invited: [{ type: 'person', name: participant.name, email: participant.email }],
  });
  await investigator.meeting.changeState({ incident, to: 'running' });
  const meeting = await investigator.meeting.createLink({ incident });
  const dana = await desk().stranger(phone);
  await dana.goto(meeting.path);
  await dana.getByLabel('Your name').fill('Dana');
  await dana.getByRole('button', { name: 'Continue' }).tap();
  await dana.getByRole('button', { name: 'I am here' }).tap();
  await dana.getByRole('button', { name: 'I learned something' }).tap();
  await dana.getByText('Counted.').waitFor();
  await ilse.goto(`/incidents/${incident}/meeting`);
  await ilse.getByRole('button', { name: 'I am here' }).tap();
  await ilse.getByRole('button', { name: '✓ I am here' }).waitFor();
  await investigator.meeting.changeState({ incident, to: 'ended' });
  await page.goto(`/incidents/${incident}/meeting`);
  await page.getByText(/2 people attended, 1 of them not involved/).waitFor();

  // Publish and read: readers are counted, and a few of them not by number.
  const { state } = await investigator.report.read({ incident });
  await investigator.report.publish({
    incident,
    state,
    title: 'New listings that search could not find',
    summary: 'After the review',
  });
  await ilse.goto(`/reviews/${incident}`);
  await ilse
    .getByRole('heading', { level: 1, name: 'New listings that search could not find' })
    .waitFor();
  await ilse.getByText('Edith').first().waitFor();
  await ilse.getByRole('button', { name: 'Add where you used it' }).tap();
  await ilse.getByRole('combobox', { name: 'Used in' }).selectOption({ label: 'Onboarding' });
  await ilse.getByRole('textbox', { name: /^Note/ }).fill('First week of on-call');
  await ilse.getByRole('button', { name: 'Add', exact: true }).tap();
  await ilse.getByRole('listitem').getByText('First week of on-call').waitFor();
  await ilse.getByText('Added.').waitFor();
  await check(ilse);

  // The depth of both reviews, side by side.
  const shallow = await addShallowReview(investigator);
  const readTwo = async (index: number) => {
    const email = `reader${index}@bramblecart.example`;
    const person = { name: `Reader ${index}`, email, password: 'the long password of a reader' };
    await invitePerson(person);
    const reader = await createPersonClient(origin, person);
    await reader.report.markRead({ incident, number: 2, depth: 100 });
    if (index < 10) await reader.report.markRead({ incident: shallow, number: 1, depth: 100 });
  };
  await Promise.all(Array.from({ length: 15 }, (_, index) => readTwo(index)));
  await page.goto(`/library/compare?incidents=${incident},${shallow}`);
  const row = (name: string) => page.getByRole('row', { name: new RegExp(`^${name}`) });
  await row('Attended the meeting').getByText('2 people').waitFor();
  await row('Attended the meeting').getByText('No meeting').waitFor();
  const cells = async (name: string) => row(name).getByRole('cell').allInnerTexts();
  for (const [name, found] of [
    ['Time investigated', [/^Up to \d+ hours?/, /^Up to [12] hours?/]],
    ['Span of the evidence', [/^[1-9]\d* d\b/, /^1 min/]],
    ['Difficulties', [/^[1-9]/, /^None/]],
    ['Follow-ups done', [/^\d+ of \d+/, /^2 of 2/]],
    ['People heard', [/^\d+ people/, /^2 people/]],
    ['Readers of the report', [/^15 or more/, /^10 or more/]],
    ['Used in', [/^1\s+Onboarding/, /^None/]],
    ['Impact on customers', [/^[1-9]/, /^1/]],
    ['Impact on employees', [/^[1-9]/, /^None/]],
  ] as const)
    expect(await cells(name), name).toEqual(
      found.map((text): unknown => expect.stringMatching(text)),
    );
  const factors = await row('Contributing factors').getByRole('cell').allInnerTexts();
  const [deep = 0, few = 0] = factors.map((text) => Number.parseInt(text, 10));
  expect(few).toBe(2);
  expect(deep).toBeGreaterThan(few);
  await check(page);
});
