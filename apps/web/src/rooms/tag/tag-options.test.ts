import type { Codebook, Tag } from '@debrief/contract';
import { expect, test } from 'vitest';
import { listTagOptions } from './tag-options.ts';

function tag(id: string, name: string, more: Partial<Tag> = {}): Tag {
  return {
    id,
    name,
    definition: '',
    useWhen: '',
    avoidWhen: '',
    mergedInto: null,
    archivedAt: null,
    items: 0,
    incidents: 0,
    version: 1,
    updatedAt: '2026-03-01T10:00:00.000Z',
    updatedBy: { type: 'operator', id: null, name: 'operator' },
    ...more,
  };
}

const codebook: Codebook = {
  items: [
    tag('a', 'Ambiguity'),
    tag('h', 'Red herring'),
    tag('l', 'Wrong lead', { mergedInto: 'h' }),
    tag('o', 'Old', { archivedAt: '2026-03-01T10:00:00.000Z' }),
  ],
  can: { change: true },
};
const targets = [
  { kind: 'event' as const, id: '1' },
  { kind: 'evidence' as const, id: '2' },
];
const on = (tagId: string, event: string[], evidence: string[]) => ({
  tagId,
  name: tagId,
  definition: '',
  event,
  evidence,
  finding: [],
});
const list = (typed: string, book = codebook) =>
  listTagOptions(book, [on('h', ['1'], []), on('o', ['1'], ['2'])], targets, typed).map(
    ({ id, share }) => `${id} ${share}`,
  );

test('tags of the items come first; archived ones only if an item has them', () =>
  expect(list('')).toEqual(['h some', 'o all', 'a none']));

test('a part of a name finds tags, that of a merged one what replaces it', () => {
  expect(list('HERR')).toEqual(['h some', 'new none']);
  expect(list('lead')).toEqual(['h some', 'new none']);
  expect(list('red  herring')).toEqual(['h some']);
  expect(list('wrong lead')).toEqual(['h some']);
  expect(list('zebra', { ...codebook, can: { change: false } })).toEqual([]);
});
