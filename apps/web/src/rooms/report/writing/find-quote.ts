import type { Node } from '@tiptap/pm/model';
import { sectionById } from './sections.ts';

/**
 * Where a section contains these words now, ignoring white space and citations; null if it no
 * longer does.
 */
export function findQuote(
  doc: Node,
  sectionId: string,
  quote: string,
): { from: number; to: number } | null {
  const section = sectionById(doc, sectionId);
  const wanted = quote.replaceAll(/\s+/g, '');
  if (!section || wanted === '') return null;
  let text = '';
  const positions: number[] = [];
  section.node.descendants((node, offset) => {
    const own = node.text ?? '';
    for (let index = 0; index < own.length; index += 1) {
      if (/\s/.test(own.charAt(index))) continue;
      text += own.charAt(index);
      positions.push(section.at + 1 + offset + index);
    }
  });
  const start = text.indexOf(wanted);
  const [from, last] = [positions[start], positions[start + wanted.length - 1]];
  return start < 0 || from === undefined || last === undefined ? null : { from, to: last + 1 };
}
