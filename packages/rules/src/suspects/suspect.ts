/** How far a suspect's score is from what ordinary moments show. Never a probability of being the cause. */
export type Strength = 'strong' | 'moderate' | 'weak' | 'unknown';

/** One reason of a score: its name, its value, and what it says in words. */
export interface SuspectFactor {
  name: string;
  value: number;
  reason: string;
}

/** Something to look at first. The score is only used for ordering and has no unit. */
export interface Suspect {
  id: string;
  score: number;
  factors: SuspectFactor[];
}

/** A score that at most this share of ordinary moments reaches is strong, or moderate. */
const strongShare = 0.05;
const moderateShare = 0.2;
const enoughMoments = 20;

/**
 * The strength of a score among the best scores of moments without a symptom. Too few moments give
 * no answer.
 */
export function rateStrength(score: number, ordinary: readonly number[]): Strength {
  if (ordinary.length < enoughMoments) return 'unknown';
  const share = shareReaching(score, ordinary);
  return share <= strongShare ? 'strong' : share <= moderateShare ? 'moderate' : 'weak';
}

export function shareReaching(score: number, ordinary: readonly number[]): number {
  if (ordinary.length === 0) return 1;
  return ordinary.filter((value) => value >= score).length / ordinary.length;
}

/** Orders by score; equal scores keep the order of their ids, so that a list is the same each time. */
export function sortSuspects<One extends Suspect>(suspects: readonly One[]): One[] {
  return suspects.toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}
