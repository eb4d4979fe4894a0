import { expect, test } from 'vitest';
import { createLensMarks, lensMarksKey, placeMarks } from './lens-marks.ts';
import { listLensTexts } from './lens-texts.ts';
import { before, cite, createReport, createState, paragraph } from './report.fixture.ts';

const doc = createReport(
  {
    id: 1,
    blocks: [
      paragraph('Known', cite(3), ' since noon. The alert should have fired.'),
      { type: 'blockquote', content: [paragraph('We should have known.')] },
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'Run ' },
          { type: 'text', text: 'should have', marks: [{ type: 'code' }] },
        ],
      },
    ],
  },
  { id: 2, kind: 'follow-ups', blocks: [paragraph('Be more careful')] },
  { id: 3, kind: 'interviews', blocks: [paragraph('It was obvious to me.')] },
  { id: 4, isRemoved: true, blocks: [paragraph('It was obvious.')] },
);

test('the lens reads paragraphs of the author, with citations and code as single words', () => {
  expect(listLensTexts(doc).map((one) => [one.block, one.text, one.place])).toEqual([
    [0, 'Known\uFFFC since noon. The alert should have fired.', 'account'],
    [2, 'Run xxxxxxxxxxx', 'account'],
    [0, 'Be more careful', 'action'],
  ]);
  expect(listLensTexts(doc)[0]).toBe(listLensTexts(doc)[0]);
});

test('a mark is at the words of the note, moves with them, and is no content', () => {
  const [text] = listLensTexts(doc);
  const start = text?.text.indexOf('should have') ?? 0;
  const note = {
    id: 'a',
    sectionId: text?.sectionId ?? '',
    block: text?.block ?? 0,
    start,
    end: start + 11,
    quoted: 'should have',
  };
  const [place] = placeMarks(doc, [note]);
  expect(place?.from).toBe(before(doc, 'should have fired'));
  expect(
    placeMarks(doc, [
      { ...note, quoted: 'could have' },
      { ...note, block: 9 },
    ]),
  ).toEqual([]);
  expect(placeMarks(doc, [{ ...note, end: 100_000 }])).toEqual([]);
  const state = createState(
    doc,
    createLensMarks(() => undefined),
  );
  const marked = state.apply(state.tr.setMeta(lensMarksKey, placeMarks(doc, [note])));
  const typed = marked.apply(marked.tr.insertText('At 14:02: ', before(doc, 'Known')));
  const words = (one: typeof state) =>
    lensMarksKey
      .getState(one)
      ?.find()
      .map(({ from, to }) => one.doc.textBetween(from, to));
  expect(words(marked)).toEqual(['should have']);
  expect(words(typed)).toEqual(['should have']);
  expect(marked.doc.eq(doc)).toBe(true);
});
