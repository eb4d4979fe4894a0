import type { Block, Inline, ReportDocument, SectionKind } from '@debrief/contract';
import type { Node } from '@tiptap/pm/model';
import { EditorState, type Plugin } from '@tiptap/pm/state';
import { reportSchema } from '../schema/schema.ts';

const schema = reportSchema();

export function createId(number: number): string {
  return `01935f00-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

export function paragraph(...content: (string | Inline)[]): Block {
  const inline = content.map((one): Inline =>
    typeof one === 'string' ? { type: 'text', text: one } : one,
  );
  return inline.length > 0 ? { type: 'paragraph', content: inline } : { type: 'paragraph' };
}

export function cite(number: number, target: 'event' | 'evidence' | 'finding' = 'event'): Inline {
  return {
    type: 'cite',
    attrs: { target, targetId: createId(number), quoteStart: null, quoteEnd: null },
  };
}

interface Written {
  id: number;
  kind?: SectionKind;
  isRemoved?: boolean;
  title?: string;
  blocks: Block[];
}

export function createReport(...sections: Written[]): Node {
  const document: ReportDocument = {
    type: 'doc',
    content: sections.map(
      ({ id, kind = 'event', isRemoved = false, title = 'What happened', blocks }) => ({
        type: 'section',
        attrs: { id: createId(id), kind, isRemoved },
        content: [{ type: 'sectionTitle', content: [{ type: 'text', text: title }] }, ...blocks],
      }),
    ),
  };
  return schema.nodeFromJSON(document);
}

export function createState(doc: Node, ...plugins: Plugin[]): EditorState {
  return EditorState.create({ doc, schema, plugins });
}

/** The position before the first occurrence of some words. */
export function before(doc: Node, words: string): number {
  let found = -1;
  doc.descendants((node, at) => {
    const index = node.isText ? (node.text?.indexOf(words) ?? -1) : -1;
    if (found < 0 && index >= 0) found = at + index;
  });
  if (found < 0) throw new Error(`“${words}” is nowhere`);
  return found;
}
