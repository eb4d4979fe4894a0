import { ReportDocument, type Block, type Inline, type Section } from '@debrief/contract';
import { updateYFragment, yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap';
import fc from 'fast-check';
import { Schema } from 'prosemirror-model';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { readDocument } from './from-yjs.ts';
import { toPlainText } from './read-blocks.ts';
import { listNodes } from './raw-nodes.ts';
import { getFragment, sectionElement } from './to-yjs.ts';
import { writeSection } from './write.ts';

/** The grammar of the contract as an editor declares it. */
const schema = new Schema({
  nodes: {
    doc: { content: 'section+' },
    section: {
      content: 'sectionTitle block+',
      attrs: { id: { default: null }, kind: { default: 'other' }, isRemoved: { default: false } },
    },
    sectionTitle: { content: 'text*', marks: '' },
    paragraph: { content: 'inline*', group: 'block' },
    heading: { content: 'inline*', group: 'block', attrs: { level: { default: 3 } } },
    codeBlock: {
      content: 'text*',
      marks: '',
      group: 'block',
      attrs: { language: { default: null } },
    },
    horizontalRule: { group: 'block' },
    live: {
      group: 'block',
      attrs: {
        id: {},
        kind: {},
        from: { default: null },
        until: { default: null },
        ids: { default: null },
      },
    },
    bulletList: { content: 'listItem+', group: 'block' },
    orderedList: { content: 'listItem+', group: 'block', attrs: { start: { default: 1 } } },
    listItem: { content: 'block+' },
    blockquote: { content: 'block+', group: 'block' },
    table: { content: 'tableRow+', group: 'block' },
    tableRow: { content: '(tableCell | tableHeader)+' },
    tableCell: {
      content: 'block+',
      attrs: { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null } },
    },
    tableHeader: {
      content: 'block+',
      attrs: { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null } },
    },
    text: { group: 'inline' },
    hardBreak: { inline: true, group: 'inline' },
    cite: {
      inline: true,
      group: 'inline',
      attrs: {
        target: {},
        targetId: {},
        quoteStart: { default: null },
        quoteEnd: { default: null },
      },
    },
  },
  marks: {
    bold: {},
    italic: {},
    strike: {},
    code: {},
    link: { attrs: { href: {} }, inclusive: false },
  },
});

const id = fc.uuid({ version: 7 });
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((value) => !value.includes('\0') && value.isWellFormed());
const marks = fc
  .subarray(['bold', 'italic', 'strike', 'code'] as const)
  .chain((simple) =>
    fc
      .boolean()
      .map((isLink) => [
        ...simple.map((type) => ({ type })),
        ...(isLink ? [{ type: 'link' as const, attrs: { href: 'https://example.org/x' } }] : []),
      ]),
  );
const textNode = fc
  .record({ text, marks })
  .map(({ text, marks }): Inline => ({ type: 'text', text, ...(marks.length > 0 && { marks }) }));
const offsets = fc.option(fc.tuple(fc.nat(50), fc.nat(50)), { nil: null });
const cite = fc
  .record({
    target: fc.constantFrom('evidence' as const, 'event' as const, 'finding' as const),
    targetId: id,
    offsets,
  })
  .map(({ target, targetId, offsets }): Inline => ({
    type: 'cite',
    attrs: { target, targetId, quoteStart: offsets?.[0] ?? null, quoteEnd: offsets?.[1] ?? null },
  }));
const inlines = fc
  .array(
    fc.oneof({ weight: 4, arbitrary: textNode }, cite, fc.constant<Inline>({ type: 'hardBreak' })),
    { maxLength: 5 },
  )
  .map(joinTexts);
const instant = fc.option(fc.constant('2026-03-02T08:00:00.000Z'), { nil: null });

