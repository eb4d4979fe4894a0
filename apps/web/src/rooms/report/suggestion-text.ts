import type { Suggestion } from '@debrief/contract';

/** Removes the line breaks with which a source wraps its text; paragraphs and lists keep theirs. */
export function joinLines(text: string): string {
  return text.replaceAll(/(?<=\S)[ \t]*\n[ \t]*(?=[^\s*•\-+#>|\d])/g, ' ');
}

/** Whether the quoted source says more than the suggestion itself. */
export function addsToText({ content, quote }: Pick<Suggestion, 'content' | 'quote'>): boolean {
  const flat = (text: string) => text.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();
  return !flat(content.text).includes(flat(quote));
}
