import { expect, test } from 'vitest';
import { guessReaderRole } from './reader-role.ts';

test.each([
  [['Senior Software Engineer', 'Search'], 'engineering'],
  [['Site Reliability Engineer', null], 'operations'],
  [['Engineering Manager', 'Search'], 'leadership'],
  [['Product Manager', null], 'product'],
  [['VP Engineering', null], 'leadership'],
  [['Customer Support Agent', null], 'support'],
  [['Data Engineer', null], 'data'],
  [[null, 'Support EMEA'], 'support'],
  [['Baker', 'Platform'], 'engineering'],
  [['Baker', 'Search'], null],
  [[null, null], null],
] as const)('%j reads as %s', (texts, role) => {
  expect(guessReaderRole(texts)).toBe(role);
});
