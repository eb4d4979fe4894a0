import type {
  Block,
  Inline as ReportInline,
  ListItem,
  Section,
  SectionKind,
  TableRow,
} from '@debrief/contract';
import { headingKind } from './kinds.ts';
import { type Inline, type Item, type Part, toPlainText } from './parts.ts';
import { leadingTime } from '../time/written-time.ts';

export interface Chapter {
  kind: SectionKind;
  title: string;
  heading: Inline[];
  parts: Part[];
  /** The level of the headings that divide the report. */
  level: number;
}

/** Deeper nesting is flattened, so that no text is too deep to store. */
const deepest = 12;

/**
 * Splits a report at its section headings. Text before the first is its summary if it has no other.
 */
export function splitChapters(parts: readonly Part[]): {
  title: string | null;
  chapters: Chapter[];
} {
  const levels = parts.flatMap((part) => (part.type === 'heading' ? [part.level] : []));
  const top = Math.min(...levels);
  const isTitled =
    levels[0] === top && levels.filter((level) => level === top).length === 1 && levels.length > 1;
  const rest = isTitled ? levels.slice(1) : levels;
  const cut = deepestCut(parts, rest.length === 0 ? top : Math.min(...rest));
  const chapters: Chapter[] = [];
  let title: string | null = null;
  let chapter: Chapter = { kind: 'other', title: '', heading: [], parts: [], level: cut };
  const end = (): void => {
    if (chapter.title !== '' || chapter.parts.length > 0) chapters.push(chapter);
  };
  for (const part of parts) {
    if (
      part.type !== 'heading' ||
      part.level > cut ||
      (chapter.kind === 'timeline' && isTimeAlone(toPlainText(part.inlines)))
    ) {
      chapter.parts.push(part);
      continue;
    }
    end();
    const words = toPlainText(part.inlines).replaceAll(/\s+/g, ' ').trim();
    title ??= words;
    chapter = {
      kind: headingKind(words),
      title: words,
      heading: part.inlines,
      parts: [],
      level: cut,
    };
  }
  end();
  asSummary(chapters, isTitled);
  return { title, chapters };
}

/**
 * For reports whose title and sections have the same heading level, or whose sections are one level
 * below.
 */
function deepestCut(parts: readonly Part[], from: number): number {
  const countKnownHeadings = (level: number): number =>
    parts.filter(
      (part) =>
        part.type === 'heading' &&
        part.level === level &&
        headingKind(toPlainText(part.inlines), 'exact') !== 'other',
    ).length;
  return countKnownHeadings(from) === 0 && countKnownHeadings(from + 1) >= 2 ? from + 1 : from;
}

/** A date or time as a heading is a row of the timeline above it, whatever its level. */
function isTimeAlone(heading: string): boolean {
  const time = leadingTime(heading, null);
  return time !== null && !/\p{L}{2}/u.test(heading.slice(time.length));
}

function asSummary(chapters: readonly Chapter[], isTitled: boolean): void {
  if (chapters.some((chapter) => chapter.kind === 'summary')) return;
  const [first, second] = chapters;
  const isLead = (chapter: Chapter | undefined): chapter is Chapter =>
    chapter !== undefined &&
    chapter.kind === 'other' &&
    chapter.parts.some((part) => part.type === 'paragraph');
  if (first?.title === '' && isLead(first)) first.kind = 'summary';
  else if (isTitled && isLead(first)) first.kind = 'summary';
  else if (isTitled && first?.title === '' && isLead(second)) second.kind = 'summary';
}

