import { expect, it } from 'vitest';
import { decision } from '../investigation/finding.fixture.ts';
import { event } from './event.fixture.ts';
import { findUnconfirmed, isFinding, parseKinds, mergeRows, toggledKinds } from './rows.ts';

it('lists findings among the events in time order', () => {
  const events = [
    event({ id: 'a', at: '2022-12-06T14:00:00.000Z' }),
    event({ id: 'c', at: '2022-12-06T16:00:00.000Z' }),
  ];
  const findings = [decision({ id: 'b', at: '2022-12-06T15:00:00.000Z' })];
  const rows = mergeRows(events, findings, parseKinds(undefined));
  expect(rows.map((row) => [row.id, isFinding(row)])).toEqual([
    ['a', false],
    ['b', true],
    ['c', false],
  ]);
  expect(mergeRows(events, findings, parseKinds('none'))).toHaveLength(2);
});

it('writes only differences from the default to the URL', () => {
  expect(toggledKinds(parseKinds(undefined), 'question')).toBe(
    'hypothesis,decision,impact,observation,contradiction',
  );
  expect(
    toggledKinds(parseKinds('hypothesis,decision,impact,observation,contradiction'), 'question'),
  ).toBeUndefined();
  expect(toggledKinds(parseKinds('decision'), 'decision')).toBe('none');
  expect(parseKinds('nonsense,factor')).toEqual(['factor']);
});

it('goes to the next known time that is only proposed, and around the end', () => {
  const proposed = { basis: 'first-mention' as const, evidenceId: null };
  const rows = [
    event({ id: 'a', knownSince: { at: '2022-12-06T14:30:00.000Z', ...proposed } }),
    event({ id: 'b' }),
    event({ id: 'c', knownSince: { at: '2022-12-06T15:30:00.000Z', ...proposed } }),
  ];
  expect(findUnconfirmed(rows, 'a')?.id).toBe('c');
  expect(findUnconfirmed(rows, 'c')?.id).toBe('a');
  expect(findUnconfirmed([event({ id: 'b' })], 'b')).toBeUndefined();
});
