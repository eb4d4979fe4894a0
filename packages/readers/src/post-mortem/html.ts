import type { TextMark } from '@debrief/contract';
import { parseHtml } from '../document/parse-html.ts';
import {
  readAlt,
  holdsBlock,
  isHidden,
  pageText,
  textProperty,
  type PageElement,
  type PageNode,
} from '../document/page-text.ts';
import { linkTo, tidy, withMark } from './leaves.ts';
import type { Cell, Inline, Item, Part } from './parts.ts';

type Node = PageNode;
type Element = PageElement;

const markOf: Partial<Record<string, TextMark>> = {
  strong: { type: 'bold' },
  b: { type: 'bold' },
  em: { type: 'italic' },
  i: { type: 'italic' },
  del: { type: 'strike' },
  s: { type: 'strike' },
  strike: { type: 'strike' },
  code: { type: 'code' },
  kbd: { type: 'code' },
  samp: { type: 'code' },
  tt: { type: 'code' },
};

/** The position of an HTML text node in the text of the evidence. */
type Place = (node: {
  value: string;
  position?:
    | { start: { offset?: number | undefined }; end: { offset?: number | undefined } }
    | undefined;
}) => [number, number];

export function htmlParts(html: string, base: number): Part[] {
  const reader = new HtmlReader((node) => [
    base + (node.position?.start.offset ?? 0),
    base + (node.position?.end.offset ?? html.length),
  ]);
  return reader.read(parseHtml(html, { fragment: true }).children);
}

/** A full page: its visible text, and its parts with offsets in that text. */
export function readPage(html: string): { text: string; title: string | null; parts: Part[] } {
  const root = parseHtml(html);
  const { text, places } = pageText(root);
  const reader = new HtmlReader((node) => places.get(node) ?? [0, 0]);
  return { text, title: pageTitle(root.children), parts: reader.read(root.children) };
}

/** The text of HTML that a browser would show, from the tree only. */
export function visibleHtml(html: string): string {
  return pageText(parseHtml(html, { fragment: true })).text;
}

/** The effect of an inline tag. */
export function findOpenedBy(
  html: string,
):
  | { type: 'open'; tag: string; mark: TextMark | null }
  | { type: 'close'; tag: string }
  | { type: 'words'; text: string; mark: TextMark | null }
  | { type: 'break' }
  | { type: 'nothing' } {
  const closed = /^<\/\s*([a-z0-9]+)/i.exec(html);
  if (closed?.[1] !== undefined) return { type: 'close', tag: closed[1].toLowerCase() };
  const [element] = parseHtml(html, { fragment: true }).children;
  if (element?.type !== 'element') return { type: 'nothing' };
  if (element.tagName === 'br') return { type: 'break' };
  if (element.tagName === 'img')
    return { type: 'words', text: readAlt(element), mark: linkTo(textProperty(element, 'src')) };
  return { type: 'open', tag: element.tagName, mark: ownMark(element) };
}

function ownMark(element: Element): TextMark | null {
  return element.tagName === 'a'
    ? linkTo(textProperty(element, 'href'))
    : (markOf[element.tagName] ?? null);
}

function pageTitle(nodes: readonly Node[]): string | null {
  for (const node of nodes) {
    if (node.type !== 'element') continue;
    if (node.tagName === 'title')
      return (
        node.children
          .map((child) => (child.type === 'text' ? child.value : ''))
          .join('')
          .trim() || null
      );
    const inner = pageTitle(node.children);
    if (inner !== null) return inner;
  }
  return null;
}

class HtmlReader {
  private readonly place: Place;

  constructor(place: Place) {
    this.place = place;
  }

  /** Text between blocks becomes its own paragraph. */
  read(nodes: readonly Node[], marks: TextMark[] = []): Part[] {
    const parts: Part[] = [];
    let line: Inline[] = [];
    const endLine = (): void => {
      const inlines = tidy(line);
      if (inlines.length > 0) parts.push({ type: 'paragraph', inlines });
      line = [];
    };
    for (const node of nodes) {
      if (node.type === 'element' && !isHidden(node) && holdsBlock(node)) {
        endLine();
        parts.push(...this.block(node, withMark(marks, ownMark(node))));
      } else line.push(...this.inline(node, marks));
    }
    endLine();
    return parts;
  }

