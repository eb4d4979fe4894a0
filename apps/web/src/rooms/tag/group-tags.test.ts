import { expect, test } from 'vitest';
import { findTagged, groupByItem, nameTags } from './group-tags.ts';

const herring = { id: 'h', name: 'Red herring', definition: 'A lead' };
const alert = { id: 'a', name: 'alert', definition: '' };
const codebook = { items: [herring, alert] } as unknown as Parameters<typeof nameTags>[1];
const items = [
  { tagId: 'h', evidence: ['1', '2'], event: ['3'], finding: [] },
  { tagId: 'a', evidence: ['2'], event: [], finding: [] },
  { tagId: 'gone', evidence: ['2'], event: [], finding: [] },
];

test('tags are named, sorted and found by item', () => {
  const used = nameTags({ items }, codebook);
  expect(used.map(({ name }) => name)).toEqual(['alert', 'Red herring']);
  const byItem = groupByItem(used);
  expect(byItem.get('2')?.map(({ name }) => name)).toEqual(['alert', 'Red herring']);
  expect(byItem.get('9')).toBeUndefined();
  expect(findTagged(used, undefined)).toBeNull();
  expect(findTagged(used, 'a,h')).toEqual(new Set(['1', '2', '3']));
  expect(findTagged(used, 'unknown')).toEqual(new Set());
});
