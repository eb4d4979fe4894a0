import type { Inline, ReportDocument, SectionKind } from '@debrief/contract';
import { inlineText } from '../report/inline-text.ts';
import { textBlocks } from '../report/uncited-sentences.ts';
import { maskCode } from './passages.ts';
import type { LensPlace } from './rule.ts';

/** A block of a report that its author wrote; `block` counts the leaf blocks of the section. */
export interface ReportText {
  sectionId: string;
  block: number;
  text: string;
  place: LensPlace;
}

const places: Partial<Record<SectionKind, LensPlace | null>> = {
  'follow-ups': 'action',
  questions: 'question',
  // The words of others, and lists of links.
  interviews: null,
  resources: null,
};

/** How the lens reads a section; null if it doesn't. */
export const sectionPlace = (kind: SectionKind): LensPlace | null => {
  const place = places[kind];
  return place === undefined ? 'account' : place;
};

function withoutCode(content: readonly Inline[] | undefined): string {
  return (content ?? [])
    .map((node) =>
      node.type === 'text' && node.marks?.some((mark) => mark.type === 'code')
        ? maskCode(node.text)
        : inlineText([node]),
    )
    .join('');
}

/** What the lens reads in a report: no headings, quotes, code, live blocks or removed sections. */
export function reportTexts(document: ReportDocument): ReportText[] {
  return document.content.flatMap(({ attrs, content: [, ...blocks] }) => {
    const place = sectionPlace(attrs.kind);
    if (attrs.isRemoved || place === null) return [];
    return textBlocks(blocks, withoutCode).flatMap(({ text, isQuoted }, block) =>
      isQuoted || text.trim() === '' ? [] : [{ sectionId: attrs.id, block, text, place }],
    );
  });
}
