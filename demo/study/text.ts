import type { Block, Inline } from '@debrief/contract';

/** What `[[…]]` in a plan stands for: the key of an event or an entry, or `"words"` of the record. */
export type Resolve = (reference: string) => Inline;

/** Plain text with `[[references]]` as the inline content of a paragraph. */
function inlinesOf(text: string, resolve: Resolve): Inline[] {
  return text.split(/(\[\[.*?\]\])/).flatMap((piece): Inline[] => {
    if (piece === '') return [];
    const reference = /^\[\[(.*)\]\]$/.exec(piece)?.[1];
    return [reference === undefined ? { type: 'text', text: piece } : resolve(reference)];
  });
}

/** A paragraph, or for several texts a list of them. */
export function blockOf(text: string | string[], resolve: Resolve): Block {
  if (typeof text === 'string') return { type: 'paragraph', content: inlinesOf(text, resolve) };
  return {
    type: 'bulletList',
    content: text.map((item) => ({ type: 'listItem', content: [blockOf(item, resolve)] })),
  };
}
