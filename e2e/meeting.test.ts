import { expect, test } from 'vitest';
import { findViolations } from './axe.ts';
import { standingDesk } from './desk.ts';

const desk = standingDesk();
const incident = 'INC-1';

test('a meeting is presented by keyboard; a phone takes part, and its entries appear on the screen', async () => {
  const { client } = desk().debrief;
  const rita = await desk().invite('Rita', 'viewer');
  const { items } = await client.evidence.record({ incident, limit: 6 });
  const cite = (from: number, until: number) =>
    items.slice(from, until).map(({ id }) => ({ evidenceId: id }));
  await client.timeline.add({ incident, title: 'Search is empty', citations: cite(0, 2) });
  await client.timeline.add({ incident, title: 'The alias is fixed', citations: cite(2, 4) });
  await client.report.write({
    incident,
    sections: [
      {
        how: 'replace',
        kind: 'summary',
        blocks: [
          {
            type: 'paragraph',
            content: [
              { type: 'text', text: 'Search showed no results from the last two days.' },
              {
                type: 'cite',
                attrs: {
                  target: 'evidence',
                  targetId: items[0]?.id ?? '',
                  quoteStart: null,
                  quoteEnd: null,
                },
              },
            ],
          },
        ],
      },
    ],
  });
  await client.meeting.plan({
    incident,
    version: null,
    startsAt: '2026-03-09T14:00:00Z',
    place: 'Room 3',
    invited: [{ type: 'person', name: 'Rita', email: rita.email }],
  });
  const screen = await desk().page();
  const phone = await desk().page(rita, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  await phone.goto(`/incidents/${incident}/meeting`);
  const part = phone.getByRole('region', { name: 'Your part' });
  await part.getByRole('button', { name: 'I have read it' }).tap();
  await part.getByRole('button', { name: 'I am here' }).tap();
  await part.getByRole('button', { name: '✓ I am here' }).waitFor();

  await screen.goto(`/incidents/${incident}/meeting`);
  await screen.getByText('Have read the report: fewer than five').waitFor();
  expect(await findViolations(screen)).toEqual([]);
  await screen.getByRole('link', { name: 'Present' }).click();
  await screen.getByRole('heading', { level: 1, name: 'Opening and ground rules' }).waitFor();
  await screen.getByRole('button', { name: 'Start' }).click();
  await screen.getByRole('timer').waitFor();
  for (const name of ['What was studied', 'The narrative']) {
    await screen.keyboard.press('Shift+ArrowRight');
    await screen.getByRole('heading', { level: 1, name }).waitFor();
  }
  await screen.keyboard.press('ArrowRight');
  await screen.getByText(/^2 of \d+$/).waitFor();
  expect(await findViolations(screen)).toEqual([]);
  await screen.keyboard.press('Shift+A');
  await screen.getByLabel('Idea for an action item').fill('Alert when the alias is empty');
  await screen.keyboard.press('Enter');
  await screen.getByText('0 questions · 1 idea · learned something: fewer than five').waitFor();

  await part.getByLabel('Ask a question').fill('Who reads the alias?');
  await part.getByRole('button', { name: 'Ask', exact: true }).tap();
  await part.getByRole('button', { name: 'I learned something' }).tap();
  const { path } = await client.meeting.createLink({ incident });
  const guest = await desk().stranger({ viewport: { width: 390, height: 844 } });
  await guest.goto(path);
  await guest.getByLabel('Your name').fill('Dana');
  await guest.getByRole('button', { name: 'Continue' }).click();
  await guest.getByText('Now: The narrative').waitFor();
  await guest.getByText('Who reads the alias?').waitFor();
  await guest.getByRole('button', { name: 'I am here' }).click();
  await guest.getByRole('button', { name: 'I learned something' }).click();
  await guest.getByText('Counted.').waitFor();
  expect(await findViolations(guest)).toEqual([]);
  await screen.getByText('1 question · 1 idea · learned something: fewer than five').waitFor();
  for (const name of [
    'How the technology works',
    'Themes',
    'Open questions',
    'What has been done',
  ]) {
    await screen.keyboard.press('Shift+ArrowRight');
    await screen.getByRole('heading', { level: 1, name }).waitFor();
    if (name === 'Open questions') await screen.getByText('Who reads the alias?').waitFor();
  }
  await screen.getByText('Alert when the alias is empty').waitFor();
  await screen.keyboard.press('a');
  await screen.getByRole('link', { name: 'Show follow-ups' }).waitFor();
  await screen.getByRole('link', { name: 'Close the presentation' }).click();
  await screen.getByRole('button', { name: 'End', exact: true }).click();
  await screen.getByText(/2 people attended, 2 of them not involved/).waitFor();
  await screen.getByText(/1 of 1 idea became follow-ups/).waitFor();
});
