import {
  CiteNode,
  Id,
  Instant,
  LiveKind,
  readCiteTarget,
  SafeLink,
  type Block,
  type Inline,
  type ListItem,
  type TableCell,
  type TextMark,
  type TextNode,
} from '@debrief/contract';
import {
  readAttributes,
  maxDepth,
  toPlaceId,
  listNodes,
  collectText,
  type RawNode,
} from './raw-nodes.ts';

type Element = Extract<RawNode, { type: 'element' }>;

const blockNames = new Set([
  'paragraph',
  'heading',
  'codeBlock',
  'horizontalRule',
  'live',
  'bulletList',
  'orderedList',
  'listItem',
  'blockquote',
  'table',
  'tableRow',
  'tableCell',
  'tableHeader',
  'section',
  'sectionTitle',
]);
const isBlock = (node: RawNode) =>
  node.type === 'element' && (blockNames.has(node.name) || holdsBlocks(node));

/** An element with an unknown name contains blocks if a known block is a direct child. */
function holdsBlocks(node: Element): boolean {
  return (
    node.name !== 'cite' &&
    node.name !== 'hardBreak' &&
    listNodes(node.element).some((inner) => inner.type === 'element' && blockNames.has(inner.name))
  );
}

export function toPlainText(nodes: readonly RawNode[]): string {
  return nodes.map(collectText).join('');
}

/** Blocks of the grammar; text in place of a block becomes a paragraph. */
export function readBlocks(nodes: readonly RawNode[], depth = 0): Block[] {
  const blocks: Block[] = [];
  let run: RawNode[] = [];
  const endRun = () => {
    const content = readInlines(run);
    if (content.length > 0) blocks.push({ type: 'paragraph', content });
    run = [];
  };
  for (const node of nodes) {
    if (!isBlock(node)) {
      run.push(node);
      continue;
    }
    endRun();
    if (node.type === 'element') blocks.push(...readBlock(node, depth));
  }
  endRun();
  return blocks;
}

function readBlock(node: Element, depth: number): Block[] {
  if (depth >= maxDepth) return wordsAsParagraph(node);
  const inner = listNodes(node.element);
  const attributes = readAttributes(node.element);
  switch (node.name) {
    case 'paragraph':
      return textBlock(inner, depth, (content) => ({
        type: 'paragraph',
        ...(content.length > 0 && { content }),
      }));
    case 'heading':
      return textBlock(inner, depth, (content) => ({
        type: 'heading',
        attrs: { level: Number(attributes['level']) > 3 ? 4 : 3 },
        ...(content.length > 0 && { content }),
      }));
    case 'sectionTitle':
      return textBlock(inner, depth, (content) => ({
        type: 'heading',
        attrs: { level: 3 },
        ...(content.length > 0 && { content }),
      }));
    case 'codeBlock':
      return [codeBlock(inner, attributes['language'])];
    case 'horizontalRule':
      return [{ type: 'horizontalRule' }, ...readBlocks(inner, depth + 1)];
    case 'live':
      return [...liveBlock(node.element), ...readBlocks(inner, depth + 1)];
    case 'bulletList':
      return list(inner, depth, (content) => ({ type: 'bulletList', content }));
    case 'orderedList': {
      const start = Number(attributes['start'] ?? 1);
      return list(inner, depth, (content) => ({
        type: 'orderedList',
        ...(Number.isSafeInteger(start) && start !== 1 && { attrs: { start } }),
        content,
      }));
    }
    case 'blockquote': {
      const content = readBlocks(inner, depth + 1);
      return content.length > 0 ? [{ type: 'blockquote', content }] : [];
    }
    case 'table': {
      const rows = inner.map((row) => readCells(row, depth)).filter((cells) => cells.length > 0);
      return rows.length > 0
        ? [{ type: 'table', content: rows.map((content) => ({ type: 'tableRow', content })) }]
        : [];
    }
    default:
      return readBlocks(inner, depth + 1);
  }
}

function wordsAsParagraph(node: RawNode): Block[] {
  const text = collectText(node);
  return text === '' ? [] : [{ type: 'paragraph', content: [{ type: 'text', text }] }];
}

/**
 * A block of running text. Blocks nested in it are placed after it, so that the order of words
 * stays.
 */
function textBlock(
  inner: readonly RawNode[],
  depth: number,
  make: (content: Inline[]) => Block,
): Block[] {
  const first = inner.findIndex(isBlock);
  if (first === -1) return [make(readInlines(inner))];
  return [make(readInlines(inner.slice(0, first))), ...readBlocks(inner.slice(first), depth + 1)];
}

function codeBlock(inner: readonly RawNode[], language: unknown): Block {
  const text = inner
    .map(
      (node) =>
        (node.type === 'element' && node.name === 'hardBreak' ? '\n' : '') + collectText(node),
    )
    .join('');
  return {
    type: 'codeBlock',
    ...(typeof language === 'string' &&
      language !== '' && { attrs: { language: language.slice(0, 40) } }),
    ...(text !== '' && { content: [{ type: 'text', text }] }),
  };
}

