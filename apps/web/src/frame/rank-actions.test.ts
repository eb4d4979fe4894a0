import { describe, expect, it } from 'vitest';
import { listGroups, rankActions } from './rank-actions.ts';

const run = () => {};
const actions = [
  { id: 'home', label: 'Home', group: 'Go to', run },
  { id: 'add-to-timeline', label: 'Add to timeline', group: 'Record', also: 'timeline', run },
  { id: 'next', label: 'Next item', group: 'Record', isKeyOnly: true, run },
  { id: 'import', label: 'Import into it', group: 'This incident', isDisabled: true, run },
  { id: 'sources', label: 'Sources', group: 'This incident', run },
];
const findIds = (text: string) => rankActions(actions, text).map((action) => action.id);

describe('the palette', () => {
  it("lists the page's actions before global ones, and nothing that is unavailable", () =>
    expect(findIds('')).toEqual(['add-to-timeline', 'sources', 'home']));
  it('searches every word in label, heading and further words', () => {
    expect(findIds('add timeline')).toEqual(['add-to-timeline']);
    expect(findIds('timeline')).toEqual(['add-to-timeline']);
    expect(findIds('incident sources')).toEqual(['sources']);
    expect(findIds('no such thing')).toEqual([]);
  });
  it('puts global headings last', () =>
    expect(listGroups(actions)).toEqual(['Record', 'This incident', 'Go to']));
});
