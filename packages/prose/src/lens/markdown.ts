import { guessSectionKind, type SectionKind } from '@debrief/contract';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { maskCode, maskQuotes, type Passage } from './passages.ts';

type Root = ReturnType<typeof fromMarkdown>;
type Node = Root | Root['children'][number];

const frontMatter = /^(?:\uFEFF)?---\r?\n[\s\S]*?\r?\n---\r?\n/u;

/** A passage, with the section that its last heading names. */
export interface MarkdownPassage extends Passage {
  section: SectionKind;
}

/**
 * The running text of a Markdown file: paragraphs, list items and cells. Headings, lines that look
 * like headings, quotes, code, HTML and front matter are left out.
 */
export function markdownPassages(source: string): MarkdownPassage[] {
  const matter = frontMatter.exec(source)?.[0] ?? '';
  const text = matter.replaceAll(/[^\n]/g, ' ') + source.slice(matter.length);
  const root = fromMarkdown(text, {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  });
  const passages: MarkdownPassage[] = [];
  let section: SectionKind = 'other';
  const visit = (node: Node): void => {
    if (node.type === 'paragraph' || node.type === 'tableCell') {
      if (!isHeadingLine(node)) passages.push({ ...toPassage(node, text), section });
      return;
    }
    if (node.type === 'heading') {
      const heading = text.slice(...getRange(node)).replace(/^#+/u, '');
      // A smaller heading of no known section is part of the one above it.
      const named = guessSectionKind(heading.trim());
      if (named !== 'other' || node.depth <= 2) section = named;
      return;
    }
    if (node.type === 'blockquote') return;
    if (!('children' in node)) return;
    // The first row of a table is its heading.
    for (const child of node.type === 'table' ? node.children.slice(1) : node.children)
      visit(child);
  };
  visit(root);
  return passages.filter((one) => one.text.trim() !== '');
}

const getRange = ({ position }: Node): [start: number, end: number] => [
  position?.start.offset ?? 0,
  position?.end.offset ?? 0,
];

/** A paragraph that is all bold is a heading to its readers. */
function isHeadingLine(node: Node): boolean {
  return (
    'children' in node &&
    node.children.length > 0 &&
    node.children.every(
      (one) => one.type === 'strong' || (one.type === 'text' && /^[\s:]*$/u.test(one.value)),
    )
  );
}

function toPassage(node: Node, text: string): Passage {
  const [from, to] = getRange(node);
  const masked = Array.from({ length: to - from }, () => ' ');
  const copy = (child: Node): void => {
    const [start, end] = getRange(child);
    if (child.type === 'text') {
      // A soft line break is a space.
      for (let at = start; at < end; at += 1)
        masked[at - from] = text[at]?.replace(/\s/u, ' ') ?? ' ';
    } else if (child.type === 'inlineCode') {
      for (let at = start; at < end; at += 1) masked[at - from] = maskCode(' ');
    } else if (child.type === 'break') masked[start - from] = '\n';
    else if ('children' in child) for (const one of child.children) copy(one);
  };
  copy(node);
  return { text: maskQuotes(masked.join('')), start: from };
}