const nothing: Block = { type: 'paragraph' };

function list(
  inner: readonly RawNode[],
  depth: number,
  make: (content: ListItem[]) => Block,
): Block[] {
  const items = inner.flatMap((node): ListItem[] => {
    const content =
      node.type === 'element' && node.name === 'listItem'
        ? readBlocks(listNodes(node.element), depth + 1)
        : readBlocks([node], depth + 1);
    if (content.length > 0) return [{ type: 'listItem', content }];
    return node.type === 'element' && node.name === 'listItem'
      ? [{ type: 'listItem', content: [nothing] }]
      : [];
  });
  return items.length > 0 ? [make(items)] : [];
}

function readCells(row: RawNode, depth: number): TableCell[] {
  const cells = row.type === 'element' && row.name === 'tableRow' ? listNodes(row.element) : [row];
  return cells.flatMap((cell): TableCell[] => {
    const isCell =
      cell.type === 'element' && (cell.name === 'tableCell' || cell.name === 'tableHeader');
    const content = readBlocks(isCell ? listNodes(cell.element) : [cell], depth + 1);
    if (content.length === 0 && !isCell) return [];
    return [
      {
        type: isCell && cell.name === 'tableHeader' ? 'tableHeader' : 'tableCell',
        content: content.length > 0 ? content : [nothing],
      },
    ];
  });
}

/** A live block without a known kind shows nothing and contains no words. */
function liveBlock(element: Element['element']): Block[] {
  const attributes = readAttributes(element);
  const kind = LiveKind.safeParse(attributes['kind']);
  const id = Id.safeParse(attributes['id']);
  if (!kind.success) return [];
  const [from, until] = [
    Instant.safeParse(attributes['from']),
    Instant.safeParse(attributes['until']),
  ];
  const given: unknown = attributes['ids'];
  const ids = Array.isArray(given)
    ? given.filter((one): one is string => Id.safeParse(one).success).slice(0, 500)
    : null;
  return [
    {
      type: 'live',
      attrs: {
        id: id.success ? id.data : toPlaceId(element),
        kind: kind.data,
        from: from.success ? from.data : null,
        until: until.success ? until.data : null,
        ids,
      },
    },
  ];
}

export function readInlines(nodes: readonly RawNode[]): Inline[] {
  const found: Inline[] = [];
  for (const node of nodes) {
    if (node.type === 'text') addText(found, node.text, readMarks(node.formats));
    else if (node.name === 'hardBreak') found.push({ type: 'hardBreak' });
    else if (node.name === 'cite') found.push(...cite(node));
    if (node.type === 'element') addText(found, collectText(node), []);
  }
  return found;
}

function addText(content: Inline[], text: string, marks: TextMark[]): void {
  if (text === '') return;
  const last = content.at(-1);
  const isSame =
    last?.type === 'text' && JSON.stringify(last.marks ?? []) === JSON.stringify(marks);
  if (isSame) last.text += text;
  else content.push({ type: 'text', text, ...(marks.length > 0 && { marks }) });
}

/** Text without marks, for a title. */
export function textNodes(content: readonly Inline[]): TextNode[] {
  const text = content
    .map((node) => (node.type === 'text' ? node.text : node.type === 'hardBreak' ? ' ' : ''))
    .join('');
  return text === '' ? [] : [{ type: 'text', text }];
}

function cite(node: Element): Inline[] {
  const {
    targetId,
    quoteStart = null,
    quoteEnd = null,
    ...attributes
  } = readAttributes(node.element);
  const target = readCiteTarget(attributes['target']);
  const whole = CiteNode.safeParse({
    type: 'cite',
    attrs: { target, targetId, quoteStart, quoteEnd },
  });
  if (whole.success) return [whole.data];
  const unquoted = CiteNode.safeParse({
    type: 'cite',
    attrs: { target, targetId, quoteStart: null, quoteEnd: null },
  });
  return unquoted.success ? [unquoted.data] : [];
}

const simpleMarks = ['bold', 'italic', 'strike', 'code'] as const;

/** The marks of a run, always in the same order; an unsafe link is dropped. */
function readMarks(formats: Record<string, unknown>): TextMark[] {
  // The binding adds a hash to the name of a mark that can occur several times.
  const given = new Map(
    Object.entries(formats).map(([name, value]) => [
      name.replace(/--[a-zA-Z0-9+/=]{8}$/, ''),
      value,
    ]),
  );
  const isSet = (name: string) => ![undefined, null, false].includes(given.get(name) as null);
  const link = given.get('link');
  const href =
    typeof link === 'object' && link !== null && 'href' in link
      ? SafeLink.safeParse(link.href)
      : null;
  return [
    ...simpleMarks.filter(isSet).map((type) => ({ type })),
    ...(href?.success ? [{ type: 'link' as const, attrs: { href: href.data } }] : []),
  ];
}
