import { reportTexts, type ReportText } from '@debrief/prose/lens-report';
import type { Node } from '@tiptap/pm/model';
import { toSection } from '../schema/document.ts';

const known = new WeakMap<Node, readonly ReportText[]>();

/** What the language lens reads in the report; only sections that changed are looked at again. */
export function listLensTexts(doc: Node): ReportText[] {
  const texts: ReportText[] = [];
  doc.forEach((node) => {
    const section = known.get(node) ?? readSection(node);
    known.set(node, section);
    texts.push(...section);
  });
  return texts;
}

function readSection(node: Node): readonly ReportText[] {
  const section = toSection(node);
  return section ? reportTexts({ type: 'doc', content: [section] }) : [];
}
