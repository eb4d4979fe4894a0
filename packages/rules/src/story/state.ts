import {
  type AddClaim,
  type ChangeClaim,
  type ChangeStory,
  type StoryNumber,
  type StoryOutcome,
  type StoryPart,
  type StoryTarget,
  type Stance,
  StoryPart as Parts,
  DomainError,
} from '@debrief/contract';
import { numberText } from '../numbers.ts';
import type { z } from 'zod';

/** What a claim cites, as stored: places, and never the words there. */
export interface CitedTarget {
  id: string;
  incidentId: string;
  target: StoryTarget;
  targetId: string;
  stance: Stance;
  quoteStart: number | null;
  quoteEnd: number | null;
}

export type ClaimNumber = StoryNumber;

export interface StoryState {
  id: string;
  incidentId: string | null;
  title: string;
  outcome: StoryOutcome | null;
  happenedOn: string | null;
  competencies: string[];
  /** Dismissed questions of the checks. */
  meant: string[];
  isRemoved: boolean;
  version: number;
}

export interface ClaimState {
  id: string;
  part: StoryPart;
  /** Its position among the claims of its part. */
  rank: number;
  text: string;
  isRecollection: boolean;
  numbers: ClaimNumber[];
  citations: CitedTarget[];
  followUpQuestion: string | null;
  /** As in `StoryState`, for this sentence. */
  meant: string[];
  isRemoved: boolean;
  version: number;
}

/** What a change affected, before or after it. */
export interface Touched {
  story: StoryState | null;
  claims: ClaimState[];
}

/** The maximum number of sentences of a story; a long one has forty. */
export const mostClaims = 400;

/** More than an hour of talk. */
export const mostCharacters = 60_000;

/** Errors: `invalid` if the sentences are more or longer than those of a story can be. */
export function refuseTooLong(claims: readonly Pick<ClaimState, 'text'>[], advice: string): void {
  if (claims.length > mostClaims)
    throw new DomainError('invalid', `A story can have ${mostClaims} sentences at most. ${advice}`);
  if (claims.reduce((sum, claim) => sum + claim.text.length, 0) > mostCharacters)
    throw new DomainError(
      'invalid',
      `A story can have ${numberText(mostCharacters)} characters at most. ${advice}`,
    );
}

/** In story order. */
export function inOrder<C extends Pick<ClaimState, 'id' | 'part' | 'rank'>>(
  claims: readonly C[],
): C[] {
  const place = (claim: C) => Parts.options.indexOf(claim.part);
  return claims.toSorted(
    (a, b) => place(a) - place(b) || a.rank - b.rank || (a.id < b.id ? -1 : 1),
  );
}

/**
 * The rank after `after` among the claims of a part: first for null, last for undefined. Returns
 * null if no number is left between the two neighbors: renumber them. Errors: `invalid` if `after`
 * is not a claim of the part.
 */
export function rankAfter(
  claims: readonly ClaimState[],
  part: StoryPart,
  after: string | null | undefined,
  movingId?: string,
): number | null {
  const others = inOrder(
    claims.filter((claim) => claim.part === part && claim.id !== movingId && !claim.isRemoved),
  );
  const index =
    after === undefined
      ? others.length - 1
      : after === null
        ? -1
        : others.findIndex((claim) => claim.id === after);
  if (index < 0 && typeof after === 'string')
    throw new DomainError(
      'invalid',
      `That sentence isn't in the ${part}. Name one from that part, or none to put it last.`,
      {
        issues: [{ at: 'after', message: 'Not a sentence of this part' }],
      },
    );
  const before = others[index]?.rank;
  const next = others[index + 1]?.rank;
  if (before === undefined) return next === undefined ? 1 : next - 1;
  if (next === undefined) return before + 1;
  const middle = (before + next) / 2;
  return middle > before && middle < next ? middle : null;
}

/** The claims of a part with evenly spaced ranks. */
export function renumberRanks(claims: readonly ClaimState[], part: StoryPart): ClaimState[] {
  return inOrder(claims.filter((claim) => claim.part === part)).map((claim, index) => ({
    ...claim,
    rank: index + 1,
  }));
}

/** Errors: `invalid` if the story is full. */
export function buildClaim(
  claims: readonly ClaimState[],
  input: z.output<typeof AddClaim>,
  made: { id: string; rank: number; citations: CitedTarget[]; isFromMemory: boolean },
): ClaimState {
  refuseTooLong([...claims, input], 'Start another one.');
  return {
    id: made.id,
    part: input.part,
    rank: made.rank,
    text: input.text,
    isRecollection: input.isRecollection ?? (made.isFromMemory && made.citations.length === 0),
    numbers: input.numbers ?? [],
    citations: made.citations,
    followUpQuestion: input.followUpQuestion ?? null,
    meant: [],
    isRemoved: false,
    version: 1,
  };
}

export function applyClaimChange(
  claim: ClaimState,
  input: z.output<typeof ChangeClaim>,
  made: { rank: number; citations: CitedTarget[] | null },
): ClaimState {
  return {
    ...claim,
    part: input.part ?? claim.part,
    rank: made.rank,
    text: input.text ?? claim.text,
    isRecollection: input.isRecollection ?? claim.isRecollection,
    numbers: input.numbers ?? claim.numbers,
    citations: made.citations ?? claim.citations,
    meant: input.meant ?? claim.meant,
  };
}

/** `incidentId` undefined does not change the incident. */
export function applyStoryChange(
  story: StoryState,
  input: z.output<typeof ChangeStory>,
  incidentId: string | null | undefined,
): StoryState {
  return {
    ...story,
    title: input.title ?? story.title,
    incidentId: incidentId === undefined ? story.incidentId : incidentId,
    outcome: input.outcome === undefined ? story.outcome : input.outcome,
    happenedOn: input.happenedOn === undefined ? story.happenedOn : input.happenedOn,
    competencies: input.competencies ?? story.competencies,
    meant: input.meant ?? story.meant,
  };
}
