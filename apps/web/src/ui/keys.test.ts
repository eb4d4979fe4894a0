import { describe, expect, it } from 'vitest';
import { formatKeyPress } from './keys.ts';

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', true>> = {},
) =>
  formatKeyPress({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

describe('the name of a key press', () => {
  it('matches what actions are registered with', () => {
    expect(press('j')).toBe('j');
    expect(press('?', { shiftKey: true })).toBe('?');
    expect(press('E', { shiftKey: true })).toBe('shift+e');
    expect(press('k', { ctrlKey: true })).toBe('mod+k');
    expect(press('k', { metaKey: true })).toBe('mod+k');
    expect(press('Escape')).toBe('escape');
    expect(press(' ')).toBe('space');
    expect(press('ArrowDown', { shiftKey: true })).toBe('shift+arrowdown');
  });
});
