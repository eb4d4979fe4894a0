import { describe, expect, it } from 'vitest';
import { addToSelection, listSelected, emptySelection, toggleSelection } from './selection.ts';
import { evidence } from './evidence.fixture.ts';

const early = evidence({ id: 'a', occurredAt: '2022-12-06T14:30:00.000Z' });
const late = evidence({ id: 'b', occurredAt: '2022-12-06T14:31:00.000Z' });

describe('selecting items', () => {
  it('toggles one, adds a range, and cites in time order', () => {
    expect(listSelected(toggleSelection(toggleSelection(emptySelection, late), early))).toEqual([
      early,
      late,
    ]);
    expect(toggleSelection(toggleSelection(emptySelection, late), late).size).toBe(0);
    expect(addToSelection(toggleSelection(emptySelection, late), [early, late]).size).toBe(2);
  });
});
