import type {
  Block,
  Inline,
  LiveNode,
  Section,
  SectionTitle,
  TextMark,
  TextNode,
} from '@debrief/contract';
import * as Y from 'yjs';

type Item = {
  type: 'listItem' | 'tableRow' | 'tableCell' | 'tableHeader';
  content: readonly Node[];
};
type Node = Block | Inline | Section | SectionTitle | Item;

/** The name of the fragment in which the editor stores the document. */
export const fragmentName = 'default';

export function getFragment(doc: Y.Doc): Y.XmlFragment {
  return doc.getXmlFragment(fragmentName);
}

/**
 * A section as the editor's binding writes it: an element per node, one text per run of text nodes,
 * marks as formats, no attribute for null.
 */
export function sectionElement(section: Section): Y.XmlElement {
  return toYjsElement(section);
}

export function blockElements(blocks: readonly Block[]): Y.XmlElement[] {
  return blocks.map(toYjsElement);
}

export function inlineTypes(content: readonly Inline[]): (Y.XmlElement | Y.XmlText)[] {
  return toYjsTypes(content);
}

function toYjsTypes(content: readonly Node[]): (Y.XmlElement | Y.XmlText)[] {
  const types: (Y.XmlElement | Y.XmlText)[] = [];
  let run: TextNode[] = [];
  const endRun = () => {
    if (run.length > 0) types.push(toYjsText(run));
    run = [];
  };
  for (const node of content) {
    if (node.type === 'text') {
      run.push(node);
      continue;
    }
    endRun();
    types.push(toYjsElement(node));
  }
  endRun();
  return types;
}

function toYjsText(nodes: readonly TextNode[]): Y.XmlText {
  const text = new Y.XmlText();
  text.applyDelta(
    nodes.map((node) => ({ insert: node.text, attributes: toFormats(node.marks ?? []) })),
  );
  return text;
}

function toFormats(marks: readonly TextMark[]): Record<string, object> {
  return Object.fromEntries(
    marks.map((mark) => [mark.type, mark.type === 'link' ? { href: mark.attrs.href } : {}]),
  );
}

function toYjsElement(node: Exclude<Node, TextNode>): Y.XmlElement {
  const element = new Y.XmlElement(node.type);
  for (const [name, value] of Object.entries(toAttributes(node)))
    if (value !== null) setAttribute(element, name, value);
  const content: readonly Node[] = 'content' in node && node.content ? node.content : [];
  element.insert(0, toYjsTypes(content));
  return element;
}

type Attributes = Record<string, string | number | boolean | string[] | null>;

/**
 * The cast holds: Yjs stores any JSON as an attribute, as the editor's binding does, but its types
 * declare only strings.
 */
export function setAttribute(
  element: Y.XmlElement,
  name: string,
  value: NonNullable<Attributes[string]>,
): void {
  element.setAttribute(name, value as string);
}

/** The attributes of a node, with the defaults of the editor's schema. */
function toAttributes(node: Exclude<Node, TextNode>): Attributes {
  switch (node.type) {
    case 'section':
    case 'heading':
    case 'cite':
      return node.attrs;
    case 'live':
      return liveAttributes(node);
    case 'codeBlock':
      return { language: node.attrs?.language ?? null };
    case 'orderedList':
      return { start: node.attrs?.start ?? 1 };
    case 'tableCell':
    case 'tableHeader':
      return { colspan: 1, rowspan: 1 };
    case 'sectionTitle':
    case 'paragraph':
    case 'horizontalRule':
    case 'hardBreak':
    case 'bulletList':
    case 'blockquote':
    case 'table':
    case 'tableRow':
    case 'listItem':
      return {};
  }
}

function liveAttributes({ attrs }: LiveNode): Attributes {
  return { ...attrs, ids: attrs.ids === null ? null : [...attrs.ids] };
}
