import { ReportDocument, Section } from '@debrief/contract';
import type { Node } from '@tiptap/pm/model';

/**
 * Converts the document to the contract's form, without what only the editor needs (the span of a
 * cell).
 */
export function toDocument(doc: Node): ReportDocument {
  return ReportDocument.parse({ content: [], ...doc.toJSON() });
}

/**
 * One section in the contract's form; null while two concurrent edits leave it incomplete for a
 * moment.
 */
export function toSection(node: Node): Section | null {
  return Section.safeParse({ content: [], ...node.toJSON() }).data ?? null;
}