  private block(element: Element, marks: TextMark[]): Part[] {
    const level = /^h([1-6])$/.exec(element.tagName)?.[1];
    if (level !== undefined)
      return [
        {
          type: 'heading',
          level: Number(level),
          inlines: tidy(element.children.flatMap((child) => this.inline(child, []))),
        },
      ];
    switch (element.tagName) {
      case 'p':
        return this.read(element.children, marks);
      case 'hr':
        return [{ type: 'rule' }];
      case 'pre':
        return this.code(element);
      case 'blockquote': {
        const parts = this.read(element.children);
        return parts.length === 0 ? [] : [{ type: 'quote', parts }];
      }
      case 'ul':
      case 'ol':
        return this.list(element);
      case 'table':
        return this.table(element);
      default:
        return this.read(element.children, marks);
    }
  }

  private list(element: Element): Part[] {
    const items = element.children.flatMap((child): Item[] => {
      const isItem = child.type === 'element' && child.tagName === 'li';
      const parts = isItem ? this.read(child.children) : this.read([child]);
      return parts.length === 0 ? [] : [{ isDone: isItem ? readCheckbox(child) : null, parts }];
    });
    const start = Number(element.properties['start'] ?? 1);
    return items.length === 0
      ? []
      : [
          {
            type: 'list',
            start: element.tagName === 'ol' ? (Number.isInteger(start) ? start : 1) : null,
            items,
          },
        ];
  }

  private table(element: Element): Part[] {
    const parts: Part[] = [];
    const rows: Cell[][] = [];
    const walk = (nodes: readonly Node[]): void => {
      for (const node of nodes) {
        if (node.type !== 'element') continue;
        if (node.tagName === 'tr') {
          const cells = node.children.flatMap((cell): Cell[] =>
            cell.type === 'element' && !isHidden(cell)
              ? [{ isHeader: cell.tagName === 'th', parts: this.read(cell.children) }]
              : [],
          );
          if (cells.length > 0) rows.push(cells);
        } else if (node.tagName === 'caption') parts.push(...this.read(node.children));
        else walk(node.children);
      }
    };
    walk(element.children);
    return rows.length === 0 ? parts : [...parts, { type: 'table', rows }];
  }

  private code(element: Element): Part[] {
    const leaves = element.children.flatMap((child) => this.inline(child, [], true));
    const text = leaves.map((leaf) => leaf?.text ?? '\n').join('');
    const placed = leaves.filter((leaf) => leaf !== null);
    const [first, last] = [placed[0], placed.at(-1)];
    if (first === undefined || last === undefined || text.trim() === '') return [];
    return [
      {
        type: 'code',
        language: null,
        text: text.replace(/^\n|\n$/g, ''),
        from: first.from,
        to: last.to,
      },
    ];
  }

  private inline(node: Node, marks: TextMark[], isPre = false): Inline[] {
    if (node.type === 'text') {
      const [from, to] = this.place(node);
      return [
        { text: isPre ? node.value : node.value.replaceAll(/[ \t\r\n\f]+/g, ' '), marks, from, to },
      ];
    }
    if (node.type !== 'element' || isHidden(node)) return [];
    if (node.tagName === 'br') return [null];
    if (node.tagName === 'img') {
      const [from, to] = this.place({ value: '', ...node });
      return [
        {
          text: readAlt(node),
          marks: withMark(marks, linkTo(textProperty(node, 'src'))),
          from,
          to,
        },
      ];
    }
    const inner = node.children.flatMap((child) =>
      this.inline(child, withMark(marks, ownMark(node)), isPre),
    );
    if (node.tagName !== 'time') return inner;
    const written = textProperty(node, 'dateTime').trim();
    const at = statedTime(written);
    const stated =
      at === null ? (/^\d{4}-\d{2}-\d{2}$/.test(written) ? { day: written } : {}) : { at };
    return inner.map((one) => (one === null ? null : { ...one, ...stated }));
  }
}

/**
 * `datetime` with a date and a time; seconds are added so that its zone is not mistaken for a
 * range.
 */
function statedTime(written: string): string | null {
  const parts =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(
      written.trim(),
    );
  if (parts === null) return null;
  const [, day = '', clock = '', seconds = ':00', zone = ''] = parts;
  return `${day} ${clock}${seconds}${zone === '' ? '' : ` ${zone}`}`;
}

function readCheckbox(item: Element): boolean | null {
  // A task of Confluence has no checkbox.
  if (item.properties['dataInlineTaskId'] !== undefined) {
    const { className } = item.properties;
    return Array.isArray(className) && className.includes('checked');
  }
  for (const child of item.children) {
    if (child.type !== 'element') continue;
    if (child.tagName === 'input' && child.properties['type'] === 'checkbox')
      return child.properties['checked'] === true;
    const inner = child.tagName === 'p' || child.tagName === 'label' ? readCheckbox(child) : null;
    if (inner !== null) return inner;
  }
  return null;
}
