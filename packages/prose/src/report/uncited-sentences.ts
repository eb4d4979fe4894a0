import type { Block, ReportDocument, SectionKind } from '@debrief/contract';
import { citeMark, inlineText, moveMarksBeforeStops } from './inline-text.ts';
import { splitSentences } from './sentences.ts';
import { statesFact } from './states-fact.ts';

/**
 * A sentence that states a fact without a citation. `block` counts the leaf blocks of the section
 * from its start; offsets are UTF-16 units of that block's text.
 */
export interface UncitedSentence {
  sectionId: string;
  block: number;
  start: number;
  end: number;
  text: string;
}

/** Sections whose sentences are not about what happened. */
const exempt: ReadonlySet<SectionKind> = new Set([
  'follow-ups',
  'questions',
  'resources',
  'people',
  'interviews',
  'background',
]);

/**
 * All leaf blocks of running text, in order, including those of lists and tables. Quotes are the
 * words of others, and code has no sentences.
 */
export function textBlocks(
  blocks: readonly Block[],
  toText = inlineText,
): { text: string; isQuoted: boolean }[] {
  return blocks.flatMap((block): { text: string; isQuoted: boolean }[] => {
    switch (block.type) {
      case 'paragraph':
        return [{ text: toText(block.content), isQuoted: false }];
      case 'heading':
        return [{ text: toText(block.content), isQuoted: true }];
      case 'codeBlock':
        return [{ text: (block.content ?? []).map((node) => node.text).join(''), isQuoted: true }];
      case 'bulletList':
      case 'orderedList':
        return block.content.flatMap((item) => textBlocks(item.content, toText));
      case 'blockquote':
        return textBlocks(block.content, toText).map((one) => ({ ...one, isQuoted: true }));
      case 'table':
        return block.content.flatMap((row) =>
          row.content.flatMap((cell) => textBlocks(cell.content, toText)),
        );
      case 'live':
      case 'horizontalRule':
        return [];
    }
  });
}

/**
 * The sentences of a report that state a fact without a citation, in order: a list to check, never
 * a gate. A citation directly after the full stop belongs to its sentence.
 */
export function findUncitedSentences(document: ReportDocument): UncitedSentence[] {
  return document.content.flatMap((section) => {
    if (section.attrs.isRemoved || exempt.has(section.attrs.kind)) return [];
    const [, ...blocks] = section.content;
    return textBlocks(blocks).flatMap(({ text, isQuoted }, block) => {
      if (isQuoted) return [];
      return splitSentences(moveMarksBeforeStops(text)).flatMap((one) =>
        one.text.includes(citeMark) || !statesFact(one.text)
          ? []
          : [
              {
                sectionId: section.attrs.id,
                block,
                start: one.start,
                end: one.end,
                text: one.text,
              },
            ],
      );
    });
  });
}
