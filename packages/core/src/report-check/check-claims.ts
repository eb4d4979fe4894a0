import { setImmediate } from 'node:timers/promises';
import type { CheckedClaim } from '@debrief/contract';
import type { PersonFinder } from '@debrief/prose/check';
import { durationText, timeWithZone } from '@debrief/rules/time';
import type { Claim } from './claim.ts';
import { type CheckBlock, findClaims } from './find-claims.ts';
import type { Match } from './match.ts';
import { matchIdentifier, matchPerson } from './match-name.ts';
import { matchDuration, matchNumber } from './match-number.ts';
import { matchQuote } from './match-quote.ts';
import { matchTime, type TimeMatch } from './match-time.ts';
import type { TimeContext } from './read-time.ts';
import { readKeys, type RecordIndex } from './record-index.ts';
import { Relevances } from './relevance.ts';

/** A report to check: its blocks, and where a range of a block is in it. */
export interface CheckInput {
  blocks: readonly CheckBlock[];
  people: PersonFinder;
  /** The people who took part by then; others are known only by name. */
  tookPart: ReadonlySet<string>;
  times: TimeContext;
  /** An IANA zone, to show times in. */
  zone: string;
  durations: readonly { name: string; ms: number }[];
}

/** What a check says of one claim, without its place in the report. */
export type Checked = Pick<CheckedClaim, 'verdict' | 'message' | 'reading'> & {
  claim: Claim;
  nearest: { item: number; quote: { start: number; end: number } | null } | null;
};

/** The keys that an index needs for these claims. */
export function* listVocabulary(claims: readonly Claim[]): Generator<string> {
  for (const claim of claims) {
    for (const { key } of claim.unit.keys) yield key;
    yield* readKeys(claim.text, true);
    if (claim.kind === 'time') yield* claim.time.clockKeys;
    if (claim.kind === 'number' && claim.quantity !== null) yield String(claim.quantity.value);
    if ('value' in claim) yield* readKeys(claim.value, true);
  }
}

const claimsBetweenBreaks = 40;

/** Compares claims with a record. Lets the process answer other requests in between. */
export async function checkClaims(
  claims: readonly Claim[],
  index: RecordIndex,
  input: CheckInput,
): Promise<Checked[]> {
  const relevances = new Relevances(index);
  const times = claims.filter((claim) => claim.kind === 'time');
  const byUnit = Map.groupBy(times, ({ unit }) => unit);
  const names = Map.groupBy(
    claims.filter(({ kind }) => kind === 'person'),
    ({ unit }) => unit,
  );
  const checked: Checked[] = [];
  for (const [at, claim] of claims.entries()) {
    if (at % claimsBetweenBreaks === claimsBetweenBreaks - 1) await setImmediate();
    const others = claim.kind === 'time' ? [] : (byUnit.get(claim.unit) ?? []);
    const relevance = relevances.of(claim, others);
    if (claim.kind === 'time')
      checked.push(describeTime(claim, matchTime(claim, index, relevance), input));
    else {
      const isListed = (names.get(claim.unit) ?? []).length >= manyNames;
      const match = matchOther(claim, index, relevance, input, isListed);
      checked.push({
        claim,
        verdict: match.verdict,
        message: match.message,
        reading: null,
        nearest: match.item === null ? null : { item: match.item, quote: match.quote },
      });
    }
  }
  return checked;
}

/** The claims of a report, in order. */
export function findReportClaims({ blocks, people, times }: CheckInput): Claim[] {
  return findClaims(blocks, people, times);
}

function matchOther(
  claim: Exclude<Claim, { kind: 'time' }>,
  index: RecordIndex,
  relevance: ReturnType<Relevances['of']>,
  { durations, people, tookPart }: CheckInput,
  isListed: boolean,
): Match {
  if (claim.kind === 'quote') return matchQuote(claim, index, relevance);
  if (claim.kind === 'number') {
    const { quantity } = claim;
    return quantity === null
      ? { verdict: 'unclear', message: notRead, item: null, quote: null }
      : matchNumber({ ...claim, quantity }, index, relevance);
  }
  if (claim.kind === 'person')
    return isListed
      ? listedPerson(claim.personIds, tookPart)
      : matchPerson(claim, index, relevance, { people, tookPart });
  if (claim.kind !== 'duration') return matchIdentifier(claim, index, relevance);
  // "every five minutes" is not between two milestones.
  const isPeriod = /\b(?:every|each|per)\s$/i.test(claim.unit.text.slice(0, claim.unitStart));
  return matchDuration(claim, index, relevance, isPeriod ? [] : durations);
}

const notRead = 'Not checked: numbers and durations are compared in English only';

/** So many people in a sentence are a list of those who took part. */
const manyNames = 4;

function listedPerson(personIds: readonly string[], tookPart: ReadonlySet<string>): Match {
  return !personIds.some((id) => tookPart.has(id))
    ? { verdict: 'not-found', message: 'Not in the record', item: null, quote: null }
    : { verdict: 'found', message: 'Took part in the incident', item: null, quote: null };
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

function describeTime(
  claim: Extract<Claim, { kind: 'time' }>,
  match: TimeMatch,
  { zone }: CheckInput,
): Checked {
  const { time } = claim;
  const written = match.instant === null ? null : new Date(match.instant).toISOString();
  const isShown = written !== null && time.problem === null && time.precision !== 'day';
  const from = time.isDateWritten ? '' : ', with the date of the incident';
  return {
    claim,
    verdict: match.verdict,
    message: timeMessage(claim, match),
    reading: isShown ? `${timeWithZone(written, zone)}${from}` : null,
    nearest: match.item === null ? null : { item: match.item, quote: null },
  };
}

function timeMessage({ time }: Extract<Claim, { kind: 'time' }>, match: TimeMatch): string {
  if (time.problem !== null) return time.problem;
  if (match.why === 'weekday' && time.otherWeekday !== null) {
    const { year, month, day } = time.otherWeekday;
    return `This date is a ${weekdays[new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? ''}`;
  }
  if (match.why === 'text') return 'The record names this time';
  if (match.why === 'milestone') return 'A milestone of the incident is at this time';
  if (match.verdict === 'found') return 'In the record at this time';
  if (match.byMs !== null) {
    const by = durationText(Math.abs(match.byMs), time.precision === 'second' ? 'exact' : 'minute');
    return match.byMs > 0
      ? `${by} later than the record shows`
      : `${by} earlier than the record shows`;
  }
  return match.verdict === 'not-found'
    ? 'The record has nothing at this time'
    : 'Nothing in the record is clearly about this sentence';
}

/** An excerpt around the quoted words. */
const excerptLength = 280;

export function cutExcerpt(text: string, quote: { start: number; end: number } | null): string {
  if (text.length <= excerptLength) return text;
  const start = Math.max(0, Math.min((quote?.start ?? 0) - 80, text.length - excerptLength));
  const piece = text.slice(start, start + excerptLength).toWellFormed();
  return `${start > 0 ? '…' : ''}${piece}${start + excerptLength < text.length ? '…' : ''}`;
}
