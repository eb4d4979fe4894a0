import { expect, it } from 'vitest';
import { plainRules, readTime, type TimeRules } from './time.ts';
import { openZone } from './zone.ts';

function iso(value: unknown, rules: Partial<TimeRules> = {}): string {
  const read = readTime(value, { ...plainRules, ...rules });
  return typeof read === 'string' ? read : read.at.toISOString();
}

const two = '2024-03-13T14:02:11.000Z';
const minute = '2024-03-13T14:02:00.000Z';

it.each([
  ['2024-03-13 02:02:11 PM', two],
  ['2024-03-13 02:02:11 pm', two],
  ['2024-03-13T02:02:11 p.m.', two],
  ['13/3/2024 2:02:11 p. m.', two],
  ['13/03/2024 2:02:11 p.\u00a0m.', two],
  ['3/13/2024, 2:02:11\u202fPM', two],
  ['3/13/24 14:02', minute],
  ['13/Mar/24 2:02 PM', minute],
  ['13-MAR-24 02.02.11 PM', two],
  ['13-MAR-24 02.02.11.417000 PM', '2024-03-13T14:02:11.417Z'],
  ['Mar 13, 2024 @ 14:02:11.417', '2024-03-13T14:02:11.417Z'],
  ['March 13, 2024 at 2:02 PM', minute],
  ['Wednesday, 13 March 2024 14:02', minute],
  ['13. März 2024 14:02 Uhr', minute],
  ['Mi., 13. März 2024, 14:02 Uhr', minute],
  ['13.03.2024 um 14:02:11', two],
  ['13.03.2024 14.02 Uhr', minute],
  ['13 mars 2024 à 14h02', minute],
  ['mer. 13 mars 2024 à 14:02:11', two],
  ['13/03/2024 14h02', minute],
  ['13 de marzo de 2024, 14:02', minute],
  ['13 de março de 2024 às 14:02', minute],
  ['mercoledì 13 marzo 2024 14:02', minute],
  ['2024. márc. 13. 14:02', minute],
  ['2024年3月13日 14:02:11', two],
  ['2024年3月13日(水) 14時02分11秒', two],
  ['2024年3月13日 下午2:02', minute],
  ['2024/3/13 下午 02:02:11', two],
  ['2024-03-13 上午2:02:11', '2024-03-13T02:02:11.000Z'],
  ['2024년 3월 13일 오후 2:02', minute],
  ['2024. 3. 13. 오후 2:02:11', two],
  ['="2024-03-13 14:02:11"', two],
  ["'2024-03-13 14:02:11", two],
  ['2024-Mar-13 14:02:11', two],
  ['Mar-13-2024 14:02', minute],
  ['2024-03-13-14.02.11.417000', '2024-03-13T14:02:11.417Z'],
  ['13 марта 2024 г. 14:02', minute],
  ['ср 13 мар 2024 14:02', minute],
  ['13 marca 2024 14:02', minute],
  ['2024. március 13., szerda, 14:02:11', two],
  ['令和6年3月13日 14時02分', minute],
  ['１３/０３/２０２４ １４:０２', minute],
  ['١٣/٠٣/٢٠٢٤ ١٤:٠٢', minute],
  ['/Date(1710338531000)/', two],
  ['1,710,338,531', two],
  ['1.710.338.531', two],
  ['1710338531,417', '2024-03-13T14:02:11.417Z'],
  ['20240313T1402Z', minute],
  ['20240313-14:2:11:417', '2024-03-13T14:02:11.417Z'],
  ['Wed Mar 13 14:02:11 +0000 2024', two],
  ['Wed Mar 13 15:02:11 2024 +0100', two],
  ['Wed Mar 13 14:02:11 2024 UTC', two],
  ['2024-03-13 14:02:11.417 +0100 CET m=+0.0051', '2024-03-13T13:02:11.417Z'],
  [
    'Wed Mar 13 2024 14:02:11 GMT+0100 (Central European Standard Time)',
    '2024-03-13T13:02:11.000Z',
  ],
])('%s is a time', (written, expected) => expect(iso(written)).toBe(expected));

