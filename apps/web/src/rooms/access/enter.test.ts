import { describe, expect, it } from 'vitest';
import { safeNext } from './enter.ts';

describe('where to go after signing in', () => {
  it('is a page of this site', () =>
    expect(safeNext('/incidents/INC-1?item=x')).toBe('/incidents/INC-1?item=x'));
  it('is never another site', () => {
    for (const next of [
      undefined,
      '',
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      'javascript:alert(1)',
    ])
      expect(safeNext(next)).toBe('/');
  });
});