/** Joins adjacent texts with the same marks. */
function joinTexts(content: Inline[]): Inline[] {
  return content.filter((node, index) => {
    const before = content[index - 1];
    return !(
      node.type === 'text' &&
      before?.type === 'text' &&
      JSON.stringify(node.marks ?? []) === JSON.stringify(before.marks ?? [])
    );
  });
}
const withContent = <T extends object>(node: T, content: unknown[]): T => ({
  ...node,
  ...(content.length > 0 && { content }),
});
const leaf: fc.Arbitrary<Block> = fc.oneof(
  inlines.map((content): Block => withContent({ type: 'paragraph' }, content)),
  fc
    .tuple(inlines, fc.constantFrom(3 as const, 4 as const))
    .map(([content, level]): Block => withContent({ type: 'heading', attrs: { level } }, content)),
  fc.option(text, { nil: null }).map((code): Block => ({
    type: 'codeBlock',
    ...(code !== null && { content: [{ type: 'text', text: code }] }),
  })),
  fc.constant<Block>({ type: 'horizontalRule' }),
  fc
    .record({ id, ids: fc.option(fc.array(id, { maxLength: 3 }), { nil: null }), from: instant })
    .map(({ id, ids, from }): Block => ({
      type: 'live',
      attrs: { id, kind: 'timeline', from, until: null, ids },
    })),
);
const block = fc.letrec<{ block: Block; blocks: Block[] }>((tie) => ({
  blocks: fc.array(tie('block'), { minLength: 1, maxLength: 3 }),
  block: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    tie('blocks').map((content): Block => ({ type: 'blockquote', content })),
    fc.array(tie('blocks'), { minLength: 1, maxLength: 3 }).map((items): Block => ({
      type: 'bulletList',
      content: items.map((content) => ({ type: 'listItem', content })),
    })),
    fc
      .tuple(
        fc.array(tie('blocks'), { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 2, max: 9 }),
      )
      .map(([items, start]): Block => ({
        type: 'orderedList',
        attrs: { start },
        content: items.map((content) => ({ type: 'listItem', content })),
      })),
    fc.array(tie('blocks'), { minLength: 1, maxLength: 2 }).map((cells): Block => ({
      type: 'table',
      content: [
        {
          type: 'tableRow',
          content: cells.map((content, index) => ({
            type: index === 0 ? 'tableHeader' : 'tableCell',
            content,
          })),
        },
      ],
    })),
  ),
})).block;
const section = fc
  .record({
    id,
    kind: fc.constantFrom('summary' as const, 'event' as const, 'other' as const),
    isRemoved: fc.boolean(),
    title: fc.option(text, { nil: null }),
    blocks: fc.array(block, { minLength: 1, maxLength: 4 }),
  })
  .map(({ id, kind, isRemoved, title, blocks }): Section => ({
    type: 'section',
    attrs: { id, kind, isRemoved },
    content: [
      { type: 'sectionTitle', ...(title !== null && { content: [{ type: 'text', text: title }] }) },
      ...blocks,
    ],
  }));
const report = fc
  .uniqueArray(section, { minLength: 1, maxLength: 4, selector: (one) => one.attrs.id })
  .map((content): ReportDocument => ({ type: 'doc', content }));

function createShared(document: ReportDocument): Y.Doc {
  const doc = new Y.Doc();
  getFragment(doc).insert(0, document.content.map(sectionElement));
  return doc;
}

/** Every attribute and format of a fragment, as plain values. */
function bare(parent: Y.XmlFragment): unknown {
  return parent
    .toArray()
    .map((child) =>
      child instanceof Y.XmlElement
        ? { name: child.nodeName, attributes: child.getAttributes(), content: bare(child) }
        : child instanceof Y.XmlText
          ? (child.toDelta() as unknown)
          : null,
    );
}