it.each([
  ['2024-03-13 14:02:11 CET', '2024-03-13T13:02:11.000Z'],
  ['2024-03-13 14:02:11 \u20130500', '2024-03-13T19:02:11.000Z'],
  ['2024-03-13 14:02:11 \u221205:00', '2024-03-13T19:02:11.000Z'],
  ['2024-03-13 14:02:11 EST5EDT', '2024-03-13T18:02:11.000Z'],
  ['2024-03-13 14:02:11 WAT', '2024-03-13T13:02:11.000Z'],
  ['2024-03-13 14:02:11 (GMT+05:30) Chennai', '2024-03-13T08:32:11.000Z'],
  ['(UTC+01:00) 2024-03-13 14:02:11', '2024-03-13T13:02:11.000Z'],
  ['CET: 2024-03-13 14:02:11', '2024-03-13T13:02:11.000Z'],
  ['2024-07-13 14:02:11 MESZ', '2024-07-13T12:02:11.000Z'],
  ['2024-03-13 14:02:11 +02', '2024-03-13T12:02:11.000Z'],
  ['2024-03-13 14:02:11 GMT+2', '2024-03-13T12:02:11.000Z'],
  ['2024-03-13 14:02:11 UTC+02:00', '2024-03-13T12:02:11.000Z'],
  ['2024-03-13 14:02:11 (UTC-05:00)', '2024-03-13T19:02:11.000Z'],
  ['2024-03-13 14:02:11 (CET)', '2024-03-13T13:02:11.000Z'],
  ['2024-03-13 14:02:11 (EDT)', '2024-03-13T18:02:11.000Z'],
  ['2024-03-13 14:02:11 (Europe/Berlin)', '2024-03-13T13:02:11.000Z'],
  ['2024-03-13 14:02:11 [America/New_York]', '2024-03-13T18:02:11.000Z'],
  ['2024-03-13 14:02:11 America/Argentina/Buenos_Aires', '2024-03-13T17:02:11.000Z'],
  ['2024-03-13 14:02:11 ET', '2024-03-13T18:02:11.000Z'],
  ['2024-03-13 2:02:11 PM Eastern Time', '2024-03-13T18:02:11.000Z'],
  ['2024-03-13 14:02:11 JST', '2024-03-13T05:02:11.000Z'],
  ['2024-03-13T14:02:11+01:00[Europe/Berlin]', '2024-03-13T13:02:11.000Z'],
  ['2024-03-13 14:02:11 CST', 'unclear-zone'],
  ['2024-03-13 14:02:11 IST', 'unclear-zone'],
  ['2024-03-13 14:02:11 (local time)', 'unclear-zone'],
  ['2024-03-13 14:02:11 XQZ', 'unreadable'],
  ['2024-03-13 14:02:11 (after lunch)', 'unreadable'],
])('the zone of %s', (written, expected) => expect(iso(written)).toBe(expected));

it.each([
  ['CST', 'Asia/Shanghai', '2024-03-13T06:02:11.000Z'],
  ['CST', 'America/Chicago', '2024-03-13T20:02:11.000Z'],
  ['IST', 'Asia/Kolkata', '2024-03-13T08:32:11.000Z'],
  ['IST', 'Asia/Jerusalem', '2024-03-13T12:02:11.000Z'],
  ['CST', 'Europe/Berlin', 'unclear-zone'],
  ['PST', 'Asia/Manila', '2024-03-13T06:02:11.000Z'],
  ['EST', 'Europe/Berlin', '2024-03-13T19:02:11.000Z'],
  ['(local)', 'Europe/Berlin', '2024-03-13T13:02:11.000Z'],
])('%s in %s', (name, zone, expected) =>
  expect(iso(`2024-03-13 14:02:11 ${name}`, { zone: openZone(zone) })).toBe(expected),
);

it('rejects times rounded by a spreadsheet', () => {
  expect(iso('1.71034E+12')).toBe('rounded');
  expect(iso('1.71E+09')).toBe('rounded');
  expect(iso('1.710334931417E+12')).toBe('2024-03-13T13:02:11.417Z');
});

it('counts days like spreadsheets', () => {
  expect(iso('45364.5848496', { unit: 'd' })).toBe(two);
  expect(iso(45_364.5, { unit: 'd', zone: openZone('Europe/Berlin') })).toBe(
    '2024-03-13T11:00:00.000Z',
  );
});

it('reads two-digit years in the order of the column', () => {
  expect(iso('13/06/19 20:10:40')).toBe('2019-06-13T20:10:40.000Z');
  expect(iso('17/06/09 20:10:40')).toBe('ambiguous');
  expect(iso('17/06/09 20:10:40', { dayFirst: true })).toBe('2009-06-17T20:10:40.000Z');
  expect(iso('17/06/09 20:10:40', { yearFirst: true })).toBe('2017-06-09T20:10:40.000Z');
  expect(iso('03/04/24 20:10:40')).toBe('ambiguous');
});

it.each(['03-17 16:13:38.811', '13 Mar 14:02', '13.03. 14:02', 'Mar 13 14:02:11'])(
  '%s has no year',
  (written) => {
    expect(iso(written)).toBe('no-year');
    expect(iso(written, { origin: new Date('2024-03-01T00:00:00Z') })).toMatch(/^2024-03-1[37]T1/);
  },
);
