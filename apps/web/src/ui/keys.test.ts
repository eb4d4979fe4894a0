import { describe, expect, it } from 'vitest';
import { findActionKeys, formatKeyPress, type Action } from './keys.ts';

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

describe('the key of a control', () => {
  const action = (label: string, keys: string): Action => ({
    id: label,
    group: 'Follow-ups',
    label,
    keys,
    run: () => undefined,
  });
  const actions = [action('Change status', 's'), action('Add follow-up', 'n')];
  it('is that of the action with its name', () => {
    expect(findActionKeys(actions, 'Change status\n: Improve the alias')).toBe('s');
    expect(findActionKeys(actions, 'add follow-up…')).toBe('n');
    expect(findActionKeys(actions, 'Change')).toBe(null);
    expect(findActionKeys([{ ...action('Undo', 'u'), isDisabled: true }], 'Undo')).toBe(null);
  });
});
