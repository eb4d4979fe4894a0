import type { Block, Inline } from '@debrief/contract';

/** Resolves a `[[…]]` of a plan: the key of an event or a finding, or `"words"` of the record. */
export type Resolve = (reference: string) => Inline;

/** Text with `[[references]]` and `**bold**` as the inline content of a paragraph. */
function parseInlines(text: string, resolve: Resolve): Inline[] {
  return text.split(/(\[\[.*?\]\]|\*\*.*?\*\*)/).flatMap((piece): Inline[] => {
    if (piece === '') return [];
    const reference = /^\[\[(.*)\]\]$/.exec(piece)?.[1];
    const bold = /^\*\*(.*)\*\*$/.exec(piece)?.[1];
    if (bold !== undefined) return [{ type: 'text', text: bold, marks: [{ type: 'bold' }] }];
    return [reference === undefined ? { type: 'text', text: piece } : resolve(reference)];
  });
}

/** A paragraph, or a list if there are several texts. */
export function toBlock(text: string | string[], resolve: Resolve): Block {
  if (typeof text === 'string') return { type: 'paragraph', content: parseInlines(text, resolve) };
  return {
    type: 'bulletList',
    content: text.map((item) => ({ type: 'listItem', content: [toBlock(item, resolve)] })),
  };
}
