import { dayText } from '@debrief/rules/time';
import { expect, test } from 'vitest';
import { listChangedFields, mergeFields } from '../../data/merge-versions.ts';
import { blankForm, followUpFields, toInput, hasOwner, pickFields, validateForm } from './form.ts';
import { toFollowUpFilter } from './follow-up-search.ts';
import { ageText } from './words.ts';

test('converts typed text to what is sent, and empty fields to nothing', () => {
  expect(
    toInput({
      ...blankForm,
      text: ' Delete the script ',
      owner: 'team',
      ownerName: ' Search ',
      dueOn: '2026-03-31',
    }),
  ).toEqual({
    text: 'Delete the script',
    intent: 'prevent',
    owner: { type: 'team', name: 'Search' },
    doneWhen: '',
    dueOn: '2026-03-31',
    trackerUrl: null,
    originId: null,
    meant: [],
  });
  expect(toInput({ ...blankForm, owner: 'account:7' }).owner).toEqual({
    type: 'account',
    accountId: '7',
  });
  expect(hasOwner({ ...blankForm, owner: 'team', ownerName: ' ' })).toBe(false);
});

test('a change names only what differs, and two versions are merged field by field', () => {
  const mine = { ...blankForm, text: 'Mine', owner: 'person', ownerName: 'Ada' };
  const theirs = { ...blankForm, text: 'Theirs', doneWhen: 'It is gone' };
  expect(listChangedFields(followUpFields, blankForm, mine)).toEqual(['text', 'owner']);
  expect(pickFields(mine, ['owner'])).toEqual({ owner: { type: 'person', name: 'Ada' } });
  expect(mergeFields(followUpFields, mine, theirs, ['owner'])).toMatchObject({
    text: 'Theirs',
    doneWhen: 'It is gone',
    owner: 'person',
    ownerName: 'Ada',
  });
});

test('shows errors at their fields', () => {
  expect(validateForm({ ...blankForm, trackerUrl: 'javascript:alert(1)' })).toEqual({
    text: 'Describe the action',
    trackerUrl: 'Link to a page: https://…',
  });
  expect(
    validateForm({ ...blankForm, text: 'x', trackerUrl: 'https://tracker.example.org/1' }),
  ).toEqual({});
});

test('shows the age in days while it waits; a date is the same in every zone', () => {
  const now = Date.parse('2026-03-10T12:00:00Z');
  expect(
    ageText(
      { state: 'open', createdAt: '2026-03-07T12:00:00Z', stateAt: '2026-03-09T12:00:00Z' },
      { nowMs: now, zone: 'UTC' },
    ),
  ).toBe('3 days old');
  expect(
    ageText(
      { state: 'open', createdAt: '2026-03-10T08:00:00Z', stateAt: '2026-03-10T08:00:00Z' },
      { nowMs: now, zone: 'UTC' },
    ),
  ).toBe('new today');
  expect(
    ageText(
      { state: 'done', createdAt: '2026-03-01T12:00:00Z', stateAt: '2026-03-09T12:00:00Z' },
      { nowMs: now, zone: 'UTC' },
    ),
  ).toBe('done 9 Mar 2026');
  expect(dayText('2026-03-31')).toBe('31 Mar 2026');
});

test('an unknown parameter in the URL falls back to unfinished follow-ups', () => {
  expect(toFollowUpFilter({})).toEqual({ state: 'unfinished' });
  expect(
    toFollowUpFilter({ state: 'any', owner: 'me', age: '30', overdue: 'true', intent: 'learn' }),
  ).toEqual({
    owner: 'me',
    intent: 'learn',
    olderThanDays: 30,
    overdue: 'true',
  });
  expect(toFollowUpFilter({ state: 'gone', age: 'old', intent: 'blame' })).toEqual({
    state: 'unfinished',
  });
});
