import type { SectionKind } from '@debrief/contract';
import { headingKind } from './kinds.ts';
import { type Inline, type Part, toPlainText } from './parts.ts';

export interface LabelledParts {
  kind: SectionKind;
  title: string;
  parts: Part[];
}

const longest = 80;

/**
 * What is below labels that act as headings: "**Review actions**:" with a list below it, or
 * "**Root cause**: The disk was full." in a list or a paragraph.
 */
export function findLabelled(parts: readonly Part[]): LabelledParts[] {
  return parts.flatMap((part, at): LabelledParts[] => {
    if (part.type === 'paragraph') return readLabelled(part, nextParts(parts, at));
    if (part.type === 'quote') return findLabelled(part.parts);
    if (part.type !== 'list') return [];
    return part.items.flatMap((item) => {
      const [first, ...others] = item.parts;
      const found = first?.type === 'paragraph' ? readLabelled(first, others) : [];
      return found.length > 0 ? found : findLabelled(others);
    });
  });
}

function readLabelled(
  { inlines }: Extract<Part, { type: 'paragraph' }>,
  others: readonly Part[],
): LabelledParts[] {
  const { title, rest } = splitLabel(inlines);
  if (title === '' || title.length > longest) return [];
  const hasText = /[\p{L}\p{N}]/u.test(toPlainText(rest));
  const hasList = others.some((part) => part.type === 'list');
  if (!hasText && others.length === 0) return [];
  const kind = headingKind(title, hasText || !hasList ? 'exact' : 'loose');
  if (kind === 'other') return [];
  const paragraph: Part[] = hasText ? [{ type: 'paragraph', inlines: rest }] : [];
  return [{ kind, title, parts: [...paragraph, ...others] }];
}

/** The bold words at the start, or all words of a short line that introduces a list. */
function splitLabel(inlines: readonly Inline[]): { title: string; rest: Inline[] } {
  const end = inlines.findIndex((leaf) => !leaf?.marks.some((mark) => mark.type === 'bold'));
  const length = end === -1 ? inlines.length : end;
  const isWhole = length === 0 && toPlainText(inlines).length <= longest;
  const cut = isWhole ? inlines.length : length;
  const [next, ...others] = inlines.slice(cut);
  const after = next?.text.replace(/^[\s:–—-]+/, '') ?? '';
  const rest = next
    ? [{ ...next, text: after, from: Math.max(next.from, next.to - after.length) }, ...others]
    : others;
  return { title: toPlainText(inlines.slice(0, cut)).replace(/(?<![\s:])[\s:]+$/, ''), rest };
}

/** The list or paragraph that follows a label on its own line. */
function nextParts(parts: readonly Part[], at: number): Part[] {
  const next = parts[at + 1];
  return next?.type === 'list' ? [next] : [];
}
