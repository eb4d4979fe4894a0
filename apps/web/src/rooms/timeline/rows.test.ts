import { expect, it } from 'vitest';
import { decision } from '../investigation/finding.fixture.ts';
import { event } from './event.fixture.ts';
import { isFinding, kindsIn, mergeRows, toggledKinds } from './rows.ts';

it('puts findings among the events in order of time', () => {
  const events = [
    event({ id: 'a', at: '2022-12-06T14:00:00.000Z' }),
    event({ id: 'c', at: '2022-12-06T16:00:00.000Z' }),
  ];
  const findings = [decision({ id: 'b', at: '2022-12-06T15:00:00.000Z' })];
  const rows = mergeRows(events, findings, kindsIn(undefined));
  expect(rows.map((row) => [row.id, isFinding(row)])).toEqual([
    ['a', false],
    ['b', true],
    ['c', false],
  ]);
  expect(mergeRows(events, findings, kindsIn('none'))).toHaveLength(2);
});

it('says in the address what is not the usual', () => {
  expect(toggledKinds(kindsIn(undefined), 'question')).toBe('hypothesis,decision,impact');
  expect(toggledKinds(kindsIn('hypothesis,decision,impact'), 'question')).toBeUndefined();
  expect(toggledKinds(kindsIn('decision'), 'decision')).toBe('none');
  expect(kindsIn('nonsense,factor')).toEqual(['factor']);
});
