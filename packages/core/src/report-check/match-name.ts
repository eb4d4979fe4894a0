import { findIdentifiers, type PersonFinder } from '@debrief/prose/check';
import { spacedLetter } from '@debrief/rules/search';
import type { Claim } from './claim.ts';
import type { Match } from './match.ts';
import { topItems } from './match-number.ts';
import { commitKey, readKeys, type RecordIndex, type RecordItem } from './record-index.ts';
import type { Relevance } from './relevance.ts';

const aboutShare = 0.6;
const leastScore = 4;

/** Compares a commit, version or host with those that the record names. */
export function matchIdentifier(
  claim: Extract<Claim, { kind: 'host' | 'commit' | 'version' }>,
  index: RecordIndex,
  relevance: Relevance,
): Match {
  const hits = itemsWith(claim, index).flatMap((item) => {
    const range = findValue(index.items[item], claim);
    return range === null ? [] : [{ item, range, score: relevance.scores.get(item) }];
  });
  const hit = hits.toSorted((one, other) => other.score - one.score)[0];
  const isAbout = hit !== undefined && hit.score >= relevance.best * aboutShare;
  if (hit !== undefined && (isAbout || relevance.best < leastScore))
    return { verdict: 'found', message: 'In the record', item: hit.item, quote: hit.range };
  const other = findOther(claim, index, relevance);
  if (other !== null)
    return {
      verdict: 'differs',
      message: `The record says ${other.text}`,
      item: other.item,
      quote: other.range,
    };
  if (hit !== undefined)
    return {
      verdict: 'unclear',
      message: 'In the record, but not clearly about this',
      item: hit.item,
      quote: hit.range,
    };
  return { verdict: 'not-found', message: 'Not in the record', item: null, quote: null };
}

/** Japanese, Chinese and others have no spaces around a name. */
const joinedBefore = new RegExp(String.raw`${spacedLetter}|[\p{N}_.-]`, 'u');
const joinedBehind = new RegExp(String.raw`${spacedLetter}|[\p{N}_]`, 'u');

type IdentifierClaim = Extract<Claim, { kind: 'host' | 'commit' | 'version' }>;

function itemsWith(claim: IdentifierClaim, index: RecordIndex): readonly number[] {
  if (claim.kind === 'commit') return index.having(commitKey(claim.value));
  const lists = [...readKeys(claim.value, true)].map((key) => index.having(key));
  return lists.toSorted((one, other) => one.length - other.length)[0] ?? [];
}

/** Null if the item does not name it; an empty range if it does outside of its text. */
function findValue(
  item: RecordItem | undefined,
  claim: IdentifierClaim,
): { start: number; end: number } | null {
  if (item === undefined) return null;
  const all = `${item.text}\n${item.about}`.toLowerCase();
  for (let at = all.indexOf(claim.value); at !== -1; at = all.indexOf(claim.value, at + 1)) {
    const [before, behind] = [all.charAt(at - 1), all.charAt(at + claim.value.length)];
    const isPart =
      claim.kind === 'commit'
        ? /[\da-z]/.test(before)
        : joinedBefore.test(before) && !/[\s@:v-]/.test(before);
    const isLonger =
      claim.kind !== 'commit' &&
      (joinedBehind.test(behind) ||
        /^[.-][\p{L}\p{N}]/u.test(all.slice(at + claim.value.length, at + claim.value.length + 2)));
    if (!isPart && !isLonger)
      return at + claim.value.length <= item.text.length
        ? { start: at, end: at + claim.value.length }
        : { start: 0, end: 0 };
  }
  return null;
}

/** Another one of its kind in an item about the sentence. */
function findOther(
  claim: IdentifierClaim,
  index: RecordIndex,
  relevance: Relevance,
): { item: number; text: string; range: { start: number; end: number } } | null {
  const least = Math.max(relevance.best * aboutShare, leastScore);
  if (relevance.best < relevance.full * coveredShare) return null;
  for (const item of topItems(relevance)) {
    if (relevance.scores.get(item) < least) break;
    const text = index.items[item]?.text ?? '';
    const other = findIdentifiers(text.slice(0, 4_000)).find(
      (one) =>
        one.kind === claim.kind && (claim.of === null || one.of === null || one.of === claim.of),
    );
    if (other !== undefined)
      return { item, text: other.text, range: { start: other.start, end: other.end } };
  }
  return null;
}

const personShare = 0.65;
/** An item with this share of the best match is the one that a sentence repeats. */
const bestShare = 0.97;
const personLeast = 0.5;
/** Below this share of its words, the record does not cover a sentence. */
const coveredShare = 0.4;
const itemsOfPerson = 3;
const longestText = 4_000;

/** Its author, then the people that its text names. */
function peopleIn(item: RecordItem | undefined, people: PersonFinder): string[] {
  if (item === undefined) return [];
  const named = people.find(item.text.slice(0, longestText), 'chat').flatMap(({ ids }) => ids);
  return [...item.personIds, ...named];
}

/** Compares a person with those who wrote, or are named in, what the sentence is about. */
export function matchPerson(
  claim: Extract<Claim, { kind: 'person' }>,
  index: RecordIndex,
  relevance: Relevance,
  { people, tookPart }: { people: PersonFinder; tookPart: ReadonlySet<string> },
): Match {
  if (claim.personIds.length === 0)
    return { verdict: 'not-found', message: 'Not in the record', item: null, quote: null };
  const unclear: Match = {
    verdict: 'unclear',
    message: claim.personIds.some((id) => tookPart.has(id))
      ? 'Took part in the incident, but nothing in the record is clearly about this'
      : 'Nothing in the record is clearly about this',
    item: null,
    quote: null,
  };
  if (relevance.best < Math.max(leastScore, relevance.full * coveredShare)) return unclear;
  const rated = ratePeople(index, relevance, people);
  const strongest = rated[0];
  const own = rated.find(({ id }) => claim.personIds.includes(id));
  const isInBest = own !== undefined && own.top >= relevance.best * bestShare;
  if (own !== undefined && (isInBest || own.sum >= (strongest?.sum ?? 0) * personShare))
    return { verdict: 'found', message: 'In the record', item: own.item, quote: null };
  const name = strongest === undefined ? null : people.nameOf(strongest.id);
  return strongest === undefined || name === null
    ? unclear
    : {
        verdict: 'differs',
        message: `The record shows ${name}`,
        item: strongest.item,
        quote: null,
      };
}

/** People by what they wrote, or are named in, about the sentence: their best items together. */
function ratePeople(
  index: RecordIndex,
  relevance: Relevance,
  people: PersonFinder,
): { id: string; item: number; top: number; sum: number }[] {
  const byPerson = new Map<string, { item: number; scores: number[] }>();
  for (const item of topItems(relevance)) {
    const score = relevance.scores.get(item);
    if (score < relevance.best * personLeast) break;
    for (const id of new Set(peopleIn(index.items[item], people))) {
      const one = byPerson.get(id) ?? { item, scores: [] };
      if (one.scores.length < itemsOfPerson) one.scores.push(score);
      byPerson.set(id, one);
    }
  }
  return [...byPerson]
    .map(([id, { item, scores }]) => ({
      id,
      item,
      top: scores[0] ?? 0,
      sum: scores.reduce((sum, one) => sum + one, 0),
    }))
    .toSorted((one, other) => other.sum - one.sum);
}
