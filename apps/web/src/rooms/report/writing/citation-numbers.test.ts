import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  citeKey,
  createNumberingPlugin,
  readNumbers,
  numberCitations,
} from './citation-numbers.ts';
import { before, cite, createId, paragraph, createReport, createState } from './report.fixture.ts';

const createKey = (number: number) => citeKey({ target: 'event', targetId: createId(number) });

describe('the numbers of citations', () => {
  it('follow the first appearance, and an event keeps its number', () => {
    const doc = createReport(
      { id: 1, blocks: [paragraph('One', cite(7), ' two', cite(5)), paragraph('again', cite(7))] },
      { id: 2, blocks: [paragraph(cite(3))] },
    );
    expect([...numberCitations(doc)]).toEqual([
      [createKey(7), 1],
      [createKey(5), 2],
      [createKey(3), 3],
    ]);
  });

  it('skip removed sections', () => {
    const doc = createReport(
      { id: 1, isRemoved: true, blocks: [paragraph(cite(7))] },
      { id: 2, blocks: [paragraph(cite(3))] },
    );
    expect([...numberCitations(doc)]).toEqual([[createKey(3), 1]]);
  });

  it('equal those of a plain walk, whatever is cited', () => {
    const cites = fc.array(fc.array(fc.nat(9), { maxLength: 6 }), { maxLength: 5 });
    fc.assert(
      fc.property(cites, (blocks) => {
        const doc = createReport({
          id: 100,
          blocks: blocks.map((numbers) => paragraph('x', ...numbers.map((one) => cite(one)))),
        });
        const expected = [...new Set(blocks.flat())].map((one, index) => [
          createKey(one),
          index + 1,
        ]);
        expect([...numberCitations(doc)]).toEqual(expected);
      }),
    );
  });

  it('keep the same map while typing, and shift when something is cited before', () => {
    const plugin = createNumberingPlugin(() => undefined);
    const start = createState(
      createReport({ id: 1, blocks: [paragraph('Before. After', cite(7))] }),
      plugin,
    );
    const typed = start.apply(start.tr.insertText('x', before(start.doc, 'After')));
    expect(readNumbers(typed)).toBe(readNumbers(start));
    const node = start.schema.nodeFromJSON(cite(9));
    const cited = typed.apply(typed.tr.insert(before(typed.doc, 'Before'), node));
    expect([...readNumbers(cited)]).toEqual([
      [createKey(9), 1],
      [createKey(7), 2],
    ]);
  });
});
