import { expect, test } from 'vitest';
import { describePath } from './describe-path.ts';

test('the place of an issue in words', () => {
  expect(
    ['name', 'settings.everyMinutes', 'conditions.1.value', 'tags.0'].map(describePath),
  ).toEqual(['Name', 'Every minutes', 'Value 2', 'Tags 1']);
});
