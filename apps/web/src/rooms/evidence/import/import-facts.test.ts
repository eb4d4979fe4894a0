import { expect, test } from 'vitest';
import { describeHash } from './import-facts.ts';

test('an import without a file has no hash to show', () => {
  expect(describeHash({ contentHash: '' })).toBeNull();
  expect(describeHash({ contentHash: 'ab12' })).toBe('SHA-256 ab12');
});
