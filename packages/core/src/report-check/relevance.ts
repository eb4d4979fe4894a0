import type { Claim } from './claim.ts';
import type { ReadTime } from './read-time.ts';
import { type RecordIndex, readKeys } from './record-index.ts';
import { Scores } from './scores.ts';

/** Items by how well they match what a sentence is about. Valid until that of the next claim is made. */
export interface Relevance {
  scores: Scores;
  /** Of the item that matches best; zero if none does. */
  best: number;
  /** The score of an item with every word of the sentence. */
  full: number;
  /** The words of the sentence with their weights. */
  keys: ReadonlyMap<string, number>;
  /** The items at a time that its clause names. */
  atTime: ReadonlySet<number>;
}

/** What an event cites is about what the event is about. */
const citedShare = 0.9;
/** Words further from a claim say less about it; characters. */
const reach = 60;
const leastShare = 0.4;
const timeScore = 4;

type TimeClaim = Extract<Claim, { kind: 'time' }>;

/** How well each item of a record matches the sentences of a report. */
export class Relevances {
  private readonly index: RecordIndex;
  private readonly citing: readonly number[];
  private readonly places: ReadonlyMap<string, number>;
  private readonly scores: Scores;

  constructor(index: RecordIndex) {
    this.index = index;
    this.citing = index.items.flatMap(({ cites }, at) => (cites.length > 0 ? [at] : []));
    this.places = new Map(index.items.map(({ id }, at) => [id, at]));
    this.scores = new Scores(index.items.length);
  }

  /**
   * The claim's own words do not count: they are what is checked. Items at a time that the sentence
   * names count more, except for a time itself.
   */
  of(claim: Claim, times: readonly TimeClaim[] = []): Relevance {
    const own = new Set(readKeys(claim.text));
    const keys = new Map<string, number>();
    const end = claim.unitStart + claim.text.length;
    for (const { key, at } of claim.unit.keys) {
      if (own.has(key) || /^[tTi]\d/.test(key)) continue;
      const share = shareAt(claim.unit.text, at, claim.unitStart, end);
      if (share > (keys.get(key) ?? 0)) keys.set(key, share);
    }
    const { scores } = this;
    this.index.score(scores, keys);
    this.addCited(scores);
    const atTime = new Set<number>();
    for (const { time, unitStart } of times)
      if (claim.kind === 'person' || isSameClause(claim.unit.text, unitStart, claim.unitStart, end))
        this.addAtTime(scores, atTime, time);
    discountFar(this.index, scores, times);
    let full = 0;
    for (const [key, share] of keys)
      if (!this.index.isCommon(key)) full += this.index.weigh(key) * share;
    return { scores, best: scores.best(), full, keys, atTime };
  }

  private addAtTime(
    scores: Scores,
    atTime: Set<number>,
    { instants, fromMs, untilMs, precision }: ReadTime,
  ): void {
    if (precision === 'day') return;
    for (const instant of instants)
      for (const at of this.index.between(instant + fromMs, instant + untilMs)) {
        if (atTime.has(at)) continue;
        atTime.add(at);
        scores.set(at, scores.get(at) + timeScore);
      }
  }

  private addCited(scores: Scores): void {
    for (const at of this.citing) {
      const score = scores.get(at);
      if (score === 0) continue;
      for (const id of this.index.items[at]?.cites ?? []) {
        const cited = this.places.get(id);
        if (cited !== undefined && scores.get(cited) < score * citedShare)
          scores.set(cited, score * citedShare);
      }
    }
  }
}

/** A sentence with a time is about then, unless all that fits is from another day. */
const farMs = 12 * 3_600_000;
const farShare = 0.8;

function discountFar(index: RecordIndex, scores: Scores, times: readonly TimeClaim[]): void {
  const instants = times.flatMap(({ time }) => (time.precision === 'day' ? [] : time.instants));
  if (instants.length === 0) return;
  const isFar = (atMs: number) => {
    for (const instant of instants) if (Math.abs(instant - atMs) <= farMs) return false;
    return true;
  };
  for (const at of scores.items) {
    const atMs = index.timeOf(at);
    if (!Number.isNaN(atMs) && isFar(atMs)) scores.set(at, scores.get(at) * farShare);
  }
}

const boundary = /[,;:()–—]|\b(?:and|but|while|which|who)\b/i;
const otherClause = 0.75;

/** Words far from the claim, or in another clause, say less about it. */
function shareAt(text: string, at: number, start: number, end: number): number {
  const distance = at < start ? start - at : Math.max(0, at - end);
  const share = leastShare + (1 - leastShare) * Math.exp(-distance / reach);
  return isSameClause(text, at, start, end) ? share : share * otherClause;
}

function isSameClause(text: string, at: number, start: number, end: number): boolean {
  const between = at < start ? text.slice(at, start) : text.slice(end, Math.max(end, at));
  return !boundary.test(between);
}
