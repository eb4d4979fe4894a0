import { SafeLink, type Block, type Inline, type TextMark } from '@debrief/contract';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type {
  BlockContent,
  DefinitionContent,
  List,
  PhrasingContent,
  RootContent,
  TableRow,
} from 'mdast';

/** Converts Markdown to blocks of a report. Markup outside the grammar stays as text. */
export function parseMarkdown(text: string): Block[] {
  return fromMarkdown(text, {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  }).children.flatMap(toBlocks);
}

function toBlocks(node: RootContent): Block[] {
  switch (node.type) {
    case 'paragraph':
      return [paragraph(node.children)];
    case 'heading':
      return [
        { type: 'heading', attrs: { level: node.depth > 3 ? 4 : 3 }, ...toContent(node.children) },
      ];
    case 'blockquote':
      return [{ type: 'blockquote', content: toNonEmptyBlocks(node.children) }];
    case 'list':
      return [toList(node)];
    case 'code':
      return [
        {
          type: 'codeBlock',
          attrs: { language: node.lang?.slice(0, 40) ?? null },
          ...(node.value ? { content: [{ type: 'text', text: node.value }] } : {}),
        },
      ];
    case 'thematicBreak':
      return [{ type: 'horizontalRule' }];
    case 'table':
      return [
        { type: 'table', content: node.children.map((row, index) => toRow(row, index === 0)) },
      ];
    case 'html':
      return [words(node.value)];
    case 'definition':
      return [words(`[${node.label ?? node.identifier}]: ${node.url}`)];
    case 'footnoteDefinition':
      return [words(`[${node.label ?? node.identifier}]`), ...node.children.flatMap(toBlocks)];
    case 'yaml':
      return [words(node.value)];
    case 'listItem':
      return toNonEmptyBlocks(node.children);
    case 'tableRow':
    case 'tableCell':
      return [];
    case 'text':
    case 'strong':
    case 'emphasis':
    case 'delete':
    case 'inlineCode':
    case 'break':
    case 'link':
    case 'image':
    case 'linkReference':
    case 'imageReference':
    case 'footnoteReference':
      return [paragraph([node])];
  }
}

function toList(node: List): Block {
  const content = node.children.map((item) => {
    const blocks = toNonEmptyBlocks(item.children);
    const box =
      item.checked === null || item.checked === undefined ? '' : item.checked ? '☑ ' : '☐ ';
    const [first, ...rest] = blocks;
    const marked: Block[] =
      box !== '' && first?.type === 'paragraph'
        ? [{ ...first, content: [{ type: 'text', text: box }, ...(first.content ?? [])] }, ...rest]
        : blocks;
    return { type: 'listItem' as const, content: marked };
  });
  return node.ordered
    ? { type: 'orderedList', attrs: { start: node.start ?? 1 }, content }
    : { type: 'bulletList', content };
}

function toRow(
  row: TableRow,
  isHead: boolean,
): Extract<Block, { type: 'table' }>['content'][number] {
  return {
    type: 'tableRow',
    content: row.children.map((cell) => ({
      type: isHead ? 'tableHeader' : 'tableCell',
      content: [paragraph(cell.children)],
    })),
  };
}

function toNonEmptyBlocks(nodes: (BlockContent | DefinitionContent)[]): Block[] {
  const blocks = nodes.flatMap(toBlocks);
  return blocks.length > 0 ? blocks : [{ type: 'paragraph' }];
}

function paragraph(nodes: PhrasingContent[]): Block {
  return { type: 'paragraph', ...toContent(nodes) };
}

function words(text: string): Block {
  return { type: 'paragraph', ...(text ? { content: [{ type: 'text', text }] } : {}) };
}

function toContent(nodes: PhrasingContent[]): { content?: Inline[] } {
  const content = nodes.flatMap((node) => toInlines(node, []));
  return content.length > 0 ? { content } : {};
}

function toText(text: string, marks: TextMark[]): Inline[] {
  return text === '' ? [] : [{ type: 'text', text, ...(marks.length > 0 ? { marks } : {}) }];
}

function toInlines(node: PhrasingContent, marks: TextMark[]): Inline[] {
  const inside = (children: PhrasingContent[], mark: TextMark | null): Inline[] => {
    const all =
      mark === null || marks.some((one) => one.type === mark.type) ? marks : [...marks, mark];
    return children.flatMap((child) => toInlines(child, all));
  };
  const toLinkMark = (url: string): TextMark | null =>
    SafeLink.safeParse(url).success ? { type: 'link', attrs: { href: url } } : null;
  switch (node.type) {
    case 'text':
      return toText(node.value.replaceAll('\n', ' '), marks);
    case 'strong':
      return inside(node.children, { type: 'bold' });
    case 'emphasis':
      return inside(node.children, { type: 'italic' });
    case 'delete':
      return inside(node.children, { type: 'strike' });
    case 'inlineCode':
      return toText(node.value, [...marks, { type: 'code' }]);
    case 'break':
      return [{ type: 'hardBreak' }];
    case 'link':
      return inside(node.children, toLinkMark(node.url));
    case 'image': {
      const mark = toLinkMark(node.url);
      return toText(node.alt || node.url, mark ? [...marks, mark] : marks);
    }
    case 'linkReference':
      return inside(node.children, null);
    case 'imageReference':
      return toText(node.alt ?? node.identifier, marks);
    case 'footnoteReference':
      return toText(`[${node.label ?? node.identifier}]`, marks);
    case 'html':
      return toText(node.value, marks);
    default:
      return [];
  }
}

/** Whether plain text is Markdown: it contains at least one thing that is not written otherwise. */
export function looksLikeMarkdown(text: string): boolean {
  const head = text.slice(0, 20_000);
  return (
    /^#{1,6} \S|^```|^\s{0,3}(?:[-*+]|\d+[.)]) \S[^\n]*\n\s{0,3}(?:[-*+]|\d+[.)]) \S|^\|.*\|\s*\n\|[\s:|-]+\|/m.test(
      head,
    ) || /\*\*[^\s*][^*\n]*\*\*|\[[^\]\n]+\]\((?:https?:|mailto:|\/)[^)\s]*\)/.test(head)
  );
}

/** Splits long Markdown at ends of blocks, so that each part takes a few milliseconds. */
export function splitMarkdown(text: string, size: number): string[] {
  const pieces: string[] = [];
  let piece: string[] = [];
  let length = 0;
  let fence = '';
  for (const line of text.split('\n')) {
    const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    if (fence === '' && mark !== '') fence = mark;
    else if (fence !== '' && mark.startsWith(fence)) fence = '';
    piece.push(line);
    length += line.length + 1;
    // An indented line continues the list before it.
    const isEnd = line.trim() === '' && fence === '';
    if ((length >= size && isEnd) || length >= size * 4) {
      pieces.push(piece.join('\n'));
      piece = [];
      length = 0;
    }
  }
  if (piece.length > 0) pieces.push(piece.join('\n'));
  return pieces;
}
