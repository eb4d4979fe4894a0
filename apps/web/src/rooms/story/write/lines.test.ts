import type { StoryPart } from '@debrief/contract';
import { describe, expect, it } from 'vitest';
import { makeClaim } from '../claim.fixture.ts';
import { buildLines, listMoves, emptyUnsaved, type FreshLine } from './lines.ts';

const claim = (id: string, part: StoryPart, text = `${id}.`) => makeClaim({ id, part, text });
const fresh = (id: string, part: StoryPart, after: string | null, text = ''): FreshLine => ({
  id,
  part,
  after,
  text,
  citations: [],
  followUpQuestion: null,
});
const told = [
  claim('s1', 'situation'),
  claim('a1', 'action'),
  claim('a2', 'action'),
  claim('r1', 'result'),
];
const ids = (lines: readonly { id: string }[]) => lines.map((line) => line.id);

describe('the lines of the writing room', () => {
  it('show unsaved text over what is saved', () => {
    const lines = buildLines(told, {
      edits: { a1: { text: 'I looked.', base: 'a1.', part: 'action' } },
      fresh: [],
    });
    expect(lines.map((line) => [line.text, line.isUnsaved])).toEqual([
      ['s1.', false],
      ['I looked.', true],
      ['a2.', false],
      ['r1.', false],
    ]);
  });

  it('place a new line after the one it was split from, first in its part, or last if that one is gone', () => {
    expect(ids(buildLines(told, { edits: {}, fresh: [fresh('n', 'action', 'a1')] }))).toEqual([
      's1',
      'a1',
      'n',
      'a2',
      'r1',
    ]);
    expect(ids(buildLines(told, { edits: {}, fresh: [fresh('n', 'action', null)] }))).toEqual([
      's1',
      'n',
      'a1',
      'a2',
      'r1',
    ]);
    expect(ids(buildLines(told, { edits: {}, fresh: [fresh('n', 'action', 'gone')] }))).toEqual([
      's1',
      'a1',
      'a2',
      'n',
      'r1',
    ]);
    expect(ids(buildLines(told, { edits: {}, fresh: [fresh('n', 'learning', null)] }))).toEqual([
      's1',
      'a1',
      'a2',
      'r1',
      'n',
    ]);
  });

  it('show a new line once after saving, with later typing', () => {
    const [, line] = buildLines(told, {
      edits: {},
      fresh: [fresh('a1', 'action', 's1', 'Typed on.')],
    });
    expect(line).toMatchObject({ id: 'a1', text: 'Typed on.', isUnsaved: true, fresh: null });
  });

  it('move past their neighbor, and into the next part', () => {
    const lines = buildLines(told, emptyUnsaved);
    expect(listMoves(lines, 'a1', 1)).toEqual({ part: 'action', after: 'a2' });
    expect(listMoves(lines, 'a2', -1)).toEqual({ part: 'action', after: null });
    expect(listMoves(lines, 'a2', 1)).toEqual({ part: 'result', after: null });
    expect(listMoves(lines, 'a1', -1)).toEqual({ part: 'task', after: null });
    expect(listMoves(lines, 'r1', -1)).toEqual({ part: 'action', after: 'a2' });
    expect(listMoves(lines, 's1', -1)).toBeNull();
    expect(listMoves(lines, 'nowhere', 1)).toBeNull();
  });
});
