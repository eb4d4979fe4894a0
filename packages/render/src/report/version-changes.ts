import type { ReportDocument, Section } from '@debrief/contract';
import { countChangedWords, diffTexts, type DiffPart } from '@debrief/rules/text';
import { isDeepStrictEqual } from 'node:util';
import { listBlocks, toPlainText, getSectionTitle } from '@debrief/rules/report';

/** The change of a section from one version to a later one. */
export interface SectionChange {
  sectionId: string;
  title: string;
  /**
   * `marked`: its words are the same, but its citations, its layout or the references of its live
   * blocks are not.
   */
  how: 'new' | 'gone' | 'changed' | 'marked';
  parts: DiffPart[];
  added: number;
  removed: number;
}

/**
 * Section by section in the order of the later version; removed ones come last. A section that only
 * moved has not changed.
 */
export function changesBetween(before: ReportDocument, after: ReportDocument): SectionChange[] {
  const old = new Map(before.content.map((section) => [section.attrs.id, section]));
  const now = new Set(after.content.map((section) => section.attrs.id));
  return [
    ...after.content.flatMap((section) => compareSections(old.get(section.attrs.id), section)),
    ...before.content.flatMap((section) =>
      now.has(section.attrs.id) ? [] : compareSections(section, undefined),
    ),
  ];
}

function compareSections(before: Section | undefined, after: Section | undefined): SectionChange[] {
  const section = after ?? before;
  if (!section) return [];
  const isRenamed = before && after && getSectionTitle(before) !== getSectionTitle(after);
  const toLines = (one: Section | undefined) =>
    one
      ? [...(isRenamed ? [getSectionTitle(one)] : []), toPlainText(listBlocks(one))].join('\n')
      : '';
  const parts = diffTexts(toLines(before), toLines(after));
  const [added, removed] = [countChangedWords(parts, 'added'), countChangedWords(parts, 'removed')];
  const isSame = parts.every((part) => part.type === 'same');
  if (before && after && isSame && isDeepStrictEqual(before.content, after.content)) return [];
  const how = !before ? 'new' : !after ? 'gone' : isSame ? 'marked' : 'changed';
  return [
    { sectionId: section.attrs.id, title: getSectionTitle(section), how, parts, added, removed },
  ];
}
