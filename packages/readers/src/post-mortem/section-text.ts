import type { Block, Inline, Section } from '@debrief/contract';

/** Every word of sections, block by block, for comparison with the original. */
export function* sectionText(sections: readonly Section[]): Generator<string> {
  for (const section of sections) {
    const [title, ...blocks] = section.content;
    yield `${(title.content ?? []).map((node) => node.text).join('')}\n`;
    for (const block of blocks) yield* blockText(block);
  }
}

function* blockText(block: Block): Generator<string> {
  if (block.type === 'paragraph' || block.type === 'heading')
    yield `${(block.content ?? []).map(inlineText).join('')}\n`;
  else if (block.type === 'codeBlock')
    yield `${(block.content ?? []).map((node) => node.text).join('')}\n`;
  else if (block.type === 'blockquote') for (const inner of block.content) yield* blockText(inner);
  else if (block.type === 'bulletList' || block.type === 'orderedList') {
    for (const item of block.content) for (const inner of item.content) yield* blockText(inner);
  } else if (block.type === 'table') {
    for (const row of block.content)
      for (const cell of row.content) for (const inner of cell.content) yield* blockText(inner);
  }
}

function inlineText(inline: Inline): string {
  return inline.type === 'text' ? inline.text : inline.type === 'hardBreak' ? '\n' : '';
}
