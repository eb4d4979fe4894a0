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
const found = (text: string) => rankActions(actions, text).map((action) => action.id);

describe('the palette', () => {
  it('offers the page before everywhere, and nothing that cannot be done', () =>
    expect(found('')).toEqual(['add-to-timeline', 'sources', 'home']));
  it('finds by every word, in the label, the heading or what else it is called', () => {
    expect(found('add timeline')).toEqual(['add-to-timeline']);
    expect(found('timeline')).toEqual(['add-to-timeline']);
    expect(found('incident sources')).toEqual(['sources']);
    expect(found('no such thing')).toEqual([]);
  });
  it('puts the headings of everywhere last', () =>
    expect(listGroups(actions)).toEqual(['Record', 'This incident', 'Go to']));
});
