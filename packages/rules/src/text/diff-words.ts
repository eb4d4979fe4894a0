import { diffArrays } from 'diff';

export interface DiffPart {
  type: 'same' | 'added' | 'removed';
  text: string;
}

/** With more changed pieces than this, the text is shown as replaced. */
const mostEdits = 2_000;

/** What changed between two versions of a text, word by word. */
export function diffWords(before: string, after: string): DiffPart[] {
  return diffPieces(words(before), words(after));
}

/**
 * The same for texts of many lines: lines first, then the words of changed ones, so that a long
 * text stays readable.
 */
export function diffTexts(before: string, after: string): DiffPart[] {
  const parts: DiffPart[] = [];
  const lines = diffPieces(splitLines(before), splitLines(after));
  for (let at = 0; at < lines.length; at += 1) {
    const [part, next] = [lines[at], lines[at + 1]];
    if (!part) continue;
    if (part.type === 'same' || !next || next.type === 'same') parts.push(part);
    else {
      parts.push(...diffWords(part.text, next.text));
      at += 1;
    }
  }
  return mergeParts(parts);
}

/** The number of words of a kind. */
export function countChangedWords(parts: readonly DiffPart[], type: 'added' | 'removed'): number {
  return parts.reduce(
    (sum, part) =>
      sum + (part.type === type ? (part.text.match(/[\p{L}\p{N}_]+/gu)?.length ?? 0) : 0),
    0,
  );
}

/** Each line with the break before it: text appended at the end leaves the last line unchanged. */
function splitLines(text: string): string[] {
  return text === '' ? [] : text.split(/(?=\n)/);
}

function words(text: string): string[] {
  return text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];
}

/**
 * Removed text comes before the text added in its place. A common end is kept intact, so that words
 * match rather than the spaces between them.
 */
function diffPieces(before: string[], after: string[]): DiffPart[] {
  let end = 0;
  const shorter = Math.min(before.length, after.length);
  while (end < shorter && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const old = before.slice(0, before.length - end);
  const now = after.slice(0, after.length - end);
  const changes = diffArrays(old, now, { maxEditLength: mostEdits }) ?? [
    { value: old, added: false, removed: true },
    { value: now, added: true, removed: false },
  ];
  const parts = changes.map(({ value, added, removed }): DiffPart => ({
    type: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }));
  return mergeParts([...parts, { type: 'same', text: before.slice(before.length - end).join('') }]);
}

function mergeParts(parts: readonly DiffPart[]): DiffPart[] {
  const result: DiffPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (part.text === '') continue;
    if (last?.type === part.type) last.text += part.text;
    else result.push({ ...part });
  }
  return result;
}