export function toSection(chapter: Chapter, id: string): Section {
  const blocks = toBlocks(chapter.parts, chapter.level, 0);
  const links = chapter.heading.filter(
    (inline) => inline !== null && inline.marks.some((mark) => mark.type === 'link'),
  );
  // A title has no links: those of a heading go to the first line of its section, where they can be
  // followed.
  const followed: Block[] =
    links.length === 0
      ? []
      : [
          {
            type: 'paragraph',
            content: toInlines(
              links.map((leaf) => (leaf === null ? null : { ...leaf, text: '↗' })),
            ),
          },
        ];
  const content: Block[] = [...followed, ...blocks];
  return {
    type: 'section',
    attrs: { id, kind: chapter.kind, isRemoved: false },
    content: [
      {
        type: 'sectionTitle',
        ...(chapter.title === '' ? {} : { content: [{ type: 'text', text: chapter.title }] }),
      },
      ...(content.length === 0 ? [{ type: 'paragraph' } as const] : content),
    ],
  };
}

function toBlocks(parts: readonly Part[], level: number, depth: number): Block[] {
  return parts.flatMap((part) => toBlock(part, level, depth));
}

function toBlock(part: Part, level: number, depth: number): Block[] {
  if (
    depth >= deepest &&
    part.type !== 'heading' &&
    part.type !== 'paragraph' &&
    part.type !== 'code'
  )
    return flattenPart(part, level);
  switch (part.type) {
    case 'heading':
      return [
        {
          type: 'heading',
          attrs: { level: part.level - level <= 1 ? 3 : 4 },
          content: toInlines(part.inlines),
        },
      ];
    case 'paragraph':
      return part.inlines.length === 0
        ? []
        : [{ type: 'paragraph', content: toInlines(part.inlines) }];
    case 'code':
      return [
        {
          type: 'codeBlock',
          attrs: { language: part.language?.slice(0, 40) ?? null },
          ...(part.text === '' ? {} : { content: [{ type: 'text', text: part.text }] }),
        },
      ];
    case 'rule':
      return [{ type: 'horizontalRule' }];
    case 'quote':
      return [{ type: 'blockquote', content: orEmpty(toBlocks(part.parts, level, depth + 1)) }];
    case 'list': {
      const content = part.items.map((item): ListItem => ({
        type: 'listItem',
        content: orEmpty(itemBlocks(item, level, depth)),
      }));
      if (content.length === 0) return [];
      return part.start === null
        ? [{ type: 'bulletList', content }]
        : [{ type: 'orderedList', attrs: { start: part.start }, content }];
    }
    case 'table': {
      const content = part.rows.map((row): TableRow => ({
        type: 'tableRow',
        content: row.map((cell) => ({
          type: cell.isHeader ? 'tableHeader' : 'tableCell',
          content: orEmpty(toBlocks(cell.parts, level, depth + 1)),
        })),
      }));
      return content.length === 0 ? [] : [{ type: 'table', content }];
    }
  }
}

/** A checklist keeps its checkboxes as characters. */
function itemBlocks(item: Item, level: number, depth: number): Block[] {
  const blocks = toBlocks(item.parts, level, depth + 1);
  if (item.isDone === null) return blocks;
  const box: ReportInline = { type: 'text', text: item.isDone ? '☑ ' : '☐ ' };
  const [first, ...others] = blocks;
  return first?.type === 'paragraph'
    ? [{ ...first, content: [box, ...(first.content ?? [])] }, ...others]
    : [{ type: 'paragraph', content: [box] }, ...blocks];
}

function flattenPart(part: Part, level: number): Block[] {
  const inner =
    part.type === 'quote'
      ? part.parts
      : part.type === 'list'
        ? part.items.flatMap((item) => item.parts)
        : part.type === 'table'
          ? part.rows.flat().flatMap((cell) => cell.parts)
          : [];
  return inner.flatMap((each) => toBlock(each, level, deepest));
}

function orEmpty(blocks: Block[]): Block[] {
  return blocks.length === 0 ? [{ type: 'paragraph' }] : blocks;
}

function toInlines(inlines: readonly Inline[]): ReportInline[] {
  return inlines.flatMap((inline): ReportInline[] => {
    if (inline === null) return [{ type: 'hardBreak' }];
    if (inline.text === '') return [];
    return [
      {
        type: 'text',
        text: inline.text.replaceAll('\n', ' '),
        ...(inline.marks.length === 0 ? {} : { marks: inline.marks }),
      },
    ];
  });
}
