import { prosemirrorToYXmlFragment } from '@tiptap/y-tiptap';
import { describe, expect, it } from 'vitest';
import { Doc, XmlElement } from 'yjs';
import { moveSection } from './move-section.ts';
import { createId, paragraph, createReport } from './report.fixture.ts';

function createShared(): Doc {
  const doc = new Doc();
  const sections = [1, 2, 3, 4].map((id) => ({
    id,
    isRemoved: id === 2,
    title: `Title ${id}`,
    blocks: [paragraph(`Text ${id}`)],
  }));
  prosemirrorToYXmlFragment(createReport(...sections), doc.getXmlFragment('default'));
  return doc;
}
const order = (doc: Doc) =>
  doc
    .getXmlFragment('default')
    .toArray()
    .map((one) => (one instanceof XmlElement ? String(one.getAttribute('id')).slice(-1) : '?'))
    .join('');
const element = (doc: Doc, at: number) => doc.getXmlFragment('default').get(at);

describe('moving a section', () => {
  it('moves past the next active one, up and down', () => {
    const doc = createShared();
    expect(moveSection(doc, createId(3), -1, new Set())).toBe(true);
    expect(order(doc)).toBe('3124');
    expect(moveSection(doc, createId(3), 1, new Set())).toBe(true);
    expect(order(doc)).toBe('1324');
    expect(JSON.stringify(doc.getXmlFragment('default').toJSON())).toContain('Text 3');
  });

  it('stops at the ends', () => {
    const doc = createShared();
    expect(moveSection(doc, createId(1), -1, new Set())).toBe(false);
    expect(moveSection(doc, createId(4), 1, new Set())).toBe(false);
    expect(order(doc)).toBe('1234');
  });

  it('re-inserts the section in which no one is writing, so that no typing is lost', () => {
    const doc = createShared();
    const written = element(doc, 3);
    expect(moveSection(doc, createId(4), -1, new Set([createId(4)]))).toBe(true);
    expect(order(doc)).toBe('1243');
    expect(element(doc, 2)).toBe(written);
    expect(moveSection(doc, createId(4), 1, new Set([createId(3), createId(4)]))).toBe(
      'written-in',
    );
    expect(order(doc)).toBe('1243');
  });
});
