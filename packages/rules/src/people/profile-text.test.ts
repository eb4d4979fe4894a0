import type { Profile } from '@debrief/contract';
import { expect, test } from 'vitest';
import { listProfileTexts } from './profile-text.ts';

const profile: Profile = {
  personId: '01890a5d-ac96-774b-bcce-b302099a8057',
  entryId: '01890a5d-ac96-774b-bcce-b302099a8058',
  name: 'Mara Iwu',
  matchedBy: 'email',
  title: 'Staff engineer',
  team: 'Orders',
  manager: 'Rui Sá',
  location: 'Lagos',
  zone: 'Africa/Lagos',
  startedOn: '2019-04-02',
  leftOn: null,
  asOf: null,
};

const shownAs = (firstAt: string | null) => ({ name: 'Mara Iwu', firstAt });

test('a profile is in short texts, with tenure and local time of the incident', () => {
  expect(listProfileTexts(profile, shownAs('2024-04-01T02:14:00Z'))).toEqual([
    'Staff engineer, Orders',
    '4 years in the organization',
    'manager: Rui Sá',
    'Lagos',
    '03:14 in Africa/Lagos',
  ]);
  const [work, tenure] = listProfileTexts(
    { ...profile, asOf: '2025-01-10', team: null },
    shownAs('2019-05-01T00:00:00Z'),
  );
  expect([work, tenure]).toEqual([
    'Staff engineer (as of 10 Jan 2025)',
    '29 days in the organization',
  ]);
  expect(listProfileTexts(profile, shownAs('2019-06-02T00:00:00Z'))[1]).toBe(
    '2 months in the organization',
  );
  expect(listProfileTexts(profile, shownAs('2019-01-01T00:00:00Z'))[1]).toBe('manager: Rui Sá');
});

test('shows the name in the directory if it is another one', () => {
  const other = { name: 'mara', firstAt: null };
  expect(listProfileTexts(profile, other)[0]).toBe('Mara Iwu');
});

test('shows only what the directory has', () => {
  const none = { title: null, team: null, manager: null, location: null, startedOn: null };
  expect(listProfileTexts({ ...profile, ...none, zone: null }, shownAs(null))).toEqual([]);
  expect(listProfileTexts({ ...profile, ...none, leftOn: '2025-02-01' }, shownAs(null))).toEqual([
    'Africa/Lagos',
    'left 1 Feb 2025',
  ]);
});
