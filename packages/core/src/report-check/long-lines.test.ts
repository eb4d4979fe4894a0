import { PersonFinder } from '@debrief/prose/check';
import { expect, test } from 'vitest';
import { findClaims } from './find-claims.ts';
import { seededRandom } from './testing/mutate.ts';

const signs =
  '14:05 |14:05-14:06, |March 5 2024 |1.|1,|"|“a |\'a |„a “|「|」|a1b2c3d|a.|http://|Ada: |v1.2.|3 hours and |5 minutes, |10.0.0.1 |between 14:05 and |12 % of |Monday |+02:00|(|[^1]|14時05分|３，|\n| '.split(
    '|',
  );
const people = new PersonFinder([{ id: '1', name: 'Ada', also: ['a'] }]);
const zone = { written: 'UTC', offset: 0, iana: 'UTC' };
const times = { isDayFirst: null, zone, incidentZone: zone, day: null, period: null };

/** `npm run fuzz` is for random ones: these seeds make the same lines each time. */
test.each([1, 2, 3, 4, 5, 6])(
  'claims of a line without an end are found in linear time (seed %d)',
  async (seed) => {
    const random = seededRandom(seed);
    const pick = () => signs[Math.floor(random() * signs.length)] ?? ' ';
    const unit = Array.from({ length: 1 + Math.floor(random() * 3) }, pick).join('');
    const find = (size: number) => {
      const text = unit.repeat(Math.ceil(size / unit.length));
      const block = { text, kind: 'text', day: null, rowMs: null, around: null } as const;
      return findClaims([block], people, times);
    };
    await expect(find).toScale(10_000);
  },
);
