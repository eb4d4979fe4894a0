import { expect, test } from 'vitest';
import { askedField, fileStatus } from './file-status.ts';

const preview = {
  format: 'csv' as const,
  formatName: 'CSV table',
  columns: [],
  mapping: {},
  timeUnit: null,
  encoding: null,
  savedMappings: [],
  questions: [],
  sample: [],
};

test('a file is ready once it was read and nothing is asked', () => {
  expect(fileStatus(undefined)).toBe('reading');
  expect(fileStatus(null)).toBe('unreadable');
  expect(fileStatus({ ...preview, format: null, questions: ['Unknown.'] })).toBe('unreadable');
  expect(fileStatus({ ...preview, questions: ['From when?'] })).toBe('asks');
  expect(fileStatus(preview)).toBe('ready');
});

test('a question points at the field that answers it', () => {
  expect(askedField('The times have no date. Enter when the file starts. Use --time-origin.')).toBe(
    'timeOrigin',
  );
  expect(askedField('Which column contains the time? Set it with --map at=COLUMN.')).toBe('at');
  expect(askedField('Set the time zone with --zone.')).toBe('zone');
  expect(askedField('Use --time-unit d, and --zone if they are local times.')).toBe('timeUnit');
  expect(askedField('Set what they start with. Use --date-order.')).toBe('dateOrder');
  expect(askedField('The dates could start with the day or the month.')).toBeNull();
});
