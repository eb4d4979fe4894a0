import { TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state';
import { describe, expect, it } from 'vitest';
import { toDocument } from '../schema/document.ts';
import { before, createId, paragraph, createReport, createState } from './report.fixture.ts';
import {
  addSection,
  deleteInSections,
  createSectionGuard,
  leaveTitle,
  markRemoved,
  trackFullSelection,
  selectSection,
} from './sections.ts';

type Command = (state: EditorState, dispatch?: (transaction: Transaction) => void) => boolean;

function begin(): {
  state: () => EditorState;
  run: (command: Command) => boolean;
  send: (make: (state: EditorState) => Transaction) => void;
  refusals: () => number;
} {
  let refused = 0;
  let state = createState(
    createReport(
      {
        id: 1,
        kind: 'summary',
        title: 'Summary',
        blocks: [paragraph('First words'), paragraph('Second words')],
      },
      {
        id: 2,
        title: 'What happened',
        blocks: [
          paragraph('Third words'),
          {
            type: 'live',
            attrs: { id: createId(50), kind: 'timeline', from: null, until: null, ids: null },
          },
        ],
      },
    ),
    trackFullSelection(),
    createSectionGuard(() => (refused += 1)),
  );
  const send = (make: (state: EditorState) => Transaction) =>
    void (state = state.apply(make(state)));
  return {
    state: () => state,
    send,
    run: (command) => command(state, (transaction) => (state = state.apply(transaction))),
    refusals: () => refused,
  };
}

const choose =
  (from: string, to: string, more = 0) =>
  (state: EditorState) =>
    state.tr.setSelection(
      TextSelection.create(state.doc, before(state.doc, from), before(state.doc, to) + more),
    );
const texts = (state: EditorState) =>
  toDocument(state.doc).content.map((section) => JSON.stringify(section.content.slice(1)));
const titles = (state: EditorState) =>
  toDocument(state.doc).content.map((section) => section.content[0].content?.[0]?.text ?? '');

describe('sections', () => {
  it('are emptied by Ctrl+A and Delete at the caret, including live blocks; others stay', () => {
    const { state, run, send } = begin();
    send((now) => now.tr.setSelection(TextSelection.create(now.doc, before(now.doc, 'Third') + 2)));
    expect(run(selectSection)).toBe(true);
    expect(run(deleteInSections)).toBe(true);
    expect(texts(state())[1]).toBe('[{"type":"paragraph"}]');
    expect(texts(state())[0]).toContain('First words');
    expect(titles(state())).toEqual(['Summary', 'What happened']);
  });

  it('keep what was not selected when a selection across two of them is deleted', () => {
    const { state, run, send } = begin();
    send(choose('Second', 'words', 0));
    send((now) =>
      now.tr.setSelection(
        TextSelection.create(now.doc, before(now.doc, 'Second'), before(now.doc, 'Third') + 6),
      ),
    );
    expect(run(deleteInSections)).toBe(true);
    expect(texts(state())[0]).toContain('First words');
    expect(texts(state())[0]).not.toContain('Second');
    expect(texts(state())[1]).toContain('words');
    expect(texts(state())[1]).not.toContain('Third');
    expect(texts(state())[1]).toContain('timeline');
    expect(titles(state())).toEqual(['Summary', 'What happened']);
  });

  it('leave deletions inside a block to the editor', () => {
    const { run, send } = begin();
    send(choose('First', 'words'));
    expect(run(deleteInSections)).toBe(false);
  });

  it('are never deleted by a transaction of the writer, who sees how to remove them', async () => {
    const { state, send, refusals } = begin();
    const whole = state().doc;
    send((now) => now.tr.delete(0, now.doc.content.size));
    expect(state().doc).toBe(whole);
    send((now) =>
      now.tr.insertText('typed over', before(now.doc, 'First'), before(now.doc, 'Third')),
    );
    expect(state().doc).toBe(whole);
    await Promise.resolve();
    expect(refusals()).toBe(2);
  });

  it('are removed by a mark that keeps their text, and restored', () => {
    const { state, run } = begin();
    expect(run(markRemoved(createId(1), true))).toBe(true);
    expect(toDocument(state().doc).content.map((section) => section.attrs.isRemoved)).toEqual([
      true,
      false,
    ]);
    expect(texts(state())[0]).toContain('First words');
    expect(run(markRemoved(createId(1), false))).toBe(true);
    expect(toDocument(state().doc).content[0]?.attrs.isRemoved).toBe(false);
    expect(run(markRemoved(createId(9), true))).toBe(false);
  });

  it('are added after another one, with the contents of a review section', () => {
    const { state, run } = begin();
    let made = 200;
    expect(run(addSection('contributors', createId(1), () => createId((made += 1))))).toBe(true);
    expect(titles(state())).toEqual(['Summary', 'Contributing factors', 'What happened']);
    expect(texts(state())[1]).toContain('"kind":"factors"');
    expect(state().selection.$from.parent.type.name).toBe('paragraph');
    expect(run(addSection('other', null, () => createId((made += 1))))).toBe(true);
    expect(titles(state()).at(-1)).toBe('More');
    expect(state().selection.$from.parent.type.name).toBe('sectionTitle');
  });

  it('keep an editable line after all of their blocks are removed', () => {
    const { state, send } = begin();
    send((now) =>
      now.tr.delete(
        before(now.doc, 'First') - 1,
        before(now.doc, 'Second') + 'Second words'.length + 1,
      ),
    );
    expect(texts(state())[0]).toBe('[{"type":"paragraph"}]');
  });

  it('move from title to text with Enter', () => {
    const { state, run, send } = begin();
    send((now) =>
      now.tr.setSelection(TextSelection.create(now.doc, before(now.doc, 'Summary') + 3)),
    );
    expect(run(leaveTitle)).toBe(true);
    expect(state().selection.from).toBe(before(state().doc, 'First'));
    expect(run(leaveTitle)).toBe(false);
  });
});
