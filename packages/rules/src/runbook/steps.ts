import type { RunbookStep } from '@debrief/contract';

/** `- [ ] Restart the indexer`, also numbered or done. */
const stepLine = /^\s*(?:[-*+]|\d+[.)])\s+\[[ xX]\]\s+(\S.*)$/;
const fence = /^\s*(?:```|~~~)/;

/** The texts of the lines with a checkbox, in their order; not those in code. Pure. */
export function readStepTexts(text: string): string[] {
  let isCode = false;
  return text.split(/\r\n|\r|\n/).flatMap((line) => {
    if (fence.test(line)) isCode = !isCode;
    const found = isCode ? undefined : stepLine.exec(line)?.[1];
    return found === undefined ? [] : [found.trim()];
  });
}

/** How many words of the longer text the other one has. */
function compareWords(one: string, other: string): number {
  const toWords = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const [a, b] = [toWords(one), toWords(other)];
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / Math.max(1, a.size, b.size);
}

const fewestShared = 0.5;

/**
 * The steps of a changed text. A step keeps its id if its text is the same, wherever it moved, or if
 * at least half of its words are; the most similar first. Pure.
 */
export function matchSteps(
  before: readonly RunbookStep[],
  texts: readonly string[],
  nextId: () => string,
): RunbookStep[] {
  const left = new Map(before.map((step) => [step.id, step.text]));
  const ids = texts.map((text) => {
    const same = [...left].find(([, known]) => known === text)?.[0];
    if (same !== undefined) left.delete(same);
    return same;
  });
  const pairs = texts
    .flatMap((text, index) =>
      ids[index] === undefined
        ? [...left].map(([id, known]) => ({ index, id, share: compareWords(text, known) }))
        : [],
    )
    .filter(({ share }) => share >= fewestShared)
    .toSorted((a, b) => b.share - a.share || a.index - b.index);
  for (const { index, id } of pairs)
    if (ids[index] === undefined && left.delete(id)) ids[index] = id;
  return texts.map((text, index) => ({ id: ids[index] ?? nextId(), text }));
}

/** A runbook from events of a timeline: each becomes a step, in their order. Pure. */
export function toRunbookText(titles: readonly string[]): string {
  return titles.map((title) => `- [ ] ${title.replaceAll(/\s+/g, ' ').trim()}`).join('\n');
}
