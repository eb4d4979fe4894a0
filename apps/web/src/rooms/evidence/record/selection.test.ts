import { describe, expect, it } from 'vitest';
import { addToSelection, listSelected, emptySelection, toggleSelection } from './selection.ts';
import { evidence } from './evidence.fixture.ts';

const early = evidence({ id: 'a', occurredAt: '2022-12-06T14:30:00.000Z' });
const late = evidence({ id: 'b', occurredAt: '2022-12-06T14:31:00.000Z' });

describe('choosing items', () => {
  it('toggles one, adds a stretch, and cites in order of time', () => {
    expect(listSelected(toggleSelection(toggleSelection(emptySelection, late), early))).toEqual([
      early,
      late,
    ]);
    expect(toggleSelection(toggleSelection(emptySelection, late), late).size).toBe(0);
    expect(addToSelection(toggleSelection(emptySelection, late), [early, late]).size).toBe(2);
  });
});