describe('the shared document', () => {
  test('stores a report without loss, and any client reads the same', () => {
    fc.assert(
      fc.property(report, (document) => {
        const doc = createShared(document);
        expect(readDocument(doc)).toEqual(document);
        const other = new Y.Doc();
        Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
        expect(readDocument(other)).toEqual(document);
        expect(ReportDocument.safeParse(readDocument(other)).error).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });

  test('equals what the editor itself would have written, node by node', () => {
    fc.assert(
      fc.property(report, (document) => {
        const ours = createShared(document);
        const seen = yXmlFragmentToProseMirrorRootNode(getFragment(ours), schema);
        seen.check();
        const theirs = new Y.Doc();
        updateYFragment(theirs, getFragment(theirs), seen, {
          mapping: new Map(),
          isOMark: new Map(),
        });
        expect(bare(getFragment(theirs))).toEqual(bare(getFragment(ours)));
        expect(readDocument(theirs)).toEqual(document);
      }),
      { numRuns: 200 },
    );
  });

  const names = [
    'section',
    'sectionTitle',
    'paragraph',
    'heading',
    'codeBlock',
    'live',
    'bulletList',
    'listItem',
    'table',
    'tableRow',
    'tableCell',
    'blockquote',
    'cite',
    'hardBreak',
    'image',
    'iframe',
    'mention',
  ];
  const edit = fc.record({
    path: fc.array(fc.nat(5), { maxLength: 6 }),
    at: fc.nat(4),
    what: fc.oneof(
      fc.record({
        type: fc.constant('element' as const),
        name: fc.constantFrom(...names),
        attribute: fc.constantFrom('id', 'kind', 'isRemoved', 'level', 'ids', 'targetId', 'start'),
        value: fc.anything({ maxDepth: 1, withBigInt: false }),
      }),
      fc.record({
        type: fc.constant('text' as const),
        text,
        format: fc.option(fc.constantFrom('bold', 'underline', 'link', 'link--abcdefgh'), {
          nil: null,
        }),
        href: fc.constantFrom('javascript:alert(1)', 'https://example.org', 7),
      }),
      fc.record({ type: fc.constant('delete' as const) }),
    ),
  });
  type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

  function apply(doc: Y.Doc, { path, at, what }: Edit): void {
    let parent: Y.XmlFragment = getFragment(doc);
    for (const step of path) {
      const child = parent.toArray()[step % Math.max(1, parent.length)];
      if (child instanceof Y.XmlElement) parent = child;
    }
    const index = Math.min(at, parent.length);
    if (what.type === 'delete') {
      if (index < parent.length) parent.delete(index, 1);
    } else if (what.type === 'text') {
      const type = new Y.XmlText();
      type.insert(0, what.text, what.format === null ? {} : { [what.format]: { href: what.href } });
      parent.insert(index, [type]);
    } else {
      const element = new Y.XmlElement(what.name);
      try {
        element.setAttribute(what.attribute, what.value as string);
      } catch {
        return;
      }
      parent.insert(index, [element]);
    }
  }

  test('is readable whatever anyone wrote into it: no exception, no lost word, always in the grammar', () => {
    fc.assert(
      fc.property(report, fc.array(edit, { maxLength: 40 }), (document, edits) => {
        const doc = createShared(document);
        for (const one of edits) apply(doc, one);
        const read = readDocument(doc);
        expect(ReportDocument.safeParse(read).error?.issues ?? []).toEqual([]);
        expect(readDocument(doc)).toEqual(read);
        const words = (value: string) => value.replaceAll(/[\s\n]/g, '');
        expect(words(wordsIn(read))).toBe(words(toPlainText(listNodes(getFragment(doc)))));
        expect(new Set(read.content.map((one) => one.attrs.id)).size).toBe(read.content.length);
      }),
      { numRuns: 400 },
    );
  });

  test('keeps words that someone put into a line break of a code block', () => {
    const doc = new Y.Doc();
    const [code, lineBreak] = [new Y.XmlElement('codeBlock'), new Y.XmlElement('hardBreak')];
    getFragment(doc).insert(0, [code]);
    code.insert(0, [lineBreak]);
    lineBreak.insert(0, [new Y.XmlText('kept')]);
    expect(wordsIn(readDocument(doc)).trim()).toBe('kept');
  });

  test('is read to its end however deep it is', () => {
    const doc = new Y.Doc();
    let parent: Y.XmlFragment = getFragment(doc);
    for (let depth = 0; depth < 2_000; depth += 1) {
      const element = new Y.XmlElement(depth === 0 ? 'section' : 'blockquote');
      parent.insert(0, [element]);
      parent = element;
    }
    parent.insert(0, [new Y.XmlText('at the bottom')]);
    expect(JSON.stringify(readDocument(doc))).toContain('at the bottom');
  });

  test('loses nothing typed while a section is written', () => {
    fc.assert(
      fc.property(report, fc.nat(3), (document, at) => {
        const server = createShared(document);
        const typist = new Y.Doc();
        Y.applyUpdate(typist, Y.encodeStateAsUpdate(server));
        const target = document.content[at % document.content.length];
        if (!target) return;
        const paragraph = firstText(
          getFragment(typist).get(at % document.content.length) as Y.XmlElement,
        );
        paragraph?.insert(0, 'typed meanwhile');
        writeSection(
          server,
          {
            how: 'replace',
            id: target.attrs.id,
            kind: 'event',
            title: 'New',
            blocks: [{ type: 'paragraph', content: [{ type: 'text', text: 'written' }] }],
          },
          () => crypto.randomUUID(),
        );
        Y.applyUpdate(server, Y.encodeStateAsUpdate(typist));
        const words = wordsIn(readDocument(server));
        expect(words).toContain('written');
        if (paragraph) expect(words).toContain('typed meanwhile');
        expect(
          readDocument(server).content.find((one) => one.attrs.id === target.attrs.id)?.attrs
            .isRemoved,
        ).toBe(false);
      }),
    );
  });
});

function firstText(parent: Y.XmlElement): Y.XmlText | null {
  for (const child of parent.toArray().slice(1)) {
    if (child instanceof Y.XmlText) return child;
    const inner =
      child instanceof Y.XmlElement
        ? child.toArray().find((one) => one instanceof Y.XmlText)
        : undefined;
    if (inner instanceof Y.XmlText) return inner;
    if (child instanceof Y.XmlElement && child.nodeName === 'paragraph' && child.length === 0) {
      const text = new Y.XmlText();
      child.insert(0, [text]);
      return text;
    }
  }
  return null;
}

function wordsIn(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsIn).join('');
  if (typeof value !== 'object' || value === null) return '';
  if ('text' in value && typeof value.text === 'string') return value.text;
  return 'content' in value ? wordsIn(value.content) : '';
}
