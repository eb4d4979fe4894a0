import { expect, it } from 'vitest';
import { missedText } from './missed-text.ts';

it('returns words unchanged, and joins overlapping pairs of characters', () => {
  expect(missedText(['alias', '1200', 'counts'])).toBe('alias, 1200, counts');
  expect(missedText(['四十', '十分', '分钟', '失败', '败订', '订单', '1200', '降到'])).toBe(
    '四十分钟, 失败订单, 1200, 降到',
  );
  expect(missedText(['回滚'])).toBe('回滚');
  expect(missedText([])).toBe('');
});
