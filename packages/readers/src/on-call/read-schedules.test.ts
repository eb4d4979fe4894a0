import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openUpload } from '../bytes/upload.ts';
import { scratch } from '../testing/test-support.ts';
import { readSchedules } from './read-schedules.ts';

let files: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  files = await scratch();
});
afterAll(() => files.remove());

const read = async (text: string, name: string, zone?: string) =>
  readSchedules(await openUpload(await files.write(name, text), name), zone);
const readJson = async (value: unknown) => read(JSON.stringify(value), 'export.json');
const refusal = { code: 'bad-file' };

const event = (lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];
const toCalendar = (events: string[][], head: string[] = []) =>
  [
    'BEGIN:VCALENDAR',
    'X-WR-CALNAME:Search',
    ...head,
    ...events.flatMap(event),
    'END:VCALENDAR',
  ].join('\r\n');

describe('a calendar', () => {
  test('names people by attendees or titles, with roles', async () => {
    const day = ['DTSTART:20260301T080000Z', 'DTEND:20260301T200000Z'];
    const { schedules, problems } = await read(
      toCalendar([
        ['UID:1', ...day, 'SUMMARY:On call', 'ATTENDEE;CN="Byron, Ada":mailto:Ada@example.org'],
        ['UID:2', ...day, 'SUMMARY:On call (secondary): Bo Ek'],
        ['UID:3', ...day, 'SUMMARY:Cy Long - On Call - Search'],
        ['UID:4', ...day, 'SUMMARY:dee@example.org'],
        ['UID:5', ...day, 'SUMMARY:On call - Search'],
        ['UID:6', ...day, 'SUMMARY:On call: Payments - Eve Fox'],
        ['UID:7', ...day, 'SUMMARY:Fay Gil', 'STATUS:CANCELLED'],
      ]),
      'search.ics',
    );
    expect(schedules).toHaveLength(1);
    expect(schedules[0]).toMatchObject({ key: 'calendar/Search', name: 'Search' });
    expect(schedules[0]?.shifts.map(({ name, email, role }) => [name, email, role])).toEqual([
      ['Byron, Ada', 'ada@example.org', ''],
      ['Bo Ek', null, 'secondary'],
      ['Cy Long', null, ''],
      ['dee@example.org', 'dee@example.org', ''],
    ]);
    expect(problems.map(({ reason }) => reason)).toEqual([
      '"On call - Search" names no person.',
      'Unclear who is on call: "Payments" or "Eve Fox". Add the person as an attendee.',
    ]);
  });

  test('hands over at the same clock time when clocks change', async () => {
    const weekly = (uid: string, start: string, name: string) => [
      `UID:${uid}`,
      'DTSTAMP:20260301T000000Z',
      `DTSTART;TZID=Europe/Berlin:${start}T090000`,
      'DURATION:P7D',
      'RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3',
      `SUMMARY:${name}`,
    ];
    const { schedules } = await read(
      toCalendar([weekly('a', '20260309', 'Ada'), weekly('b', '20260316', 'Bo')]),
      'rota.ics',
    );
    const shifts = schedules[0]?.shifts.toSorted((a, b) => a.from.getTime() - b.from.getTime());
    expect(shifts?.map(({ from }) => from.toISOString())).toEqual([
      '2026-03-09T08:00:00.000Z',
      '2026-03-16T08:00:00.000Z',
      '2026-03-23T08:00:00.000Z',
      '2026-03-30T07:00:00.000Z',
      '2026-04-06T07:00:00.000Z',
      '2026-04-13T07:00:00.000Z',
    ]);
    for (const [index, shift] of shifts?.entries() ?? [])
      expect(shifts?.[index + 1]?.from ?? shift.until).toEqual(shift.until);
  });

  test('rejects times without a zone, ends before starts, and unknown zones', async () => {
    const bad = toCalendar([
      ['UID:1', 'DTSTART:20260301T080000', 'DTEND:20260301T200000', 'SUMMARY:Ada'],
      ['UID:2', 'DTSTART:20260301T080000Z', 'DTEND:20260301T070000Z', 'SUMMARY:Bo'],
      [
        'UID:3',
        'DTSTART;TZID=Mars:20260301T080000',
        'DTEND;TZID=Mars:20260301T090000',
        'SUMMARY:Cy',
      ],
      ['UID:4', 'DTSTART:20260301T080000Z', 'DTEND:20260301T090000Z', 'SUMMARY:Dee'],
    ]);
    const { read: count, rejected, problems, schedules } = await read(bad, 'bad.ics');
    expect([count, rejected, schedules[0]?.shifts.length]).toEqual([4, 3, 1]);
    expect(problems.map(({ reason }) => reason)).toEqual([
      'The time has no time zone. Set one for the file.',
      '"Bo" doesn\'t end after it starts.',
      'Unclear time zone: "Mars". Set --zone.',
    ]);
    const zoned = await read(bad, 'bad.ics', 'Europe/Berlin');
    expect(zoned.schedules[0]?.shifts.map(({ from }) => from.toISOString())).toEqual([
      '2026-03-01T07:00:00.000Z',
      '2026-03-01T07:00:00.000Z',
      '2026-03-01T08:00:00.000Z',
    ]);
    await expect(read(bad, 'bad.ics', 'Mars')).rejects.toMatchObject({ code: 'invalid' });
  });

  test('all-day events are days in the zone of the calendar', async () => {
    const days = [
      ['UID:1', 'DTSTART;VALUE=DATE:20260329', 'DTEND;VALUE=DATE:20260330', 'SUMMARY:Ada'],
    ];
    const { schedules } = await read(toCalendar(days, ['X-WR-TIMEZONE:Europe/Berlin']), 'days.ics');
    expect(schedules[0]?.shifts).toMatchObject([
      { from: new Date('2026-03-28T23:00:00Z'), until: new Date('2026-03-29T22:00:00Z') },
    ]);
  });
});

