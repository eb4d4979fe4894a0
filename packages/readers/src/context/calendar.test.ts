import { afterAll, expect, test } from 'vitest';
import { expectBounded, longText, previewFile, readAll, scratch } from '../testing/test-support.ts';
import { readCalendar as readFetchedCalendar } from './calendar.ts';
import { listDays } from './recurrence.ts';

const files = await scratch();
afterAll(() => files.remove());

const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n');
const calendar = (...parts: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Test//EN', ...parts, 'END:VCALENDAR', ''].join(
    '\r\n',
  );

const readCalendar = async (...parts: string[]) =>
  readAll(await files.write('oncall.ics', calendar(...parts)));

test('an event is a note with its people, place and times', async () => {
  const { format, records, rejected } = await readCalendar(
    'X-WR-CALNAME:On-call',
    event(
      'UID:1@example.org',
      'DTSTAMP:20260302T090000Z',
      'DTSTART;TZID=Europe/Berlin:20260302T090000',
      'DTEND;TZID=Europe/Berlin:20260302T103000',
      'SUMMARY:Incident review\\, orders',
      'DESCRIPTION:Why did the disk fill up?\\nBring the graphs of the week bef',
      ' ore.',
      'LOCATION:Room 3',
      'ORGANIZER;CN="Iwu, Mara":mailto:Mara@example.org',
      'ATTENDEE;ROLE=REQ-PARTICIPANT;CN=Jon Deer:mailto:jon@example.org',
      'ATTENDEE:mailto:ada@example.org',
      'URL:https://meet.example.org/1',
      'BEGIN:VALARM',
      'DESCRIPTION:Reminder',
      'END:VALARM',
    ),
  );
  expect([format, rejected]).toEqual(['calendar', []]);
  expect(records).toMatchObject([
    {
      place: 'line 5',
      stream: { key: 'oncall', name: 'On-call' },
      key: '1@example.org',
      kind: 'note',
      occurredAt: new Date('2026-03-02T08:00:00Z'),
      untilAt: new Date('2026-03-02T09:30:00Z'),
      precision: 'exact',
      zoneOffset: 60,
      author: { key: 'mara@example.org', name: 'Iwu, Mara', email: 'mara@example.org' },
      text: 'Incident review, orders\n\nWhy did the disk fill up?\nBring the graphs of the week before.',
      details: {
        title: 'Incident review, orders',
        fields: {
          location: 'Room 3',
          attendees: 'Jon Deer <jon@example.org>, ada@example.org',
        },
        links: [{ url: 'https://meet.example.org/1' }],
      },
      change: 'present',
    },
  ]);
});

test.each([
  ['in UTC', 'DTSTART:20260302T080000Z', '2026-03-02T08:00:00Z', 'exact'],
  [
    'of Windows',
    'DTSTART;TZID=W. Europe Standard Time:20260302T080000',
    '2026-03-02T07:00:00Z',
    'exact',
  ],
  [
    'of a path',
    'DTSTART;TZID=/mozilla.org/20050126_1/Europe/Berlin:20260302T080000',
    '2026-03-02T07:00:00Z',
    'exact',
  ],
  ['of its own', 'DTSTART;TZID=Office:20260302T080000', '2026-03-02T02:30:00Z', 'exact'],
  ['of the calendar', 'DTSTART:20260302T080000', '2026-03-01T23:00:00Z', 'exact'],
  ['of a day', 'DTSTART;VALUE=DATE:20260302', '2026-03-01T15:00:00Z', 'about'],
])('a time %s is read', async (_, start, at, precision) => {
  const { records } = await readCalendar(
    'X-WR-TIMEZONE:Asia/Tokyo',
    'BEGIN:VTIMEZONE\r\nTZID:Office\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0530\r\nTZOFFSETTO:+0530\r\nEND:STANDARD\r\nEND:VTIMEZONE',
    event('UID:1', start, 'DURATION:PT1H', 'SUMMARY:x'),
  );
  expect(records[0]).toMatchObject({ occurredAt: new Date(at), precision });
  const until = new Date(Date.parse(at) + 3_600_000);
  expect(records[0]?.untilAt).toEqual(precision === 'exact' ? until : null);
});

