import type {
  Block,
  CiteNode,
  FrozenCite,
  FrozenLive,
  Inline,
  LiveNode,
  ReportDocument,
  Section,
} from '@debrief/contract';
import { sectionWords } from '@debrief/contract';

/**
 * The blocks with text or live data in reading order, including those in lists, quotes and tables.
 */
export function listLeaves(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block): Block[] => {
    switch (block.type) {
      case 'bulletList':
      case 'orderedList':
        return block.content.flatMap((item) => listLeaves(item.content));
      case 'blockquote':
        return listLeaves(block.content);
      case 'table':
        return block.content.flatMap((row) =>
          row.content.flatMap((cell) => listLeaves(cell.content)),
        );
      case 'paragraph':
      case 'heading':
      case 'codeBlock':
      case 'horizontalRule':
      case 'live':
        return [block];
    }
  });
}

export function listBlocks(section: Section): Block[] {
  const [, ...blocks] = section.content;
  return blocks;
}

/** The section's own title, else the name of its kind. */
export function getSectionTitle(section: Section): string {
  const written = (section.content[0].content ?? [])
    .map((node) => node.text)
    .join('')
    .trim();
  return written || sectionWords[section.attrs.kind].name;
}

function listInlines(block: Block): readonly Inline[] {
  return block.type === 'paragraph' || block.type === 'heading' ? (block.content ?? []) : [];
}

export function listCites(blocks: readonly Block[]): CiteNode['attrs'][] {
  return listLeaves(blocks).flatMap((block) =>
    listInlines(block).flatMap((node) => (node.type === 'cite' ? [node.attrs] : [])),
  );
}

export function listLiveBlocks(document: ReportDocument): LiveNode['attrs'][] {
  return document.content.flatMap((section) =>
    listLeaves(listBlocks(section)).flatMap((block) =>
      block.type === 'live' ? [block.attrs] : [],
    ),
  );
}

/** The text of the blocks, one line each. */
export function toPlainText(blocks: readonly Block[]): string {
  return listLeaves(blocks)
    .map((block) => {
      if (block.type === 'codeBlock')
        return (block.content ?? []).map((node) => node.text).join('');
      return listInlines(block)
        .map((node) =>
          node.type === 'text' ? node.text : node.type === 'hardBreak' ? '\n' : citeMark,
        )
        .join('')
        .replaceAll(withItsSpace, '');
    })
    .filter((line) => line.trim() !== '')
    .join('\n');
}

/**
 * Removing a citation also removes the space before it, so that no gap is left before a full stop.
 */
const citeMark = '\uFFFC';
const withItsSpace = / ?\uFFFC/g;

const words = new Intl.Segmenter('en', { granularity: 'word' });

export function countWords(text: string): number {
  let count = 0;
  for (const part of words.segment(text)) if (part.isWordLike) count += 1;
  return count;
}

/** Every place of the record that a frozen block refers to, in order. */
export function listLiveCites(data: FrozenLive): FrozenCite[] {
  switch (data.kind) {
    case 'timeline':
      return data.events.flatMap((one) => one.cites);
    case 'hypotheses':
      return data.hypotheses.flatMap((one) => [
        ...one.cites,
        ...one.steps.flatMap((step) => step.cites),
      ]);
    case 'decisions':
      return data.decisions.flatMap((one) => one.cites);
    case 'factors':
      return data.factors.flatMap((one) => one.cites);
    case 'impact':
      return data.impacts.flatMap((one) => one.cites);
    case 'questions':
      return data.questions.flatMap((one) => one.cites);
    case 'observations':
      return data.observations.flatMap((one) => one.cites);
    case 'contradictions':
      return data.contradictions.flatMap((one) => one.cites);
    case 'milestones':
    case 'follow-ups':
    case 'people':
      return [];
  }
}
