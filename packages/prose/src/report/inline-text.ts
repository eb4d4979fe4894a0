import type { Inline } from '@debrief/contract';

/** Represents a citation in the text of a block: one character that no sentence splits at. */
export const citeMark = '\uFFFC';

/** The text of inline content; a citation is one mark, which shows that its sentence has one. */
export function inlineText(content: readonly Inline[] | undefined): string {
  return (content ?? [])
    .map((node) => (node.type === 'text' ? node.text : node.type === 'cite' ? citeMark : '\n'))
    .join('');
}

/**
 * A citation directly after the full stop belongs to its sentence: it moves before the stop. The
 * text keeps its length.
 */
export function moveMarksBeforeStops(text: string): string {
  return text.replaceAll(
    /([.!?]['")\]]?)(\s*\uFFFC[\s\uFFFC]*)/g,
    (_, end: string, marks: string) => marks + end,
  );
}
