import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepChipsWithText, findKeptRanges } from './chip-line-breaks.ts';
import { before, cite, paragraph, createReport, createState } from './report.fixture.ts';

describe('the space before a chip', () => {
  it('does not break, unlike all others', () => {
    const state = createState(
      createReport({
        id: 1,
        blocks: [
          paragraph('The alias ', cite(1), ' and close', cite(2), cite(3), '.'),
          paragraph('No chip '),
        ],
      }),
      keepChipsWithText(),
    );
    expect(
      findKeptRanges(state).map(({ from, to }) => [
        state.doc.textBetween(from - 5, from),
        state.doc.textBetween(from, to),
      ]),
    ).toEqual([['alias', ' ']]);
  });

  it('is updated where the text changed', () => {
    const start = createState(
      createReport({
        id: 1,
        blocks: [paragraph('The alias', cite(1), ' and its '), paragraph('queue ', cite(2))],
      }),
      keepChipsWithText(),
    );
    expect(findKeptRanges(start)).toHaveLength(1);
    const spaced = start.apply(
      start.tr.insertText(' ', before(start.doc, 'The alias') + 'The alias'.length),
    );
    expect(findKeptRanges(spaced)).toHaveLength(2);
    const [first] = findKeptRanges(spaced);
    const closed = spaced.apply(spaced.tr.delete(first?.from ?? 0, first?.to ?? 0));
    expect(findKeptRanges(closed)).toEqual(findKeptRanges(start));
  });

  it('is the same after edits as for the full text', () => {
    const piece = fc.oneof(
      fc.constantFrom(' ', 'a', 'word ', '  '),
      fc.nat(5).map((one) => cite(one)),
    );
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.nat(4),
      put: fc.constantFrom('', ' ', 'x'),
    });
    fc.assert(
      fc.property(
        fc.array(fc.array(piece, { maxLength: 8 }), { minLength: 1, maxLength: 4 }),
        fc.array(edit, { maxLength: 6 }),
        (blocks, edits) => {
          let state = createState(
            createReport({ id: 1, blocks: blocks.map((pieces) => paragraph('x', ...pieces)) }),
            keepChipsWithText(),
          );
          for (const { at, cut, put } of edits) {
            const size = state.doc.content.size;
            const from = Math.floor(at * size);
            const { $from, $to } = {
              $from: state.doc.resolve(from),
              $to: state.doc.resolve(Math.min(size, from + cut)),
            };
            if (!$from.parent.isTextblock || $from.parent !== $to.parent) continue;
            state = state.apply(
              put === ''
                ? state.tr.delete($from.pos, $to.pos)
                : state.tr.insertText(put, $from.pos, $to.pos),
            );
          }
          expect(findKeptRanges(state)).toEqual(
            findKeptRanges(createState(state.doc, keepChipsWithText())),
          );
        },
      ),
    );
  });
});
