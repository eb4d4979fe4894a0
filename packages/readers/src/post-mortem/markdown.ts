import type { TextMark } from '@debrief/contract';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { htmlParts, findOpenedBy, visibleHtml } from './html.ts';
import { imageSign } from '../document/page-text.ts';
import { linkTo, tidy, withMark } from './leaves.ts';
import type { Cell, Inline, Item, Part } from './parts.ts';

type Root = ReturnType<typeof fromMarkdown>;
type Node = Root | Root['children'][number];
type Flow = Root['children'][number];
type Phrase = Extract<Flow, { type: 'paragraph' }>['children'][number];
type Targets = Map<string, string>;

export function parseMarkdown(text: string): Root {
  return fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

/** The parts of Markdown, with offsets in its text. */
export function markdownParts(root: Root, text: string): Part[] {
  const targets: Targets = new Map();
  collectTargets(root, targets);
  return new MarkdownReader(text, targets).flow(root.children);
}

function collectTargets(node: Node, into: Targets): void {
  if (node.type === 'definition') into.set(node.identifier, into.get(node.identifier) ?? node.url);
  if ('children' in node) for (const child of node.children) collectTargets(child, into);
}

class MarkdownReader {
  private readonly text: string;
  private readonly targets: Targets;

  constructor(text: string, targets: Targets) {
    this.text = text;
    this.targets = targets;
  }

  flow(nodes: readonly Flow[]): Part[] {
    const parts: Part[] = [];
    for (let at = 0; at < nodes.length; at++) {
      const node = nodes[at];
      if (node === undefined) break;
      if (node.type !== 'html') {
        parts.push(...this.block(node));
        continue;
      }
      // HTML that a blank line splits in two is one piece for its writer.
      let last = node;
      for (let next = nodes[at + 1]; next?.type === 'html'; next = nodes[at + 1])
        [last, at] = [next, at + 1];
      const [from, to] = [getStart(node), getEnd(last)];
      parts.push(...htmlParts(this.text.slice(from, to), from));
    }
    return parts;
  }

  private block(node: Flow): Part[] {
    if (node.type === 'heading')
      return [{ type: 'heading', level: node.depth, inlines: this.phrases(node.children) }];
    if (node.type === 'paragraph')
      return [{ type: 'paragraph', inlines: this.phrases(node.children) }];
    if (node.type === 'code')
      return [
        {
          type: 'code',
          language: node.lang ?? null,
          text: codeText(node),
          from: getStart(node),
          to: getEnd(node),
        },
      ];
    if (node.type === 'thematicBreak') return [{ type: 'rule' }];
    if (node.type === 'blockquote') return [{ type: 'quote', parts: this.flow(node.children) }];
    if (node.type === 'list') {
      const items = node.children.map((item): Item => ({
        isDone: item.checked ?? null,
        parts: this.flow(item.children),
      }));
      return [{ type: 'list', start: node.ordered === true ? (node.start ?? 1) : null, items }];
    }
    if (node.type === 'table') {
      const toCell = (cell: { children: Phrase[] }, isHeader: boolean): Cell => ({
        isHeader,
        parts: [{ type: 'paragraph', inlines: this.phrases(cell.children) }],
      });
      return [
        {
          type: 'table',
          rows: node.children.map((row, at) => row.children.map((cell) => toCell(cell, at === 0))),
        },
      ];
    }
    if (node.type === 'footnoteDefinition') {
      const label: Part = {
        type: 'paragraph',
        inlines: [{ text: footnote(node), marks: [], from: getStart(node), to: getStart(node) }],
      };
      return [label, ...this.flow(node.children)];
    }
    return 'value' in node
      ? [
          {
            type: 'paragraph',
            inlines: [{ text: node.value, marks: [], from: getStart(node), to: getEnd(node) }],
          },
        ]
      : [];
  }

  private phrases(nodes: readonly Phrase[]): Inline[] {
    const open: { tag: string; mark: TextMark | null }[] = [];
    const inlines: Inline[] = [];
    const walk = (phrases: readonly Phrase[], outer: TextMark[]): void => {
      for (const node of phrases) {
        const marks = open.reduce<TextMark[]>((all, { mark }) => withMark(all, mark), outer);
        const leaf = (text: string, more: TextMark | null = null): number =>
          inlines.push({
            text,
            marks: withMark(marks, more),
            from: getStart(node),
            to: getEnd(node),
          });
        if (node.type === 'text') leaf(node.value.replaceAll('\r\n', '\n'));
        else if (node.type === 'inlineCode') leaf(node.value, { type: 'code' });
        else if (node.type === 'break') inlines.push(null);
        else if (node.type === 'emphasis') walk(node.children, withMark(marks, { type: 'italic' }));
        else if (node.type === 'strong') walk(node.children, withMark(marks, { type: 'bold' }));
        else if (node.type === 'delete') walk(node.children, withMark(marks, { type: 'strike' }));
        else if (node.type === 'link') walk(node.children, withMark(marks, linkTo(node.url)));
        else if (node.type === 'linkReference')
          walk(node.children, withMark(marks, linkTo(this.targets.get(node.identifier) ?? '')));
        else if (node.type === 'image') leaf(nonEmpty(node.alt), linkTo(node.url));
        else if (node.type === 'imageReference')
          leaf(nonEmpty(node.alt), linkTo(this.targets.get(node.identifier) ?? ''));
        else if (node.type === 'footnoteReference') leaf(footnote(node));
        else if (node.type === 'html') {
          const tag = findOpenedBy(node.value);
          if (tag.type === 'open') open.push(tag);
          else if (tag.type === 'close') close(open, tag.tag);
          else if (tag.type === 'break') inlines.push(null);
          else if (tag.type === 'words') leaf(tag.text, tag.mark);
        }
      }
    };
    walk(nodes, []);
    return tidy(inlines);
  }
}

function close(open: { tag: string }[], tag: string): void {
  const at = open.findLastIndex((each) => each.tag === tag);
  if (at !== -1) open.splice(at, 1);
}

/** Text after the language of a fence is kept as its first line. */
function codeText(node: Extract<Flow, { type: 'code' }>): string {
  return node.meta === null || node.meta === undefined ? node.value : `${node.meta}\n${node.value}`;
}

function footnote(node: { label?: string | null | undefined; identifier: string }): string {
  return `[${node.label ?? node.identifier}]`;
}

function nonEmpty(alt: string | null | undefined): string {
  return alt === null || alt === undefined || alt.trim() === ''
    ? imageSign
    : alt.replaceAll(/\s+/g, ' ');
}

interface Placed {
  position?:
    | { start: { offset?: number | undefined }; end: { offset?: number | undefined } }
    | undefined;
}
const getStart = (node: Placed): number => node.position?.start.offset ?? 0;
const getEnd = (node: Placed): number => node.position?.end.offset ?? 0;

/** The visible words of the Markdown, from the tree only, for comparison with the sections. */
export function* visibleMarkdown(root: Root, text: string): Generator<string> {
  yield* visible(root, text);
}

function* visible(node: Node | Phrase, text: string): Generator<string> {
  if (node.type === 'code') yield `\n${codeText(node)}\n`;
  else if (node.type === 'footnoteReference') yield footnote(node);
  else if (node.type === 'break') yield '\n';
  else if (node.type === 'html') yield inlineText(node.value);
  else if ('alt' in node) yield nonEmpty(node.alt);
  else if ('value' in node) yield node.value;
  if (node.type === 'footnoteDefinition') yield `\n${footnote(node)}\n`;
  if (!('children' in node)) return;
  if (holdsBlocks(node)) yield* visibleBlocks(node.children, text);
  else for (const child of node.children) yield* visible(child, text);
  if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell') yield '\n';
}

function holdsBlocks(
  node: Node | Phrase,
): node is Extract<Node, { type: 'root' | 'blockquote' | 'listItem' | 'footnoteDefinition' }> {
  return (
    node.type === 'root' ||
    node.type === 'blockquote' ||
    node.type === 'listItem' ||
    node.type === 'footnoteDefinition'
  );
}

function* visibleBlocks(nodes: readonly Flow[], text: string): Generator<string> {
  let from: number | null = null;
  for (const [at, node] of nodes.entries()) {
    if (node.type !== 'html') {
      yield* visible(node, text);
      continue;
    }
    from ??= getStart(node);
    if (nodes[at + 1]?.type === 'html') continue;
    yield `${visibleHtml(text.slice(from, getEnd(node)))}\n`;
    from = null;
  }
}

function inlineText(html: string): string {
  const tag = findOpenedBy(html);
  return tag.type === 'words' ? tag.text : tag.type === 'break' ? '\n' : '';
}
