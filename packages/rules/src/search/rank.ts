import type { LibraryKind } from '@debrief/contract';

/** What is known about a hit before ranking. */
export interface Found {
  kind: LibraryKind;
  id: string;
  incidentId: string;
  at: Date;
  /** Whether its title contains all terms. */
  isInTitle: boolean;
  /**
   * How often and how close together the words occur, from 0: PostgreSQL's cover density
   * (`ts_rank_cd`, divided by the logarithm of the length).
   */
  density: number;
}

/** With equal relevance, conclusions rank before messages. */
const weights: Record<LibraryKind, number> = {
  report: 1.3,
  factor: 1.05,
  decision: 1,
  hypothesis: 1,
  question: 1,
  impact: 1,
  observation: 1,
  contradiction: 1,
  'follow-up': 1,
  review: 0.9,
  meeting: 0.8,
  safeguard: 1,
  'runbook-run': 0.8,
  event: 0.95,
  comment: 0.8,
  evidence: 0.6,
};

const yearMs = 365.25 * 86_400_000;
/** After this many years a hit counts half as much as today. */
const halfAfterYears = 3;

/** From 0.4 (the words are somewhere in it) to 2 (its title contains them, and little else). */
export function rateRelevance({
  isInTitle,
  density,
}: Pick<Found, 'isInTitle' | 'density'>): number {
  return (isInTitle ? 1 : 0.4) + density / (1 + density);
}

/** 1 today (and in the future), ½ after three years, ¼ after nine. */
export function rateFreshness(at: Date, now: Date): number {
  return 1 / (1 + Math.max(0, now.getTime() - at.getTime()) / (halfAfterYears * yearMs));
}

/** Relevance × freshness × weight of its kind. Used only for ordering, never shown. */
export function calculateScore(found: Found, now: Date): number {
  return rateRelevance(found) * rateFreshness(found.at, now) * weights[found.kind];
}

/**
 * A place in a ranked list. `now` is when the list was started, so that the order does not change
 * between pages.
 */
export interface RankedPlace {
  score: number;
  id: string;
}

/** Best first; ties by id, so that the order is unique. With `after`, what follows that place. */
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
