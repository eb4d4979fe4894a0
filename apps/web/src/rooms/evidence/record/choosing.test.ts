import { describe, expect, it } from 'vitest';
import { addToSelection, inOrder, nothingChosen, toggleSelection } from './choosing.ts';
import { evidence } from './evidence.fixture.ts';

const early = evidence({ id: 'a', occurredAt: '2022-12-06T14:30:00.000Z' });
const late = evidence({ id: 'b', occurredAt: '2022-12-06T14:31:00.000Z' });

describe('choosing items', () => {
  it('toggles one, adds a stretch, and cites in order of time', () => {
    expect(inOrder(toggleSelection(toggleSelection(nothingChosen, late), early))).toEqual([
      early,
      late,
    ]);
    expect(toggleSelection(toggleSelection(nothingChosen, late), late).size).toBe(0);
    expect(addToSelection(toggleSelection(nothingChosen, late), [early, late]).size).toBe(2);
  });
});
