import { expect, test } from 'vitest';
import { openWebPeer } from '../testing/web-peer.ts';
import { openConnections } from './connection-app.fixture.ts';

const calendar = (writtenAt: string, ...titles: string[]) =>
  [
    'BEGIN:VCALENDAR',
    ...titles.flatMap((title, index) =>
      title === ''
        ? []
        : [
            'BEGIN:VEVENT',
            `UID:${index}@example.com`,
            `DTSTAMP:${writtenAt}`,
            `DTSTART:2026030${index + 1}T080000Z`,
            `DTEND:2026030${index + 1}T090000Z`,
            `SUMMARY:${title}`,
            'END:VEVENT',
          ],
    ),
    'END:VCALENDAR',
  ].join('\r\n');

test('an event that is removed from the calendar is deleted, and an old one that it leaves out is not', async () => {
  await using stack = new AsyncDisposableStack();
  let titles = ['Old', 'Ada is on call', 'Maintenance', 'Grace is on call', 'Last'];
  const send = () => calendar('20260302T090000Z', ...titles);
  const peer = stack.use(await openWebPeer((_, response) => response.end(send())));
  const made = stack.use(await openConnections());
  const url = `${peer.origin}/oncall.ics`;
  const { id } = await made.create({ kind: 'calendar', url, everyMinutes: 60 });
  await made.items(5);
  const first = await made.asked(id);
  titles = ['', 'Ada is on call', '', 'Grace is on call', ''];
  await made.act(id, 'pull');
  await made.asked(id, first.askedAt);
  await expect
    .poll(async () => (await made.items(5)).filter(({ isDeleted }) => isDeleted).length)
    .toBe(2);
  const items = await made.items(5);
  expect(items.map(({ text, isDeleted }) => [text, isDeleted])).toEqual([
    ['Old', false],
    ['Ada is on call', false],
    ['Maintenance', true],
    ['Grace is on call', false],
    ['Last', true],
  ]);
  const second = await made.asked(id);
  titles = ['', 'Ada is on call', 'Maintenance', 'Grace is on call', ''];
  await made.act(id, 'pull');
  await made.asked(id, second.askedAt);
  await expect.poll(async () => (await made.items(5))[2]?.isDeleted).toBe(false);
});

test('events are added with their times; a new time of writing adds nothing', async () => {
  await using stack = new AsyncDisposableStack();
  let body = calendar('20260302T090000Z', 'Ada is on call');
  const peer = stack.use(await openWebPeer((_, response) => response.end(body)));
  const made = stack.use(await openConnections());
  const url = `${peer.origin}/private-abc/oncall.ics`;
  const settings = { kind: 'calendar', url, everyMinutes: 60 } as const;
  const { id } = await made.create(settings, { token: 'ada:word' });
  expect(await made.items(1)).toMatchObject([
    {
      text: 'Ada is on call',
      occurredAt: '2026-03-01T08:00:00.000Z',
      untilAt: '2026-03-01T09:00:00.000Z',
    },
  ]);
  expect(peer.asked[0]?.headers.authorization).toBe(`Basic ${btoa('ada:word')}`);
  const first = await made.asked(id);
  body = calendar('20260302T100000Z', 'Ada is on call');
  await made.act(id, 'pull');
  const second = await made.asked(id, first.askedAt);
  expect(second.perHour.at(-1)).toBe(1);
  body = calendar('20260302T100000Z', 'Ada is on call', 'Maintenance');
  await made.act(id, 'pull');
  expect((await made.items(2)).map(({ text }) => text)).toEqual(['Ada is on call', 'Maintenance']);
  body = '<html>Sign in</html>';
  const third = await made.asked(id, second.askedAt);
  await made.act(id, 'pull');
  const fourth = await made.asked(id, third.askedAt);
  expect(fourth.problem).toBe('The answer is not an iCalendar file.');
});
