import { describe, expect, test } from 'vitest';
import { findMute, findRoutes, keepRoutes, parseRouting } from './alert-routes.ts';
import { findSilence, keepSilences, parseSilences } from './silences.ts';

/** A pager that is muted in one time interval. */
const toConfig = (interval: string, use = 'mute_time_intervals') => `
route: { receiver: all, routes: [{ receiver: pager, ${use}: [quiet] }] }
receivers: [{ name: all }, { name: pager, pagerduty_configs: [{ routing_key: secret }] }]
time_intervals: [{ name: quiet, time_intervals: [${interval}] }]
`;

function isMuted(interval: string, at: string, use?: string): boolean {
  const routing = parseRouting(toConfig(interval, use));
  const [route] = findRoutes(routing.root, {});
  return route !== undefined && findMute(routing, route, Date.parse(at)) !== null;
}

describe('a time interval of Alertmanager', () => {
  test.each([
    // Minutes of the day: the end is not included, 24:00 is the end of the day.
    ['{ times: [{ start_time: "22:00", end_time: "24:00" }] }', '2026-11-02T22:00:00Z', true],
    ['{ times: [{ start_time: "22:00", end_time: "24:00" }] }', '2026-11-02T23:59:59Z', true],
    ['{ times: [{ start_time: "22:00", end_time: "23:30" }] }', '2026-11-02T23:30:00Z', false],
    ['{ weekdays: ["monday:friday"] }', '2026-11-01T12:00:00Z', false],
    ['{ weekdays: ["Saturday", "sunday"] }', '2026-11-01T12:00:00Z', true],
    ['{ days_of_month: ["-1"] }', '2026-02-28T12:00:00Z', true],
    ['{ days_of_month: ["-3:-1"] }', '2026-02-25T12:00:00Z', false],
    ['{ days_of_month: ["29:31"] }', '2026-02-28T12:00:00Z', false],
    ['{ days_of_month: ["1:5", "20:31"] }', '2026-02-28T12:00:00Z', true],
    ['{ months: ["december:december", "1:3"] }', '2026-02-28T12:00:00Z', true],
    ['{ months: ["april:may"] }', '2026-02-28T12:00:00Z', false],
    ['{ years: ["2024:2026"] }', '2026-02-28T12:00:00Z', true],
    ['{ years: [2027] }', '2026-02-28T12:00:00Z', false],
    // All fields have to match, and an empty interval matches always.
    ['{ weekdays: [monday], months: [may] }', '2026-11-02T12:00:00Z', false],
    ['{}', '2026-11-02T12:00:00Z', true],
    // Berlin is two hours ahead in summer and one in winter.
    [
      '{ times: [{ start_time: "08:00", end_time: "09:00" }], location: Europe/Berlin }',
      '2026-07-01T06:30:00Z',
      true,
    ],
    [
      '{ times: [{ start_time: "08:00", end_time: "09:00" }], location: Europe/Berlin }',
      '2026-12-01T06:30:00Z',
      false,
    ],
    ['{ weekdays: [tuesday], location: Asia/Tokyo }', '2026-11-02T16:00:00Z', true],
    // Alertmanager divides the hours of a month by 24, so that this March has 30 days.
    ['{ days_of_month: ["-1"], location: Europe/Berlin }', '2026-03-30T12:00:00Z', true],
    ['{ days_of_month: ["-1"] }', '2026-03-30T12:00:00Z', false],
  ])('%s at %s: %s', (interval, at, expected) => {
    expect(isMuted(interval, at)).toBe(expected);
    expect(isMuted(interval, at, 'active_time_intervals')).toBe(!expected);
  });

  test.each([
    '{ times: [{ start_time: "9:00", end_time: "10:00" }] }',
    '{ times: [{ start_time: "10:00" }] }',
    '{ times: [{ start_time: "10:00", end_time: "10:00" }] }',
    '{ weekdays: [mo] }',
    '{ weekdays: ["friday:monday"] }',
    '{ days_of_month: [0] }',
    '{ days_of_month: ["-5:5"] }',
    '{ days_of_month: ["20:10"] }',
    '{ months: ["may:april"] }',
    '{ years: ["2026:2024"] }',
    '{ location: Mars/Base }',
    '{ time_zone: UTC }',
  ])('%s is refused', (interval) => {
    expect(() => parseRouting(toConfig(interval))).toThrow();
  });

  test('its name has to be defined, and the root route has none', () => {
    expect(() => parseRouting(toConfig('{}').replace('[quiet]', '[nights]'))).toThrow(
      'undefined time interval "nights" used in route',
    );
    expect(() =>
      parseRouting(
        toConfig('{}').replace('receiver: all', 'receiver: all, mute_time_intervals: [quiet]'),
      ),
    ).toThrow('root route');
  });

  test('is kept with the routes, without the settings of receivers', () => {
    const kept = keepRoutes(toConfig('{ weekdays: [monday] }'));
    expect(kept).not.toContain('secret');
    expect(parseRouting(kept)).toEqual(parseRouting(toConfig('{ weekdays: [monday] }')));
  });
});

describe('silences', () => {
  const answer = JSON.stringify([
    {
      id: 'a2f0',
      status: { state: 'expired' },
      createdBy: 'mira',
      comment: 'Migration',
      startsAt: '2026-11-02T08:00:00.000Z',
      endsAt: '2026-11-02T09:00:00.000Z',
      matchers: [
        { name: 'job', value: 'api|web', isRegex: true, isEqual: true },
        { name: 'env', value: 'test', isRegex: false, isEqual: false },
      ],
    },
  ]);
  const at = (time: string) => Date.parse(`2026-11-02T${time}:00Z`);

  test('apply between their times to alerts that match', () => {
    const silences = parseSilences(keepSilences(answer));
    expect(keepSilences(answer)).not.toContain('mira');
    expect(findSilence(silences, { job: 'api' }, at('08:00'))?.comment).toBe('Migration');
    expect(findSilence(silences, { job: 'api' }, at('09:00'))).toBeNull();
    expect(findSilence(silences, { job: 'apis' }, at('08:30'))).toBeNull();
    expect(findSilence(silences, { job: 'web', env: 'test' }, at('08:30'))).toBeNull();
  });

  test.each([
    '',
    '{}',
    '[1]',
    '[{ "matchers": [] }]',
    answer.replace('api|web', '('),
    answer.replace('08:00:00', '28:00:00'),
  ])('refuses %s', (text) => {
    expect(() => parseSilences(text)).toThrow();
  });
});
