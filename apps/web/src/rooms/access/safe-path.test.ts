import { describe, expect, it } from 'vitest';
import { toSafePath } from './safe-path.ts';

describe('where to go after signing in', () => {
  it('is a page of this site', () =>
    expect(toSafePath('/incidents/INC-1?item=x')).toBe('/incidents/INC-1?item=x'));
  it('is never another site', () => {
    for (const next of [
      undefined,
      '',
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      'javascript:alert(1)',
    ])
      expect(toSafePath(next)).toBe('/');
  });
});
