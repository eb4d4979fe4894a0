import type { LibraryKind } from '@debrief/contract';

/** What is known of something that was found before it is put in order. */
export interface Found {
  kind: LibraryKind;
  id: string;
  incidentId: string;
  at: Date;
  /** Whether its title alone holds all that was looked for. */
  isInTitle: boolean;
  /** How often and how close together the words stand, from 0 on: PostgreSQL's cover density (`ts_rank_cd`, divided by the logarithm of the length). */
  density: number;
}

/** Of two that fit equally well, what people concluded goes before what was merely said. */
const weights: Record<LibraryKind, number> = {
  report: 1.3,
  factor: 1.05,
  decision: 1,
  hypothesis: 1,
  question: 1,
  impact: 1,
  'follow-up': 1,
  event: 0.95,
  comment: 0.8,
  evidence: 0.6,
};

const yearMs = 365.25 * 86_400_000;
/** After so many years something counts half as much as today. */
const halfAfterYears = 3;

/** From 0.4 (the words are somewhere in it) to 2 (its title holds them, and it speaks of nothing else). */
export function rateRelevance({
  isInTitle,
  density,
}: Pick<Found, 'isInTitle' | 'density'>): number {
  return (isInTitle ? 1 : 0.4) + density / (1 + density);
}

/** 1 today (and for what is to come), ½ after three years, ¼ after nine. */
export function rateFreshness(at: Date, now: Date): number {
  return 1 / (1 + Math.max(0, now.getTime() - at.getTime()) / (halfAfterYears * yearMs));
}

/** Relevance × freshness × weight of its kind. It orders a list and is shown to nobody. */
export function calculateScore(found: Found, now: Date): number {
  return rateRelevance(found) * rateFreshness(found.at, now) * weights[found.kind];
}

/** A place in a ranked list. `now` is when the list was begun, so that its order stays while somebody pages through it. */
export interface RankedPlace {
  score: number;
  id: string;
}

/** Best first; equal ones by id, so that there is one order. With `after`, what follows that place. */
export function rankHits(
  found: readonly Found[],
  now: Date,
  after: RankedPlace | null,
): (Found & RankedPlace)[] {
  return found
    .map((one) => ({ ...one, score: calculateScore(one, now) }))
    .filter((one) => after === null || compare(after, one) < 0)
    .toSorted(compare);
}

function compare(one: RankedPlace, other: RankedPlace): number {
  if (one.score !== other.score) return other.score - one.score;
  return one.id < other.id ? -1 : Number(one.id > other.id);
}
