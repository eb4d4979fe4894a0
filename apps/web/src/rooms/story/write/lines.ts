import {
  type AddClaim,
  type StoryCitationInput,
  type StoryClaim,
  type StoryPart,
  storyParts,
} from '@debrief/contract';
import type { StoryWrite } from '../story-writes.ts';

export interface FreshLine {
  id: string;
  part: StoryPart;
  /** The line before it; null if it is the first of its part. */
  after: string | null;
  text: string;
  citations: StoryCitationInput[];
  followUpQuestion: string | null;
}

/**
 * Text typed over a saved sentence, and the words it was based on: if those have changed, there are
 * two versions.
 */
export interface Edit {
  text: string;
  base: string;
  part: StoryPart;
}

/** Unsaved text: edits of sentences by id, and new lines. */
export interface Unsaved {
  edits: Record<string, Edit>;
  fresh: FreshLine[];
}

export const emptyUnsaved: Unsaved = { edits: {}, fresh: [] };

/** The text of pending changes, with what was typed since on top. Pure. */
export function withPending(writes: readonly StoryWrite[], typed: Unsaved): Unsaved {
  const pending: Unsaved = { edits: {}, fresh: [] };
  for (const { ask } of writes) {
    if (ask.verb === 'change' && ask.input.text !== undefined)
      pending.edits[ask.input.claimId] = { ...ask.base, base: ask.base.text, text: ask.input.text };
    if (ask.verb !== 'add') continue;
    const { claimId: id, part, text, citations = [], followUpQuestion = null } = ask.input;
    // A line after an unknown one, here itself, is the last of its part.
    const { after = id } = ask.input;
    pending.fresh.push({ id, part, after, text, followUpQuestion, citations: toNew(citations) });
  }
  const isPending = (id: string) => pending.fresh.some((line) => line.id === id);
  return {
    edits: { ...pending.edits, ...typed.edits },
    fresh: [...pending.fresh, ...typed.fresh.filter(({ id }) => !isPending(id))],
  };
}

/** Citations of a new sentence: none exists yet. */
function toNew(citations: NonNullable<AddClaim['citations']>): StoryCitationInput[] {
  return citations.flatMap((citation) => ('target' in citation ? [citation] : []));
}

export interface Line {
  id: string;
  part: StoryPart;
  text: string;
  claim: StoryClaim | null;
  fresh: FreshLine | null;
  isUnsaved: boolean;
}

/** The server's sentences with unsaved text applied, in story order. Pure. */
export function buildLines(claims: readonly StoryClaim[], { edits, fresh }: Unsaved): Line[] {
  const known = new Set(claims.map((claim) => claim.id));
  const saved = claims.map((claim): Line => {
    const edit = edits[claim.id] ?? fresh.find((one) => one.id === claim.id);
    return {
      id: claim.id,
      part: claim.part,
      text: edit?.text ?? claim.text,
      claim,
      fresh: null,
      isUnsaved: edit !== undefined && edit.text !== claim.text,
    };
  });
  const lines = storyParts.map((part) => saved.filter((line) => line.part === part));
  for (const one of fresh) {
    if (known.has(one.id)) continue;
    const inPart = lines[storyParts.indexOf(one.part)] ?? [];
    const at = one.after === null ? 0 : inPart.findIndex((line) => line.id === one.after) + 1;
    const line: Line = {
      id: one.id,
      part: one.part,
      text: edits[one.id]?.text ?? one.text,
      claim: null,
      fresh: one,
      isUnsaved: one.text.trim() !== '',
    };
    inPart.splice(one.after !== null && at === 0 ? inPart.length : at, 0, line);
  }
  return lines.flat();
}

/**
 * Where a line goes when moved by one place: past its neighbor, or into the adjacent part. Null at
 * the end of the story. Pure.
 */
export function listMoves(
  lines: readonly Line[],
  id: string,
  step: 1 | -1,
): { part: StoryPart; after: string | null } | null {
  const line = lines.find((one) => one.id === id);
  if (!line) return null;
  const inPart = lines.filter((one) => one.part === line.part && one.claim !== null);
  const at = inPart.indexOf(line);
  const target = at + step;
  if (target >= 0 && target < inPart.length)
    return { part: line.part, after: inPart[step === 1 ? target : target - 1]?.id ?? null };
  const part = storyParts[storyParts.indexOf(line.part) + step];
  if (!part) return null;
  return {
    part,
    after:
      step === 1
        ? null
        : (lines.findLast((one) => one.part === part && one.claim !== null)?.id ?? null),
  };
}
