import { expect, test } from 'vitest';
import { describeConditions, describeService } from './rule-words.ts';

test('a rule is described in one line', () => {
  expect(describeConditions([])).toBe('every record');
  expect(
    describeConditions([
      { field: 'service', value: 'orders*' },
      { field: 'label', name: 'severity', value: 'page' },
    ]),
  ).toBe('service starts with orders, severity is page');
  expect(describeConditions([{ field: 'source', value: '*' }])).toBe('source is set');
  expect([null, '*', 'orders'].map(describeService)).toEqual([
    'no incident',
    'incidents with its service',
    'incidents with the service orders',
  ]);
});