test.each([
  ['in winter', '20260302T080000', '2026-03-02T13:30:00Z'],
  ['an hour after clocks change', '20260308T030000', '2026-03-08T07:30:00Z'],
  ['in summer', '20260702T080000', '2026-07-02T12:30:00Z'],
  ['in winter again', '20261102T080000', '2026-11-02T13:30:00Z'],
])('a zone that only its own rules describe is read %s', async (_, start, at) => {
  const { records } = await readCalendar(
    [
      'BEGIN:VTIMEZONE',
      'TZID:Customized Time Zone',
      'BEGIN:STANDARD',
      'DTSTART:16011104T020000',
      'RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11',
      'TZOFFSETFROM:-0430',
      'TZOFFSETTO:-0530',
      'END:STANDARD',
      'BEGIN:DAYLIGHT',
      'DTSTART:16010311T020000',
      'RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3',
      'TZOFFSETFROM:-0530',
      'TZOFFSETTO:-0430',
      'END:DAYLIGHT',
      'END:VTIMEZONE',
    ].join('\r\n'),
    event('UID:1', `DTSTART;TZID=Customized Time Zone:${start}`, 'SUMMARY:x'),
  );
  expect(records.map((one) => one.occurredAt.toISOString().slice(0, 19))).toEqual([
    at.slice(0, 19),
  ]);
});

test('shifts that repeat are read around the time of the calendar, without exceptions', async () => {
  const { records } = await readCalendar(
    event(
      'UID:shift',
      'DTSTAMP:20260310T000000Z',
      'DTSTART;TZID=Europe/Berlin:20200106T090000',
      'DTEND;TZID=Europe/Berlin:20200106T170000',
      'RRULE:FREQ=WEEKLY;BYDAY=MO,WE',
      'EXDATE;TZID=Europe/Berlin:20260304T090000',
      'SUMMARY:On call - Mara Iwu',
    ),
    event(
      'UID:shift',
      'RECURRENCE-ID;TZID=Europe/Berlin:20260309T090000',
      'DTSTART;TZID=Europe/Berlin:20260309T120000',
      'DTEND;TZID=Europe/Berlin:20260309T170000',
      'SUMMARY:On call - Jon Deer',
    ),
  );
  const march = records
    .filter(({ occurredAt }) => occurredAt.toISOString().startsWith('2026-03'))
    .map(({ occurredAt, text, key }) => [occurredAt.toISOString().slice(5, 16), text, key]);
  expect(march).toContainEqual(['03-02T08:00', 'On call - Mara Iwu', 'shift/20260302T090000']);
  expect(march).toContainEqual(['03-09T11:00', 'On call - Jon Deer', 'shift/20260309T090000']);
  // Summer time starts on 29 March.
  expect(march).toContainEqual(['03-30T07:00', 'On call - Mara Iwu', 'shift/20260330T090000']);
  expect(march.map(([at]) => at)).not.toContain('03-04T08:00');
  expect(march.map(([at]) => at)).not.toContain('03-09T08:00');
  expect(records.length).toBeLessThan(140);
  expect(new Set(records.map(({ key }) => key)).size).toBe(records.length);
});

test('cancelled events are deleted, and what is not an event is rejected', async () => {
  const { records, rejected } = await readCalendar(
    event('UID:1', 'DTSTART:20260302T080000Z', 'SUMMARY:x', 'STATUS:CANCELLED'),
    event('UID:2', 'SUMMARY:no start'),
    event('UID:3', 'DTSTART:20261399T080000Z', 'SUMMARY:no time'),
    event('UID:4', 'DTSTART;TZID=Nowhere:20260302T080000', 'SUMMARY:no zone'),
    'BEGIN:VTODO\r\nUID:5\r\nSUMMARY:task\r\nEND:VTODO',
  );
  expect(records).toMatchObject([{ key: '1', change: 'deleted' }]);
  expect(rejected.map(({ place, reason }) => `${place}: ${reason}`)).toEqual([
    'line 10: The event has no start.',
    'line 14: Not a time: "20261399T080000Z".',
    'line 19: Unclear time zone: "Nowhere". Set --zone.',
    'line 24: Not an event (VTODO).',
  ]);
  const cut = await readAll(
    await files.write(
      'cut.ics',
      calendar(event('UID:1', 'DTSTART:20260302T080000Z')).slice(0, -40),
    ),
  );
  expect(cut.rejected[0]?.reason).toBe('The event is cut off before its end.');
});

