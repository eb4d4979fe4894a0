import { findTimes } from '@debrief/readers/post-mortem';
import type { Claim } from './claim.ts';
import { topItems } from './match-number.ts';
import type { RecordIndex } from './record-index.ts';
import type { Relevance } from './relevance.ts';
import type { Scores } from './scores.ts';

export interface TimeMatch {
  verdict: 'found' | 'differs' | 'later' | 'not-found' | 'unclear';
  /** How much later the claim is than the closest item about it, if it differs. */
  byMs: number | null;
  item: number | null;
  instant: number | null;
  why:
    | 'about-it'
    | 'text'
    | 'milestone'
    | 'elsewhere'
    | 'nothing-then'
    | 'not-about-it'
    | 'no-words'
    | 'weekday';
}

/**
 * An item with this share of the best match is about the sentence. The more items there are at a
 * time, the likelier one of them matches by accident.
 */
const aboutShare = 0.6;
const vagueShare = 0.68;
/** A text names a time near its own. */
const textReachMs = 36 * 3_600_000;
const fewItems = 5;
const sharePerTenfold = 0.1;
/** A match of less than this share of the words, and of this weight, says nothing. */
const leastShare = 0.18;
const leastScore = 4;
const evidenceScore = 100;
/** Further away it is about something else. */
const mostMs = 26 * 3_600_000;
const mostDays = 45;
/** Below this share of its words, the record does not cover a sentence. */
const coveredShare = 0.25;
const dayCoveredShare = 0.45;
const nearbyMs = 10 * 60_000;

/** Compares a time with the items that its sentence is about. */
export function matchTime(
  claim: Extract<Claim, { kind: 'time' }>,
  index: RecordIndex,
  relevance: Relevance,
): TimeMatch {
  const { time } = claim;
  if (time.problem !== null)
    return { verdict: 'unclear', byMs: null, item: null, instant: null, why: 'no-words' };
  if (time.otherWeekday !== null)
    return {
      verdict: 'differs',
      byMs: null,
      item: null,
      instant: time.instants[0] ?? null,
      why: 'weekday',
    };
  if (time.precision === 'day') return matchDay(claim, index, relevance);
  const near = findNear(claim, index);
  const share =
    (time.isAbout || time.precision === 'hour' ? vagueShare : aboutShare) +
    sharePerTenfold * Math.log10(1 + near.size / fewItems);
  const least = Math.max(relevance.best * share, Math.min(leastScore, relevance.full * leastShare));
  let best: { item: number; score: number; instant: number; why: TimeMatch['why'] } | null = null;
  for (const [item, { instant, why }] of near) {
    const own = relevance.scores.get(item);
    // Evidence can be cited: it is shown rather than what people wrote about it.
    const score = index.items[item]?.target === 'evidence' ? own + evidenceScore : own;
    if (own >= least && score > (best?.score ?? 0)) best = { item, score, instant, why };
  }
  if (best !== null)
    return { verdict: 'found', byMs: null, item: best.item, instant: best.instant, why: best.why };
  const repeated = findRepeated(claim, index, relevance, least);
  if (repeated !== null)
    return {
      verdict: 'found',
      byMs: null,
      item: repeated,
      instant: time.instants[0] ?? null,
      why: 'text',
    };
  return findElsewhere(claim, index, relevance, least, near.size > 0);
}

/** An item about the sentence that has the same words for the time, such as `1PM PST`. */
function findRepeated(
  { text }: Extract<Claim, { kind: 'time' }>,
  index: RecordIndex,
  relevance: Relevance,
  least: number,
): number | null {
  const wanted = text.toLowerCase();
  const isIn = (item: number) => {
    const said = (index.items[item]?.text ?? '').toLowerCase();
    const at = said.indexOf(wanted);
    return (
      at !== -1 &&
      !/[\p{L}\p{N}:.]/u.test(said.charAt(at - 1)) &&
      !/^[.:]?[\p{L}\p{N}]/u.test(said.slice(at + wanted.length))
    );
  };
  const all = topItems(relevance).filter((item) => relevance.scores.get(item) >= least);
  return /\p{L}/u.test(text) ? (all.find(isIn) ?? null) : null;
}

const dayMs = 24 * 3_600_000;
const dayShare = 0.8;
const itemsOfDay = 3;

