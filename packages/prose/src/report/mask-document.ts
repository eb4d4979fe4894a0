import type {
  Block,
  CiteNode,
  Inline,
  ListItem,
  LiveNode,
  ReportDocument,
  TableRow,
} from '@debrief/contract';
import { citeMark, inlineText, moveMarksBeforeStops } from './inline-text.ts';
import { splitSentences } from './sentences.ts';

/** How many sentences are hidden: about something later, or without a citation that gives a time. */
export interface HiddenSentences {
  later: number;
  undated: number;
}

export interface DocumentMask {
  /** Whether what a citation refers to was known. */
  isKnown: (cite: CiteNode['attrs']) => boolean;
  isLiveShown: (block: LiveNode['attrs']) => boolean;
}

/**
 * What a report says about what was known: the sentences whose citations were all known. Headings
 * stay if something is below them. Titles of sections by people have no time, so that their kinds
 * name them.
 */
export function maskDocument(
  document: ReportDocument,
  { isKnown, isLiveShown }: DocumentMask,
): { document: ReportDocument; hidden: HiddenSentences } {
  const hidden = { later: 0, undated: 0 };
  const mask = new Mask({ isKnown, isLiveShown }, hidden);
  const content = document.content.flatMap((section) => {
    const [, ...blocks] = section.content;
    const kept = section.attrs.isRemoved ? [] : mask.blocks(blocks);
    const title = { type: 'sectionTitle' as const };
    return kept.length === 0
      ? []
      : [{ ...section, content: [title, ...kept] as typeof section.content }];
  });
  return { document: { type: 'doc', content }, hidden };
}

class Mask {
  private readonly rules: DocumentMask;
  private readonly hidden: HiddenSentences;

  constructor(rules: DocumentMask, hidden: HiddenSentences) {
    this.rules = rules;
    this.hidden = hidden;
  }

  blocks(blocks: readonly Block[]): Block[] {
    const kept: Block[] = [];
    let headings: Block[] = [];
    for (const block of blocks) {
      if (block.type === 'heading') {
        headings.push({ ...block, content: block.content?.filter(({ type }) => type !== 'cite') });
        continue;
      }
      const shown = this.block(block);
      if (!shown) continue;
      kept.push(...headings, shown);
      headings = [];
    }
    return kept;
  }

  private block(block: Block): Block | null {
    switch (block.type) {
      case 'paragraph': {
        const content = this.inlines(block.content ?? []);
        return content.length === 0 ? null : { ...block, content };
      }
      case 'codeBlock':
        this.hidden.undated += 1;
        return null;
      case 'bulletList':
      case 'orderedList': {
        const content = block.content.flatMap(({ content: inner }): ListItem[] => {
          const kept = this.blocks(inner);
          return kept.length === 0 ? [] : [{ type: 'listItem', content: kept }];
        });
        return content.length === 0 ? null : { ...block, content };
      }
      case 'blockquote': {
        const content = this.blocks(block.content);
        return content.length === 0 ? null : { ...block, content };
      }
      case 'table':
        return this.table(block.content);
      case 'live':
        return this.rules.isLiveShown(block.attrs) ? block : null;
      case 'heading':
      case 'horizontalRule':
        return null;
    }
  }

  /** A row is shown if one of its cells is; the others are empty. */
  private table(rows: readonly TableRow[]): Block | null {
    const isHeader = (row: TableRow) => row.content.every(({ type }) => type === 'tableHeader');
    const shown = rows.flatMap((row): TableRow[] => {
      if (isHeader(row)) return [];
      const cells = row.content.map((cell) => ({ ...cell, content: this.blocks(cell.content) }));
      if (cells.every(({ content }) => content.length === 0)) return [];
      const filled = cells.map((cell) =>
        cell.content.length === 0 ? { ...cell, content: [{ type: 'paragraph' as const }] } : cell,
      );
      return [{ ...row, content: filled }];
    });
    return shown.length === 0
      ? null
      : { type: 'table', content: [...rows.filter(isHeader), ...shown] };
  }

  private inlines(content: readonly Inline[]): Inline[] {
    const text = inlineText(content);
    const starts = splitSentences(moveMarksBeforeStops(text)).map(({ start }) => start);
    const shown = starts.flatMap((start, index) => {
      const from = index === 0 ? 0 : start;
      const sentence = sliceInlines(content, from, starts[index + 1] ?? text.length);
      return this.isShown(sentence) ? sentence : [];
    });
    return trimStart(shown);
  }

  private isShown(sentence: readonly Inline[]): boolean {
    const cites = sentence.flatMap((node) => (node.type === 'cite' ? [node.attrs] : []));
    if (cites.length === 0) this.hidden.undated += 1;
    else if (!cites.every((cite) => this.rules.isKnown(cite))) this.hidden.later += 1;
    else return true;
    return false;
  }
}

/** A part of inline content by offsets in its text. */
function sliceInlines(content: readonly Inline[], from: number, until: number): Inline[] {
  let at = 0;
  return content.flatMap((node): Inline[] => {
    const start = at;
    at += node.type === 'text' ? node.text.length : citeMark.length;
    if (at <= from || start >= until) return [];
    if (node.type !== 'text') return [node];
    const text = node.text.slice(Math.max(0, from - start), until - start);
    return text === '' ? [] : [{ ...node, text }];
  });
}

/** Without the space or line break that separated it from a hidden sentence. */
function trimStart(content: Inline[]): Inline[] {
  const [first, ...rest] = content;
  if (first?.type === 'hardBreak') return trimStart(rest);
  if (first?.type !== 'text') return content;
  const text = first.text.trimStart();
  return text === '' ? trimStart(rest) : [{ ...first, text }, ...rest];
}
