import type { Duration } from '@debrief/contract';
import { describe, expect, it, test } from 'vitest';
import { listKinds, lengthText, sortDurations } from './words.ts';

const one = (more: Partial<Duration>): Duration => ({
  name: 'to-detect',
  from: 'impact-started',
  to: 'detected',
  status: 'value',
  ms: 5_400_000,
  precision: 'exact',
  ...more,
});

test('describes a duration with its status', () => {
  expect(lengthText(one({}))).toBe('1 h 30 min to detect');
  expect(lengthText(one({ precision: 'about' }))).toBe('about 1 h 30 min to detect');
  expect(lengthText(one({ status: 'running' }))).toBe('1 h 30 min so far to detect');
  expect(lengthText(one({ status: 'invalid', ms: null }))).toBe(
    'to detect: detected is earlier than impact started',
  );
  expect(lengthText(one({ status: 'missing', ms: null }))).toBe('to detect: not known');
});

test('does not list missing ones', () => {
  const statuses = (['missing', 'invalid', 'running', 'value'] as const).map((status) =>
    one({ status }),
  );
  expect(sortDurations(statuses).map((duration) => duration.status)).toEqual([
    'value',
    'running',
    'invalid',
  ]);
});

describe('milestones of reports', () => {
  it('are offered only with their obligation', () => {
    expect(listKinds([]).at(-1)).toBe('resolved');
    expect(listKinds(['gdpr']).slice(6)).toEqual(['aware', 'gdpr-notification']);
    expect(listKinds(['cra-vulnerability', 'cra-incident']).slice(6)).toEqual([
      'aware',
      'cra-early-warning',
      'cra-notification',
      'cra-final-report',
    ]);
  });
});