const entry = (start: string, end: string, name: string, id = name) => ({
  start,
  end,
  user: { id, summary: name, type: 'user_reference' },
});

describe('PagerDuty', () => {
  const schedule = (entries: unknown[], more: object = {}) => ({
    schedule: {
      id: 'PS1',
      name: 'Search primary',
      time_zone: 'America/New_York',
      teams: [{ id: 'T1', summary: 'Search' }],
      users: [{ id: 'U1', summary: 'Ada Byron', email: 'Ada@example.org' }],
      schedule_layers: [{ name: 'Layer 1' }],
      final_schedule: { rendered_schedule_entries: entries },
      ...more,
    },
  });

  test('the final schedule has shifts, overrides and the addresses of its users', async () => {
    const last = entry('2026-03-08T09:00:00-04:00', '2026-03-08T17:00:00-04:00', 'Bo Ek', 'U2');
    const { tool, schedules, rejected, problems } = await readJson(
      schedule(
        [
          entry('2026-03-07T09:00:00-05:00', '2026-03-08T09:00:00-04:00', 'Ada Byron', 'U1'),
          last,
          entry('2026-03-09T09:00:00-04:00', '2026-03-09T09:00:00-04:00', 'Cy'),
          entry('2026-03-09T09:00:00-04:00', '', 'Cy'),
          entry('soon', '2026-03-09T09:00:00-04:00', 'Cy'),
          { start: '2026-03-09T09:00:00-04:00', end: '2026-03-10T09:00:00-04:00' },
        ],
        { overrides_subschedule: { rendered_schedule_entries: [last] } },
      ),
    );
    expect(tool).toBe('pagerduty');
    expect(schedules).toMatchObject([
      {
        key: 'pagerduty/PS1',
        team: 'Search',
        zone: 'America/New_York',
        from: new Date('2026-03-07T14:00:00Z'),
        until: new Date('2026-03-08T21:00:00Z'),
        shifts: [
          { name: 'Ada Byron', email: 'ada@example.org', isOverride: false },
          { name: 'Bo Ek', email: null, isOverride: true },
        ],
      },
    ]);
    expect(rejected).toBe(4);
    expect(problems).toEqual([
      { place: 'Search primary, entry 3', reason: "The shift doesn't end after it starts." },
      { place: 'Search primary, entry 4', reason: 'The shift has no end.' },
      {
        place: 'Search primary, entry 5',
        reason: 'The start isn\'t a time with a time zone: "soon".',
      },
      { place: 'Search primary, entry 6', reason: 'No person.' },
    ]);
  });

  test('local times are in the zone of the schedule, or rejected if it is unknown', async () => {
    const local = [entry('2026-03-08T01:00:00', '2026-03-08T04:00:00', 'Ada Byron')];
    const { schedules } = await readJson(schedule(local));
    expect(schedules[0]?.shifts).toMatchObject([
      { from: new Date('2026-03-08T06:00:00Z'), until: new Date('2026-03-08T08:00:00Z') },
    ]);
    await expect(readJson(schedule(local, { time_zone: 'Mars/Crater' }))).rejects.toMatchObject(
      refusal,
    );
  });

  test('on-call lists have roles by level, once for each shift', async () => {
    const onCall = (level: number, name: string, more: object = {}) => ({
      escalation_level: level,
      escalation_policy: { id: 'EP', summary: 'Search policy' },
      schedule: { id: `PS${level}`, summary: `Search ${level}` },
      user: { id: name, summary: name, email: `${name.toLowerCase()}@example.org` },
      start: '2026-03-01T00:00:00Z',
      end: '2026-03-02T00:00:00Z',
      ...more,
    });
    const { schedules, rejected, problems } = await readJson({
      oncalls: [
        onCall(2, 'Bo', { schedule: { id: 'PS1', summary: 'Search 1' } }),
        onCall(1, 'Bo'),
        onCall(2, 'Cy'),
        onCall(3, 'Dee', { schedule: null, start: null, end: null }),
      ],
    });
    expect(
      schedules.flatMap(({ name, shifts }) => shifts.map((one) => [name, one.name, one.role])),
    ).toEqual([
      ['Search 1', 'Bo', 'primary'],
      ['Search 2', 'Cy', 'secondary'],
    ]);
    expect([rejected, problems[0]?.reason]).toEqual([
      1,
      'Dee is always on call by the policy, without a shift.',
    ]);
  });

  test('rules without shifts are refused', async () => {
    await expect(
      readJson({ schedules: [{ id: 'PS1', name: 'Search', schedule_layers: [] }] }),
    ).rejects.toThrow('since and until');
  });
});

