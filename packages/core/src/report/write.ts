import {
  SectionKind,
  sectionWords,
  type Block,
  type Section,
  type WriteSection,
} from '@debrief/contract';
import * as Y from 'yjs';
import type { z } from 'zod';
import { readDocument, sectionElements } from './from-yjs.ts';
import { readAttributes } from './raw-nodes.ts';
import { blockElements, getFragment, inlineTypes, sectionElement, setAttribute } from './to-yjs.ts';

type Written = z.output<typeof WriteSection>;

/** The sections of a new report: every section of a review, empty except for live blocks. */
export function firstSections(newId: () => string): Section[] {
  return SectionKind.options
    .filter((kind) => kind !== 'other')
    .map((kind) => {
      const live = sectionWords[kind].live.map((shown): Block => ({
        type: 'live',
        attrs: { id: newId(), kind: shown, from: null, until: null, ids: null },
      }));
      return newSection({ kind, blocks: [{ type: 'paragraph' }, ...live] }, newId());
    });
}

function newSection(given: Pick<Written, 'kind' | 'title' | 'blocks'>, id: string): Section {
  const title = given.title ?? (given.kind === 'other' ? '' : sectionWords[given.kind].name);
  const blocks = given.blocks.length > 0 ? given.blocks : [{ type: 'paragraph' } as const];
  return {
    type: 'section',
    attrs: { id, kind: given.kind, isRemoved: false },
    content: [
      { type: 'sectionTitle', ...(title !== '' && { content: [{ type: 'text', text: title }] }) },
      ...blocks,
    ],
  };
}

export function insertSections(doc: Y.Doc, at: number, sections: readonly Section[]): void {
  getFragment(doc).insert(at, sections.map(sectionElement));
}

/**
 * Writes a section without deleting text, so that nothing typed at the same time is lost. A section
 * with text stays as a removed one under a new id, and the new one takes its place and its id.
 * Returns the id of the written section, or null if it already has this content.
 */
export function writeSection(doc: Y.Doc, given: Written, newId: () => string): string | null {
  if (given.how === 'append') {
    // Does not read the full document: thousands of sections can be added at once.
    if (
      given.id !== undefined &&
      getFragment(doc)
        .toArray()
        .some((one) => one instanceof Y.XmlElement && one.getAttribute('id') === given.id)
    )
      return null;
    const section = newSection(given, given.id ?? newId());
    insertSections(doc, getFragment(doc).length, [section]);
    return section.attrs.id;
  }
  const sections = readDocument(doc).content;
  const named =
    given.id === undefined ? -1 : sections.findIndex((section) => section.attrs.id === given.id);
  const at =
    named === -1 && given.id === undefined
      ? sections.findIndex((one) => one.attrs.kind === given.kind && !one.attrs.isRemoved)
      : named;
  const before = sections[at];
  const element = sectionElements(doc)[at];
  if (!before || !element) {
    const section = newSection(given, given.id ?? newId());
    insertSections(doc, placeFor(doc, given.kind), [section]);
    return section.attrs.id;
  }
  return replace(doc, { element, before }, given, newId);
}

function replace(
  doc: Y.Doc,
  { element, before }: { element: Y.XmlElement; before: Section },
  given: Written,
  newId: () => string,
): string | null {
  const title = before.content[0].content?.map((node) => node.text).join('') ?? '';
  const { id } = before.attrs;
  const section = newSection({ ...given, title: given.title ?? title }, id);
  if (JSON.stringify(asRead(section)) === JSON.stringify(before)) return null;
  const place = emptyPlace(element);
  if (place && !before.attrs.isRemoved) {
    fill(element, place, section);
    return id;
  }
  setAttribute(element, 'id', newId());
  setAttribute(element, 'isRemoved', true);
  insertSections(doc, getFragment(doc).toArray().indexOf(element) + 1, [section]);
  return id;
}

function asRead(section: Section): Section | undefined {
  const doc = new Y.Doc();
  insertSections(doc, 0, [section]);
  return readDocument(doc).content[0];
}

/**
 * The only paragraph, without words, of a section that otherwise contains only live blocks: someone
 * could be typing in it.
 */
function emptyPlace(element: Y.XmlElement): Y.XmlElement | null {
  const [title, ...others] = element.toArray();
  if (!(title instanceof Y.XmlElement) || title.nodeName !== 'sectionTitle') return null;
  const blocks = others.filter(
    (one) =>
      !(
        one instanceof Y.XmlElement &&
        (one.nodeName === 'live' || one.nodeName === 'horizontalRule')
      ),
  );
  const [paragraph] = blocks;
  const isEmpty =
    paragraph instanceof Y.XmlElement &&
    paragraph.nodeName === 'paragraph' &&
    paragraph.toArray().every((one) => one instanceof Y.XmlText && one.length === 0);
  return blocks.length === 1 && isEmpty ? paragraph : null;
}

/** Fills an empty section around the paragraph that someone could be typing in. */
function fill(element: Y.XmlElement, place: Y.XmlElement, section: Section): void {
  const [title, ...blocks] = section.content;
  const [titleElement] = element.toArray();
  if (titleElement instanceof Y.XmlElement) {
    titleElement.delete(0, titleElement.length);
    titleElement.insert(0, inlineTypes(title.content ?? []));
  }
  for (const child of element.toArray())
    if (child !== titleElement && child !== place)
      element.delete(element.toArray().indexOf(child), 1);
  const at = blocks.findIndex((block) => block.type === 'paragraph');
  const paragraph = blocks[at];
  if (paragraph?.type === 'paragraph')
    place.insert(place.length, inlineTypes(paragraph.content ?? []));
  const [above, below] = at === -1 ? [blocks, []] : [blocks.slice(0, at), blocks.slice(at + 1)];
  element.insert(1, blockElements(above));
  element.insert(element.toArray().indexOf(place) + 1, blockElements(below));
  setAttribute(element, 'kind', section.attrs.kind);
}

/** Where a section of this kind belongs: after the last section whose kind comes before it. */
function placeFor(doc: Y.Doc, kind: SectionKind): number {
  const order = SectionKind.options.indexOf(kind);
  const elements = sectionElements(doc);
  const before = readDocument(doc).content.findLastIndex(
    (one, at) => SectionKind.options.indexOf(one.attrs.kind) <= order && elements[at],
  );
  const element = elements[before];
  const all = getFragment(doc).toArray();
  return element ? all.indexOf(element) + 1 : 0;
}

/**
 * Marks a section as removed or restored; false if it already is, null if it does not exist.
 */
export function markSection(doc: Y.Doc, id: string, isRemoved: boolean): boolean | null {
  const at = readDocument(doc).content.findIndex((section) => section.attrs.id === id);
  const element = sectionElements(doc)[at];
  if (!element) return null;
  if (readAttributes(element)['isRemoved'] === isRemoved) return false;
  setAttribute(element, 'id', id);
  setAttribute(element, 'isRemoved', isRemoved);
  return true;
}
