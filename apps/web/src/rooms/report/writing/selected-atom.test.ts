import type { Block } from '@debrief/contract';
import { NodeSelection, type EditorState } from '@tiptap/pm/state';
import { expect, test } from 'vitest';
import { cite, createId, paragraph, createReport, createState } from './report.fixture.ts';
import { moveAfterAtom, protectAtoms, removedLiveBlocks } from './selected-atom.ts';

const live = (number: number): Block => ({
  type: 'live',
  attrs: { id: createId(number), kind: 'factors', from: null, until: null, ids: null },
});
const select = (state: EditorState, name: string): EditorState => {
  let at = -1;
  state.doc.descendants((node, position) => {
    if (node.type.name === name) at = position;
  });
  return state.apply(state.tr.setSelection(NodeSelection.create(state.doc, at)));
};
const type = (state: EditorState, text: string): EditorState => {
  let moved = state;
  moveAfterAtom(state, (transaction) => (moved = state.apply(transaction)));
  return moved.apply(moved.tr.insertText(text));
};
const shapes = (state: EditorState) =>
  state.doc.firstChild?.content.content.slice(1).map((node) => node.textContent || node.type.name);

test('typing on a selected live block goes below it', () => {
  const only = select(createState(createReport({ id: 1, blocks: [live(2)] })), 'live');
  expect(shapes(type(only, 'a'))).toEqual(['live', 'a']);

  const before = select(
    createState(createReport({ id: 1, blocks: [live(2), paragraph('b')] })),
    'live',
  );
  expect(shapes(type(before, 'a'))).toEqual(['live', 'a', 'b']);

  const empty = select(
    createState(createReport({ id: 1, blocks: [live(2), paragraph()] })),
    'live',
  );
  expect(shapes(type(empty, 'a'))).toEqual(['live', 'a']);
});

test('typing on a selected chip goes after it', () => {
  const state = createState(
    createReport({ id: 1, blocks: [paragraph('It broke ', cite(2), '.')] }),
  );
  const typed = type(select(state, 'cite'), ' again');
  expect(shapes(typed)).toEqual(['It broke  again.']);
  expect(typed.doc.firstChild?.child(1).childCount).toBe(3);
});

test('reports a removed live block, but not a moved one', async () => {
  const removed: string[][] = [];
  const plugin = protectAtoms((kinds) => removed.push([...kinds]));
  const state = select(
    createState(createReport({ id: 1, blocks: [live(2), paragraph('b')] }), plugin),
    'live',
  );
  state.apply(state.tr.deleteSelection());
  await Promise.resolve();
  expect(removed).toEqual([['factors']]);

  const moved = state.tr.deleteSelection();
  moved.insert(moved.doc.content.size - 1, state.schema.nodeFromJSON(live(2)));
  expect(removedLiveBlocks([moved], moved.doc)).toEqual([]);
});
