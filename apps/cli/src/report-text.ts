import type { Block, Inline, ReportDocument } from '@debrief/contract';
import { cleanControls } from './text.ts';

/**
 * The active sections of a report as Markdown-like text: for reading and searching, not for import.
 */
export function reportAsText(document: ReportDocument): string {
  const standing = document.content.filter((section) => !section.attrs.isRemoved);
  const sections = standing.map(({ content: [title, ...blocks] }) => {
    const name = (title.content ?? []).map((node) => node.text).join('');
    return [`## ${cleanControls(name)}`, ...blocks.map(blockText)]
      .filter((text) => text !== '')
      .join('\n\n');
  });
  return `${sections.join('\n\n')}\n`;
}

function blockText(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return inlineText(block.content);
    case 'heading':
      return `${'#'.repeat(block.attrs.level)} ${inlineText(block.content)}`;
    case 'codeBlock':
      return `\`\`\`${cleanControls(block.attrs?.language ?? '')}\n${cleanControls((block.content ?? []).map((node) => node.text).join(''))}\n\`\`\``;
    case 'horizontalRule':
      return '---';
    case 'live':
      return `[${block.attrs.kind}, as it is now]`;
    case 'bulletList':
      return block.content.map((item) => indentBlocks('- ', item.content)).join('\n');
    case 'orderedList':
      return block.content
        .map((item, index) => indentBlocks(`${(block.attrs?.start ?? 1) + index}. `, item.content))
        .join('\n');
    case 'blockquote':
      return blocksText(block.content).replaceAll(/^/gm, '> ');
    case 'table':
      return block.content
        .map(
          (row) =>
            `| ${row.content.map((cell) => blocksText(cell.content).replaceAll(/(?<!\s)\s*\n\s*/g, ' ')).join(' | ')} |`,
        )
        .join('\n');
  }
}

function blocksText(blocks: readonly Block[]): string {
  return blocks
    .map(blockText)
    .filter((text) => text !== '')
    .join('\n');
}

function indentBlocks(mark: string, blocks: readonly Block[]): string {
  return mark + blocksText(blocks).replaceAll('\n', `\n${' '.repeat(mark.length)}`);
}

const signs = { bold: '**', italic: '_', strike: '~~', code: '`' } as const;

function inlineText(content: readonly Inline[] = []): string {
  return content
    .map((node) => {
      if (node.type === 'hardBreak') return '\n';
      if (node.type === 'cite') return `[${node.attrs.target}]`;
      return (node.marks ?? []).reduce(
        (text, mark) =>
          mark.type === 'link'
            ? `[${text}](${cleanControls(mark.attrs.href)})`
            : signs[mark.type] + text + signs[mark.type],
        cleanControls(node.text),
      );
    })
    .join('');
}