const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const start = Date.UTC(2026, 0, 5);
test.each([
  ['FREQ=DAILY;COUNT=3', ['2026-01-05', '2026-01-06', '2026-01-07']],
  ['FREQ=DAILY;INTERVAL=10;UNTIL=20260125T000000Z', ['2026-01-05', '2026-01-15', '2026-01-25']],
  ['FREQ=WEEKLY;INTERVAL=2;COUNT=3;BYDAY=MO,FR', ['2026-01-05', '2026-01-09', '2026-01-19']],
  ['FREQ=MONTHLY;COUNT=3;BYDAY=1MO', ['2026-01-05', '2026-02-02', '2026-03-02']],
  ['FREQ=MONTHLY;COUNT=2;BYMONTHDAY=-1', ['2026-01-31', '2026-02-28']],
  ['FREQ=MONTHLY;COUNT=2', ['2026-01-05', '2026-02-05']],
  ['FREQ=YEARLY;COUNT=2', ['2026-01-05', '2027-01-05']],
  ['FREQ=YEARLY;COUNT=2;BYMONTH=3;BYDAY=-1SU', ['2026-03-29', '2027-03-28']],
  ['FREQ=MONTHLY;BYSETPOS=-1;BYDAY=MO', null],
  ['FREQ=SECONDLY', null],
])('%s is %j', (rule, days) => {
  expect(listDays(rule, start, Date.UTC(2030, 0, 1))?.map(day) ?? null).toEqual(days);
});

test('a rule without an end and a start long ago is read quickly', async () => {
  const read = await readCalendar(
    event('UID:1', 'DTSTAMP:99990101T000000Z', 'DTSTART:10000101T000000Z', 'RRULE:FREQ=DAILY'),
  );
  expect(read.records.length).toBeLessThanOrEqual(500);
});

test('the preview shows the first events', async () => {
  const path = await files.write(
    'preview.ics',
    calendar(event('UID:1', 'DTSTART:20260302T080000Z', 'SUMMARY:x')),
  );
  expect((await previewFile(path)).sample).toMatchObject([
    { place: 'line 4', text: 'x', kind: 'note' },
  ]);
});

test('a large calendar is read in bounded memory', { timeout: 120_000 }, async () => {
  await files.writeLarge(
    'large.ics',
    (at) =>
      `${at === 0 ? 'BEGIN:VCALENDAR\n' : ''}BEGIN:VEVENT\nUID:${at}\nDTSTART:20260302T080000Z\nSUMMARY:${at}\nDESCRIPTION:${longText}\nEND:VEVENT\n`,
  );
  await expectBounded(files.path('large.ics'));
});

test('a fetched calendar says where it is complete', () => {
  const toEvent = (uid: string, ...lines: string[]) =>
    ['BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20260301T000000Z', ...lines, 'END:VEVENT'].join('\r\n');
  const coverage = (...events: string[]) => {
    const body = ['BEGIN:VCALENDAR', ...events, 'END:VCALENDAR', ''].join('\r\n');
    const read = readFetchedCalendar(Buffer.from(body), { key: 'c', name: 'c' }).at(-1);
    return read?.type === 'covered'
      ? [read.from, read.until].map((time) => time.toISOString().slice(0, 10))
      : null;
  };
  const later = toEvent('b', 'DTSTART:20260310T080000Z', 'SUMMARY:later');
  const sooner = toEvent('a', 'DTSTART:20260302T080000Z', 'SUMMARY:sooner');
  const daily = toEvent('d', 'DTSTART:20260201T080000Z', 'RRULE:FREQ=DAILY', 'SUMMARY:daily');
  const oldDaily = toEvent('o', 'DTSTART:20200201T080000Z', 'RRULE:FREQ=DAILY', 'SUMMARY:old');
  expect(coverage(later, sooner)).toEqual(['2026-03-02', '2200-01-01']);
  // Occurrences are read 400 days before the calendar was written, and 31 days after it.
  expect(coverage(daily)).toEqual(['2025-01-26', '2026-03-31']);
  expect(coverage(oldDaily, later)).toEqual(['2026-03-10', '2026-03-31']);
  // An event that can't be read may be one that is missing, and so may the end of the file.
  expect(coverage(sooner, toEvent('c', 'DTSTART:soon', 'SUMMARY:unclear'))).toBeNull();
  expect(coverage(`${sooner}\r\nBEGIN:VEVENT\r\nUID:x`)).toBeNull();
  expect(coverage(sooner, 'BEGIN:VTODO\r\nUID:t\r\nEND:VTODO')).toEqual([
    '2026-03-02',
    '2200-01-01',
  ]);
});
