import {
  CiteTarget,
  LiveKind,
  ReportDocument,
  SectionKind,
  type Block,
  type Inline,
  type TextMark,
} from '@debrief/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDocument } from './document.ts';
import { reportSchema } from './schema.ts';

const schema = reportSchema();
const id = fc.uuid({ version: 7 });
const words = fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' });
/** In the editor's order: the grammar does not define one. */
const order = Object.keys(schema.marks);
const mark: fc.Arbitrary<TextMark> = fc.oneof(
  fc.constantFrom<TextMark>(
    { type: 'bold' },
    { type: 'italic' },
    { type: 'strike' },
    { type: 'code' },
  ),
  fc
    .constantFrom('https://example.org/a?b=c', 'mailto:a@example.org', '/incidents/INC-1', '#x')
    .map((href): TextMark => ({ type: 'link', attrs: { href } })),
);
const marks = fc
  .uniqueArray(mark, { selector: (one) => one.type, maxLength: 5 })
  .map((all) => all.toSorted((a, b) => order.indexOf(a.type) - order.indexOf(b.type)));
const text: fc.Arbitrary<Inline> = fc
  .tuple(words, marks)
  .map(([text, marks]) => ({ type: 'text', text, ...(marks.length > 0 ? { marks } : {}) }));
const offset = fc.option(fc.nat(10_000));
const inline: fc.Arbitrary<Inline> = fc.oneof(
  { weight: 3, arbitrary: text },
  fc
    .record({
      target: fc.constantFrom(...CiteTarget.options),
      targetId: id,
      quoteStart: offset,
      quoteEnd: offset,
    })
    .map((attrs): Inline => ({ type: 'cite', attrs })),
  fc.constant<Inline>({ type: 'hardBreak' }),
);
/**
 * Adjacent texts with equal marks are joined: the grammar allows both, the editor stores the
 * shorter one.
 */
const inlines = fc.array(inline, { maxLength: 5 }).map(joinTexts);
const instant = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const plain = words.map((text) => [{ type: 'text' as const, text }]);

function joinTexts(all: Inline[]): Inline[] {
  const kept: Inline[] = [];
  for (const one of all) {
    const last = kept.at(-1);
    if (
      one.type === 'text' &&
      last?.type === 'text' &&
      JSON.stringify(one.marks) === JSON.stringify(last.marks)
    )
      kept[kept.length - 1] = { ...last, text: last.text + one.text };
    else kept.push(one);
  }
  return kept;
}
const withContent = <T extends object>(node: T, content: Inline[]) =>
  content.length > 0 ? { ...node, content } : node;

const leaf: fc.Arbitrary<Block> = fc.oneof(
  inlines.map((content) => withContent({ type: 'paragraph' as const }, content)),
  fc
    .tuple(fc.constantFrom(3 as const, 4 as const), inlines)
    .map(([level, content]) =>
      withContent({ type: 'heading' as const, attrs: { level } }, content),
    ),
  fc
    .tuple(fc.option(fc.stringMatching(/^[a-z]{1,10}$/)), fc.option(plain, { nil: undefined }))
    .map(([language, content]): Block => ({
      type: 'codeBlock',
      attrs: { language },
      ...(content ? { content } : {}),
    })),
  fc.constant<Block>({ type: 'horizontalRule' }),
  fc
    .record({
      id,
      kind: fc.constantFrom(...LiveKind.options),
      from: fc.option(instant),
      until: fc.option(instant),
      ids: fc.option(fc.array(id, { maxLength: 3 })),
    })
    .map((attrs): Block => ({ type: 'live', attrs })),
);
const block: fc.Arbitrary<Block> = fc.letrec<{ block: Block }>((tie) => {
  const blocks = fc.array(tie('block'), { minLength: 1, maxLength: 3 });
  const items = fc.array(
    blocks.map((content) => ({ type: 'listItem' as const, content })),
    { minLength: 1, maxLength: 3 },
  );
  const cells = fc.array(
    fc.record({
      type: fc.constantFrom('tableCell' as const, 'tableHeader' as const),
      content: blocks,
    }),
    { minLength: 1, maxLength: 3 },
  );
  return {
    block: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 4, arbitrary: leaf },
      items.map((content): Block => ({ type: 'bulletList', content })),
      fc
        .tuple(fc.integer({ min: -5, max: 500 }), items)
        .map(([start, content]): Block => ({ type: 'orderedList', attrs: { start }, content })),
      blocks.map((content): Block => ({ type: 'blockquote', content })),
      fc
        .array(
          cells.map((content) => ({ type: 'tableRow' as const, content })),
          { minLength: 1, maxLength: 3 },
        )
        .map((content): Block => ({ type: 'table', content })),
    ),
  };
}).block;
const section = fc
  .tuple(
    id,
    fc.constantFrom(...SectionKind.options),
    fc.boolean(),
    fc.option(plain, { nil: undefined }),
    fc.array(block, { maxLength: 4 }),
  )
  .map(([id, kind, isRemoved, title, blocks]): ReportDocument['content'][number] => ({
    type: 'section',
    attrs: { id, kind, isRemoved },
    content: [{ type: 'sectionTitle', ...(title ? { content: title } : {}) }, ...blocks],
  }));
const report = fc
  .array(section, { maxLength: 4 })
  .map((content): ReportDocument => ({ type: 'doc', content }));

/** Missing and empty content are the same. */
const bare = (json: unknown): unknown =>
  JSON.parse(
    JSON.stringify(json, (key, value: unknown) =>
      key === 'content' && Array.isArray(value) && value.length === 0 ? undefined : value,
    ),
  );

describe('the schema of the editor', () => {
  it('accepts every report of the grammar, and produces only that grammar', () => {
    fc.assert(
      fc.property(report, (document) => {
        expect(ReportDocument.parse(document)).toEqual(document);
        const node = schema.nodeFromJSON(document);
        node.check();
        expect(bare(toDocument(node))).toEqual(bare(document));
      }),
      { numRuns: 300 },
    );
  });

  it('has exactly the nodes and marks of the grammar', () => {
    expect(Object.keys(schema.marks).toSorted()).toEqual([
      'bold',
      'code',
      'italic',
      'link',
      'strike',
    ]);
    expect(Object.keys(schema.nodes).toSorted()).toEqual(
      [
        'doc',
        'section',
        'sectionTitle',
        'paragraph',
        'text',
        'heading',
        'codeBlock',
        'horizontalRule',
        'hardBreak',
        'bulletList',
        'orderedList',
        'listItem',
      ]
        .concat(['blockquote', 'table', 'tableRow', 'tableCell', 'tableHeader', 'cite', 'live'])
        .toSorted(),
    );
  });
});
