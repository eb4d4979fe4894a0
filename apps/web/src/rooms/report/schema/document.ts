import { ReportDocument, Section } from '@debrief/contract';
import type { Node } from '@tiptap/pm/model';

/** The document as the contract writes it. What the editor needs beside the grammar (the span of a cell) is left out. */
export function toDocument(doc: Node): ReportDocument {
  return ReportDocument.parse({ content: [], ...doc.toJSON() });
}

/** One section in the contract's words; null while it is not whole, as it may be for a moment when two edit it at once. */
export function toSection(node: Node): Section | null {
  return Section.safeParse({ content: [], ...node.toJSON() }).data ?? null;
}
