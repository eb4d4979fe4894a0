import type { Block, Inline, ReportDocument } from '@debrief/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskDocument } from './mask-document.ts';

const id = (number: number) => `01935f00-0000-7000-8000-${String(number).padStart(12, '0')}`;
const cite = (number: number): Inline => ({
  type: 'cite',
  attrs: { target: 'event', targetId: id(number), quoteStart: null, quoteEnd: null },
});
const text = (words: string): Inline => ({ type: 'text', text: words });
const paragraph = (...content: Inline[]): Block => ({ type: 'paragraph', content });
const report = (...blocks: Block[]): ReportDocument => ({
  type: 'doc',
  content: [
    {
      type: 'section',
      attrs: { id: id(999), kind: 'event', isRemoved: false },
      content: [
        { type: 'sectionTitle', content: [{ type: 'text', text: 'How the alias broke' }] },
        ...blocks,
      ],
    },
  ],
});
/** Everything with a number up to `last` was known. */
const mask = (document: ReportDocument, last: number) =>
  maskDocument(document, {
    isKnown: ({ targetId }) => Number(targetId.slice(-12)) <= last,
    isLiveShown: () => true,
  });
const read = (document: ReportDocument) =>
  JSON.stringify(document.content.map(({ content: [, ...blocks] }) => blocks));

test('keeps a sentence if everything it cites was known, also with marks after its full stop', () => {
  const document = report(
    paragraph(
      text('Search was empty.'),
      cite(1),
      text(' The alias '),
      { type: 'text', text: 'was wrong', marks: [{ type: 'bold' }] },
      cite(1),
      cite(5),
      text('. Nobody knows why. It was fixed'),
      cite(2),
      text('.'),
    ),
  );
  const { document: shown, hidden } = mask(document, 2);
  expect(shown.content[0]?.content[0]).toEqual({ type: 'sectionTitle' });
  expect(shown.content[0]?.content.slice(1)).toEqual([
    paragraph(
      text('Search was empty.'),
      cite(1),
      text(' '),
      text('It was fixed'),
      cite(2),
      text('.'),
    ),
  ]);
  expect(hidden).toEqual({ later: 1, undated: 1 });
  expect(mask(document, 0).document.content).toEqual([]);
});

test('keeps headings above what is shown, rows with a cell that is shown, and items of lists', () => {
  const heading = (words: string): Block => ({
    type: 'heading',
    attrs: { level: 3 },
    content: [text(words)],
  });
  const row = (type: 'tableCell' | 'tableHeader', ...cells: Inline[][]) => ({
    type: 'tableRow' as const,
    content: cells.map((content) => ({ type, content: [paragraph(...content)] })),
  });
  const { document, hidden } = mask(
    report(
      heading('Before'),
      paragraph(text('It began.'), cite(1)),
      heading('After'),
      paragraph(text('It ended.'), cite(9)),
      {
        type: 'bulletList',
        content: [
          { type: 'listItem', content: [paragraph(text('One.'), cite(1))] },
          { type: 'listItem', content: [paragraph(text('Nine.'), cite(9))] },
        ],
      },
      {
        type: 'table',
        content: [
          row('tableHeader', [text('When')], [text('What')]),
          row('tableCell', [text('14:30')], [text('It began.'), cite(1)]),
          row('tableCell', [text('15:00')], [text('It ended.'), cite(9)]),
        ],
      },
      { type: 'codeBlock', content: [{ type: 'text', text: 'fix --now' }] },
    ),
    1,
  );
  const words = read(document);
  for (const shown of ['Before', 'It began.', 'One.', 'When']) expect(words).toContain(shown);
  for (const gone of ['It ended.', 'Nine.', '15:00', '14:30', 'fix --now'])
    expect(words).not.toContain(gone);
  expect(hidden).toEqual({ later: 3, undated: 3 });
});

test('no word of a hidden sentence stays, and more is shown later', () => {
  const sentence = fc.record({
    words: fc.constantFrom(
      'It broke',
      'We saw v2.3.1 fail at 2 p.m. there',
      'Why? No one knew',
      'End',
    ),
    cites: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 3 }),
    isAfter: fc.boolean(),
  });
  const last = fc.integer({ min: 0, max: 9 });
  fc.assert(
    fc.property(fc.array(sentence, { maxLength: 6 }), last, last, (all, one, other) => {
      const content = all.flatMap(({ words, cites, isAfter }, index) => {
        const marks = cites.map(cite);
        const own = `${words} ${index}x`;
        return isAfter ? [text(`${own}.`), ...marks, text(' ')] : [text(own), ...marks, text('. ')];
      });
      const document = report(paragraph(...content));
      const [early, late] = [Math.min(one, other), Math.max(one, other)].map((t) =>
        read(mask(document, t).document),
      );
      for (const [index, { cites }] of all.entries()) {
        if (cites.some((number) => number > Math.min(one, other)))
          expect(early).not.toContain(` ${index}x`);
        if (early?.includes(` ${index}x`)) expect(late).toContain(` ${index}x`);
      }
      for (const number of [1, 2, 3, 4, 5, 6, 7, 8, 9])
        if (number > Math.min(one, other)) expect(early).not.toContain(id(number));
    }),
    { seed: 30 },
  );
});
