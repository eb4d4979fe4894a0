import {
  Id,
  SectionKind,
  type Block,
  type ReportDocument,
  type Section,
  type SectionTitle,
} from '@debrief/contract';
import * as Y from 'yjs';
import { readAttributes, toPlaceId, listNodes, type RawNode } from './raw-nodes.ts';
import { readBlocks, readInlines, toPlainText, textNodes } from './read-blocks.ts';
import { getFragment } from './to-yjs.ts';

/**
 * Converts any shared document to the contract's form. Unknown nodes become their text, unsafe
 * links become text, and sections without an id get a stable one. Never throws; changes nothing.
 */
export function readDocument(doc: Y.Doc): ReportDocument {
  const known = new Set<string>();
  return {
    type: 'doc',
    content: splitSections(getFragment(doc)).map(({ nodes, section }) =>
      readSection(nodes, section, known),
    ),
  };
}

/**
 * The elements of the sections of `readDocument`, in its order; null for nodes outside any section.
 */
export function sectionElements(doc: Y.Doc): (Y.XmlElement | null)[] {
  return splitSections(getFragment(doc)).map(({ section }) => section);
}

interface Standing {
  section: Y.XmlElement | null;
  nodes: RawNode[];
}

/** Each section, and each run of other nodes between sections that contains anything. */
function splitSections(fragment: Y.XmlFragment): Standing[] {
  const found: Standing[] = [];
  for (const node of listNodes(fragment)) {
    if (node.type === 'element' && node.name === 'section') {
      found.push({ section: node.element, nodes: listNodes(node.element) });
      continue;
    }
    const last = found.at(-1);
    if (last?.section === null) last.nodes.push(node);
    else if (toPlainText([node]) !== '') found.push({ section: null, nodes: [node] });
  }
  return found;
}

function readSection(nodes: RawNode[], element: Y.XmlElement | null, known: Set<string>): Section {
  const attributes = readAttributes(element);
  const kind = SectionKind.safeParse(attributes['kind']);
  const [first, ...others] = nodes;
  const isTitled = first?.type === 'element' && first.name === 'sectionTitle';
  const blocks = readBlocks(isTitled ? others : nodes);
  return {
    type: 'section',
    attrs: {
      id: idFor(attributes['id'], element ?? elementIn(nodes), known),
      kind: kind.success ? kind.data : 'other',
      isRemoved: attributes['isRemoved'] === true || attributes['isRemoved'] === 'true',
    },
    content: [
      readTitle(isTitled ? listNodes(first.element) : []),
      ...(blocks.length > 0 ? blocks : [emptyParagraph]),
    ],
  };
}

const emptyParagraph: Block = { type: 'paragraph' };

function readTitle(nodes: RawNode[]): SectionTitle {
  const content = textNodes(readInlines(nodes));
  return content.length > 0 ? { type: 'sectionTitle', content } : { type: 'sectionTitle' };
}

function elementIn(nodes: RawNode[]): Y.XmlElement | null {
  for (const node of nodes) if (node.type === 'element') return node.element;
  return null;
}

/**
 * The section's id. If it is missing, invalid or a duplicate: one derived from the place in the
 * document, the same at every read.
 */
function idFor(given: unknown, element: Y.XmlElement | null, known: Set<string>): string {
  const own = Id.safeParse(given);
  const id =
    own.success && !known.has(own.data) ? own.data : toPlaceId(element, String(known.size));
  known.add(id);
  return id;
}
