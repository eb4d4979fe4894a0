import { expect, test } from 'vitest';
import { openZone } from './zone.ts';
import {
  findIanaName,
  findNamedZone,
  findStatedZone,
  zoneNamed,
  type WrittenZone,
} from './zones.ts';

const days = [Date.UTC(2026, 0, 15), Date.UTC(2026, 6, 15)];
const names = [
  ...Intl.supportedValuesOf('timeZone').filter((name) => name.includes('/')),
  'Etc/UTC',
  'Etc/GMT+5',
  'Etc/GMT-14',
  'Pacific/Auckland',
  'Atlantic/Faeroe',
  'US/Eastern',
  'US/Central',
  'US/Mountain',
  'US/Pacific',
  'US/Hawaii',
  'Asia/Calcutta',
];

/** Minutes east of UTC in winter and in summer; undefined if the zone is unclear. */
function readOffsets(zone: WrittenZone | null): (number | null | undefined)[] {
  return days.map((day) => {
    if (zone === null) return undefined;
    if (zone.offset !== null) return zone.offset;
    return zone.iana === null ? undefined : openZone(zone.iana)?.offsetAt(day);
  });
}

test('each zone of the tz database is read as itself', () => {
  const wrong = names.flatMap((name) => {
    const own = readOffsets({ written: name, offset: null, iana: name });
    const read = {
      named: findNamedZone(name),
      after: zoneNamed(name),
      stated: findStatedZone(`All times in ${name}.`, false),
    };
    return Object.entries(read)
      .filter(([, zone]) => JSON.stringify(readOffsets(zone)) !== JSON.stringify(own))
      .map(([how, zone]) => `${name}, ${how}: ${JSON.stringify(zone)}`);
  });
  expect(names.length).toBeGreaterThan(400);
  expect(wrong).toEqual([]);
});

test.each([
  ['Pacific Time', 'America/Los_Angeles'],
  ['Eastern', 'America/New_York'],
  ['Central Standard Time (US & Canada)', 'America/Chicago'],
  ['MT', 'America/Denver'],
  ['Edinburgh, London', 'Europe/London'],
])('%s is a zone of its country', (written, iana) => {
  expect(findNamedZone(written)).toEqual({ written, offset: null, iana });
});

test.each([
  'Eastern European Time',
  'Eastern Africa Time',
  'Central Africa Time',
  'Pacific/Nowhere',
  'Etcetera',
  'Mountain View',
  'Londonderry',
])('%s only starts like a zone', (written) => {
  expect(findNamedZone(written)).toBeNull();
});

test('a place to live in has a name of the tz database', () => {
  expect(['UTC', 'Z', 'Pacific/Auckland', 'CET', '+02:00', 'Mars'].map(findIanaName)).toEqual([
    'UTC',
    'UTC',
    'Pacific/Auckland',
    'CET',
    null,
    null,
  ]);
});