/** A day has many items: the best of each day together decide. */
function matchDay(
  claim: Extract<Claim, { kind: 'time' }>,
  index: RecordIndex,
  { scores, best, full }: Relevance,
): TimeMatch {
  const { time } = claim;
  const [first = 0] = time.instants;
  const least = Math.min(leastScore, full * leastShare);
  const days = new Map<number, { item: number; score: number }[]>();
  for (const item of scores.items) {
    const score = scores.get(item);
    const atMs = index.items[item]?.atMs ?? null;
    if (atMs === null || score < Math.max(least, best * dayLeast)) continue;
    const day = Math.floor((atMs - first) / dayMs);
    days.set(day, [...(days.get(day) ?? []), { item, score }]);
  }
  const rated = [...days].map(([day, items]) => {
    const top = items.toSorted((one, other) => other.score - one.score).slice(0, itemsOfDay);
    return { day, item: top[0]?.item ?? null, sum: top.reduce((sum, { score }) => sum + score, 0) };
  });
  const wanted = new Set(time.instants.map((instant) => Math.round((instant - first) / dayMs)));
  const strongest = rated.toSorted((one, other) => other.sum - one.sum)[0];
  const named = namesDay(claim, index, scores, Math.max(least, best * dayLeast));
  if (named !== null)
    return { verdict: 'found', byMs: null, item: named, instant: first, why: 'text' };
  const own = rated.filter(({ day }) => wanted.has(day)).toSorted((a, b) => b.sum - a.sum)[0];
  const none = { byMs: null, instant: first };
  if (own !== undefined && own.sum >= (strongest?.sum ?? 0) * dayShare)
    return { ...none, verdict: 'found', item: own.item, why: 'about-it' };
  const isNear = strongest !== undefined && Math.abs(strongest.day) <= mostDays;
  if (strongest !== undefined && isNear && best >= full * dayCoveredShare)
    return {
      verdict: strongest.day < 0 ? 'later' : 'differs',
      byMs: -strongest.day * dayMs,
      item: strongest.item,
      instant: first,
      why: 'elsewhere',
    };
  return { ...none, verdict: 'unclear', item: null, why: 'not-about-it' };
}

const dayLeast = 0.3;
const mostRead = 40;

/** The best item about the sentence whose text names the date. */
function namesDay(
  { time }: Extract<Claim, { kind: 'time' }>,
  index: RecordIndex,
  scores: Scores,
  least: number,
): number | null {
  const wanted = time.days.map(({ month, day }) => `${month}-${day}`);
  const about = scores.items
    .filter((item) => scores.get(item) >= least)
    .toSorted((one, other) => scores.get(other) - scores.get(one))
    .slice(0, mostRead);
  for (const item of about) {
    const named = findTimes((index.items[item]?.text ?? '').slice(0, 2_000), null);
    if (named.some(({ date }) => date !== null && wanted.includes(`${date.month}-${date.day}`)))
      return item;
  }
  return null;
}

type Near = Map<number, { instant: number; why: TimeMatch['why'] }>;

function findNear({ time }: Extract<Claim, { kind: 'time' }>, index: RecordIndex): Near {
  const near: Near = new Map();
  for (const key of time.clockKeys)
    for (const item of index.having(key)) {
      const atMs = index.items[item]?.atMs ?? null;
      const instant =
        atMs === null
          ? time.instants[0]
          : time.instants.find((one) => Math.abs(one - atMs) <= textReachMs);
      if (instant !== undefined) near.set(item, { instant, why: 'text' });
    }
  for (const instant of time.instants.toReversed())
    for (const item of index.between(instant + time.fromMs, instant + time.untilMs))
      near.set(item, {
        instant,
        why: index.items[item]?.target === 'milestone' ? 'milestone' : 'about-it',
      });
  return near;
}

function findElsewhere(
  { time }: Extract<Claim, { kind: 'time' }>,
  index: RecordIndex,
  relevance: Relevance,
  least: number,
  isNear: boolean,
): TimeMatch {
  const [first = 0] = time.instants;
  const closest = relevance.scores.items
    .filter((item) => relevance.scores.get(item) >= least)
    .flatMap((item) => {
      const atMs = index.items[item]?.atMs ?? null;
      return atMs === null
        ? []
        : time.instants.map((instant) => ({ item, instant, byMs: instant - atMs }));
    })
    .toSorted((one, other) => Math.abs(one.byMs) - Math.abs(other.byMs))[0];
  const isCovered = relevance.best >= relevance.full * coveredShare;
  if (closest !== undefined && isCovered && Math.abs(closest.byMs) <= mostMs)
    return {
      verdict: closest.byMs > 0 ? 'later' : 'differs',
      byMs: closest.byMs,
      item: closest.item,
      instant: closest.instant,
      why: 'elsewhere',
    };
  const around = index.between(first - nearbyMs, first + nearbyMs);
  return isNear
    ? { verdict: 'unclear', byMs: null, item: null, instant: first, why: 'not-about-it' }
    : around.length > 0
      ? {
          verdict: 'unclear',
          byMs: null,
          item: around[0] ?? null,
          instant: first,
          why: 'not-about-it',
        }
      : { verdict: 'not-found', byMs: null, item: null, instant: first, why: 'nothing-then' };
}
