export interface DiffPart {
  type: 'same' | 'added' | 'removed';
  text: string;
}

/** Beyond this many comparisons the middle is shown as replaced whole. */
const mostComparisons = 2_000_000;

/** What changed between two versions of a text, word by word. */
export function diffWords(before: string, after: string): DiffPart[] {
  return diffPieces(words(before), words(after));
}

/** The same for texts of many lines: lines first, then the words of those that changed, so that a long text stays readable. */
export function diffTexts(before: string, after: string): DiffPart[] {
  const parts: DiffPart[] = [];
  const lines = diffPieces(linesOf(before), linesOf(after));
  for (let at = 0; at < lines.length; at += 1) {
    const [part, next] = [lines[at], lines[at + 1]];
    if (!part) continue;
    if (part.type === 'same' || !next || next.type === 'same') parts.push(part);
    else {
      const [removed, added] = part.type === 'removed' ? [part, next] : [next, part];
      parts.push(...diffWords(removed.text, added.text));
      at += 1;
    }
  }
  return joined(parts);
}

/** How many words of a kind there are. */
export function countWordsOf(parts: readonly DiffPart[], type: 'added' | 'removed'): number {
  return parts.reduce(
    (sum, part) =>
      sum + (part.type === type ? (part.text.match(/[\p{L}\p{N}_]+/gu)?.length ?? 0) : 0),
    0,
  );
}

/** Each line with the break before it: what is written on at the end leaves the last line as it was. */
function linesOf(text: string): string[] {
  return text === '' ? [] : text.split(/(?=\n)/);
}

function diffPieces(old: readonly string[], now: readonly string[]): DiffPart[] {
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (
    end < old.length - start &&
    end < now.length - start &&
    old[old.length - 1 - end] === now[now.length - 1 - end]
  )
    end += 1;
  const middle = diffMiddle(old.slice(start, old.length - end), now.slice(start, now.length - end));
  const parts: DiffPart[] = [
    { type: 'same', text: old.slice(0, start).join('') },
    ...middle,
    { type: 'same', text: end === 0 ? '' : old.slice(-end).join('') },
  ];
  return joined(parts);
}

function words(text: string): string[] {
  return text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];
}

function diffMiddle(old: readonly string[], now: readonly string[]): DiffPart[] {
  const replaced: DiffPart[] = [
    { type: 'removed', text: old.join('') },
    { type: 'added', text: now.join('') },
  ];
  if (old.length * now.length > mostComparisons) return replaced;
  const width = now.length + 1;
  const common = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const along = Math.max(common[(i + 1) * width + j] ?? 0, common[i * width + j + 1] ?? 0);
      common[i * width + j] =
        old[i] === now[j] ? (common[(i + 1) * width + j + 1] ?? 0) + 1 : along;
    }
  }
  const parts: DiffPart[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      parts.push({ type: 'same', text: old[i] ?? '' });
      i += 1;
      j += 1;
    } else if (
      i < old.length &&
      (j >= now.length || (common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0))
    ) {
      parts.push({ type: 'removed', text: old[i] ?? '' });
      i += 1;
    } else {
      parts.push({ type: 'added', text: now[j] ?? '' });
      j += 1;
    }
  }
  return parts;
}

function joined(parts: readonly DiffPart[]): DiffPart[] {
  const result: DiffPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (part.text === '') continue;
    if (last?.type === part.type) last.text += part.text;
    else result.push({ ...part });
  }
  return result;
}
