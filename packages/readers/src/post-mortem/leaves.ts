import type { TextMark } from '@debrief/contract';
import type { Inline, Leaf } from './parts.ts';

/** The mark of a link to a page or an email address; null for an unsafe or broken one. */
export function linkTo(href: string): TextMark | null {
  const target = href.trim();
  if (
    target.length > 4_000 ||
    !/^(https?:\/\/|mailto:)/i.test(target) ||
    /[\u0000-\u001f\u007f]/.test(target)
  )
    return null;
  return { type: 'link', attrs: { href: target } };
}

export function withMark(marks: readonly TextMark[], added: TextMark | null): TextMark[] {
  return added === null || marks.some((mark) => mark.type === added.type)
    ? [...marks]
    : [...marks, added];
}

/** Joins adjacent runs with the same marks, drops empty ones, and trims the ends. */
export function tidy(inlines: readonly Inline[]): Inline[] {
  const kept: Inline[] = [];
  for (const inline of inlines) {
    const before = kept.at(-1);
    if (inline !== null && inline.text === '') continue;
    if (inline !== null && before !== null && before !== undefined && looksLike(before, inline)) {
      kept[kept.length - 1] = { ...before, text: before.text + inline.text, to: inline.to };
    } else kept.push(inline);
  }
  while (isBlank(kept[0])) kept.shift();
  while (isBlank(kept.at(-1))) kept.pop();
  return kept;
}

function isBlank(inline: Inline | undefined): boolean {
  return inline === null || (inline !== undefined && inline.text.trim() === '');
}

function looksLike(one: Leaf, other: Leaf): boolean {
  return (
    one.at === undefined &&
    other.at === undefined &&
    one.day === undefined &&
    other.day === undefined &&
    JSON.stringify(one.marks) === JSON.stringify(other.marks)
  );
}
