import type { ReportDocument } from '@debrief/contract';
import type { MaskProse } from '../../evidence/index.ts';
import { holdsWords } from '../mask-draft.ts';

/**
 * Masks words in a document, also where they span formatting within a run of text. `mask` gets the
 * section.
 */
export function maskDocument(document: ReportDocument, mask: MaskProse): ReportDocument {
  return {
    ...document,
    content: document.content.map((section) =>
      maskedNode(section, (text) => mask(section.attrs.id, text)),
    ),
  };
}

interface Node {
  type: string;
  text?: string;
  marks?: unknown[];
  content?: unknown[];
}

/** A node keeps its structure: only letters change, and links can be removed. */
function maskedNode<T>(node: T, mask: (text: string) => string): T {
  if (!isNode(node) || !node.content) return node;
  const whole = mask(node.content.map((child) => readText(child) ?? '\uFFFC').join(''));
  let at = 0;
  const content = node.content.map((child): unknown => {
    const text = readText(child);
    const start = at;
    at += text?.length ?? 1;
    if (text === null || !isNode(child)) return maskedNode(child, mask);
    const marks = child.marks?.filter((one) => !holdsWords(one, mask));
    return { ...child, text: whole.slice(start, at), ...(marks && { marks }) };
  });
  return { ...node, content };
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function readText(child: unknown): string | null {
  return isNode(child) && child.type === 'text' && child.text !== undefined ? child.text : null;
}