describe('Opsgenie', () => {
  const timeline = (periods: unknown[]) => ({
    data: {
      _parent: { id: 'S1', name: 'Search' },
      startDate: '2026-03-01T00:00:00Z',
      endDate: '2026-03-08T00:00:00Z',
      finalTimeline: { rotations: [{ id: 'R1', name: 'Days', periods }] },
    },
  });
  const period = (startDate: string, endDate: string, recipient: object, more: object = {}) => ({
    startDate,
    endDate,
    type: 'historical',
    recipient,
    ...more,
  });
  const ada = { type: 'user', name: 'ada@example.org' };

  test('the final timeline covers its range, and is cut to it', async () => {
    const { schedules, rejected, problems } = await readJson(
      timeline([
        period('2026-02-27T00:00:00Z', '2026-03-02T00:00:00Z', ada),
        period('2026-03-03T00:00:00Z', '2026-03-04T00:00:00Z', { type: 'none' }),
        period(
          '2026-03-04T00:00:00Z',
          '2026-03-05T00:00:00Z',
          { type: 'team', name: 'Search' },
          { flattenedRecipients: [{ type: 'user', name: 'bo@example.org' }], type: 'override' },
        ),
        period('2026-03-05T00:00:00Z', '2026-03-06T00:00:00Z', { type: 'team', name: 'Search' }),
      ]),
    );
    expect(schedules).toMatchObject([
      {
        key: 'opsgenie/S1',
        from: new Date('2026-03-01T00:00:00Z'),
        until: new Date('2026-03-08T00:00:00Z'),
        shifts: [
          { email: 'ada@example.org', role: 'Days', from: new Date('2026-03-01T00:00:00Z') },
          { email: 'bo@example.org', isOverride: true },
        ],
      },
    ]);
    expect([rejected, problems[0]?.reason]).toEqual([1, 'No person.']);
  });

  test('lists without times and rules of rotations are refused', async () => {
    await expect(
      readJson({ data: { _parent: { id: 'S1' }, onCallParticipants: [ada] } }),
    ).rejects.toThrow('has no times');
    await expect(
      readJson({ data: [{ id: 'S1', name: 'Search', rotations: [{ type: 'weekly' }] }] }),
    ).rejects.toThrow('without shifts');
  });
});

test('other files are refused, and nothing hangs', async () => {
  for (const text of ['', '[]', '{}', 'null', '{"oncalls":[]}', 'name,email\n', '{"data":[1]}'])
    await expect(read(text, 'x.json')).rejects.toMatchObject(refusal);
  await expect(
    read(`${'['.repeat(200_000)}${']'.repeat(200_000)}`, 'x.json'),
  ).rejects.toMatchObject(refusal);
  const many = Array.from({ length: 100_001 }, () =>
    entry('2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z', 'Ada'),
  );
  await expect(
    readJson({
      schedule: { id: 'P', name: 'x', final_schedule: { rendered_schedule_entries: many } },
    }),
  ).rejects.toMatchObject({ code: 'too-large' });
});
