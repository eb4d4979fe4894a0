import type { Block, CheckedClaim, ReportDocument } from '@debrief/contract';
import { textBlocks } from '@debrief/prose/report';
import {
  type LocalDay,
  readTextInWorker,
  toReportRange,
  type WrittenZone,
} from '@debrief/readers/post-mortem';
import type { CheckBlock } from './find-claims.ts';

type ClaimPlace = Pick<
  CheckedClaim,
  'start' | 'end' | 'line' | 'column' | 'endLine' | 'endColumn' | 'place'
>;

/** A report in any form, as blocks with their places. */
export interface WrittenReport {
  name: string;
  blocks: CheckBlock[];
  zone: WrittenZone | null;
  day: LocalDay | null;
  isDayFirst: boolean | null;
  placeOf(block: number, start: number, end: number): ClaimPlace;
}

/** A report in Markdown, HTML or plain text. Errors: `too-large`. */
export async function readFileReport(file: {
  name: string;
  content: string | Uint8Array;
  zone?: string | undefined;
}): Promise<WrittenReport> {
  const read = await readTextInWorker(file);
  const lines = new Lines(read.text);
  return {
    name: file.name,
    blocks: read.blocks.map(({ text, kind, day, row }) => ({
      text,
      kind,
      day,
      rowMs: row === null || row.at === null ? null : Date.parse(row.at),
      around: null,
    })),
    zone: read.zone,
    day: read.day,
    isDayFirst: read.isDayFirst,
    placeOf(block, start, end) {
      const found = read.blocks[block];
      const range =
        found === undefined ? { start: 0, end: 0 } : toReportRange(read.text, found, start, end);
      return { ...lines.place(range.start, range.end), place: null };
    },
  };
}

/** A report of Debrief. Its live blocks show the record itself, so they are not checked. */
export function readDocumentReport(name: string, document: ReportDocument): WrittenReport {
  const blocks: CheckBlock[] = [];
  const places: { sectionId: string; block: number; start: number }[] = [];
  let text = '';
  for (const section of document.content) {
    if (section.attrs.isRemoved) continue;
    const [, ...content] = section.content;
    const kinds = content.flatMap((block) => kindsIn(block, 'text'));
    const rows = content.flatMap((block) => rowsIn(block));
    for (const [index, leaf] of textBlocks(content).entries()) {
      const clean = leaf.text.replaceAll('\uFFFC', ' ');
      blocks.push({
        text: clean,
        kind: kinds[index] ?? 'text',
        day: null,
        rowMs: null,
        around: rows[index] ?? null,
      });
      places.push({ sectionId: section.attrs.id, block: index, start: text.length });
      text += `${clean}\n`;
    }
  }
  const lines = new Lines(text);
  return {
    name,
    blocks,
    zone: null,
    day: null,
    isDayFirst: null,
    placeOf(block, start, end) {
      const found = places[block] ?? { sectionId: '', block: 0, start: 0 };
      return {
        ...lines.place(found.start + start, found.start + end),
        place: { sectionId: found.sectionId, block: found.block, start, end },
      };
    },
  };
}

/** The kind of each leaf block, in the order of `textBlocks`. */
function kindsIn(block: Block, outer: CheckBlock['kind']): CheckBlock['kind'][] {
  switch (block.type) {
    case 'paragraph':
      return [outer];
    case 'heading':
      return ['heading'];
    case 'codeBlock':
      return ['code'];
    case 'bulletList':
    case 'orderedList':
      return block.content.flatMap((item) => item.content.flatMap((one) => kindsIn(one, outer)));
    case 'blockquote':
      return block.content.flatMap((one) => kindsIn(one, 'quote'));
    case 'table':
      return block.content.flatMap((row) =>
        row.content.flatMap((cell) => cell.content.flatMap((one) => kindsIn(one, 'row'))),
      );
    case 'live':
    case 'horizontalRule':
      return [];
  }
}

/** The text of the table row around each leaf block; null outside of tables. */
function rowsIn(block: Block): (CheckBlock['around'] | null)[] {
  if (block.type !== 'table') return kindsIn(block, 'text').map(() => null);
  return block.content.flatMap((row) => {
    const cells = row.content.flatMap((cell) => textBlocks(cell.content).map(({ text }) => text));
    const joined = cells.map((text) => text.replaceAll('\uFFFC', ' ')).join(' | ');
    let offset = 0;
    return cells.map((text) => {
      const around = { text: joined, offset };
      offset += text.length + ' | '.length;
      return around;
    });
  });
}

/** Lines and columns of a text, both from 1. */
class Lines {
  private readonly starts = [0];

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1))
      this.starts.push(at + 1);
  }

  place(start: number, end: number): Omit<ClaimPlace, 'place'> {
    const [first, last] = [this.at(start), this.at(end)];
    return {
      start,
      end,
      line: first.line,
      column: first.column,
      endLine: last.line,
      endColumn: last.column,
    };
  }

  private at(offset: number): { line: number; column: number } {
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 };
  }
}
