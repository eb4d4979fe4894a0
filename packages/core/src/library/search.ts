import { LibraryKind, LibraryQuery, type LibraryCount, type LibraryPage } from '@debrief/contract';
import { parseSearch, rankHits, type Found, type SearchQuery } from '@debrief/rules/search';
import { refuseUnless } from '../access/index.ts';
import type { Context } from '../context.ts';
import {
  findEvidence,
  findEvidenceByTime,
  type EvidenceHits,
  type Naming,
} from '../evidence/index.ts';
import { parse, type Parsable } from '../parse.ts';
import { findTagIds } from '../tag/index.ts';
import { readCursor, writeCursor, type Place } from './cursor.ts';
import { countHits, findHits, hitsByTime, type StoredKind } from './hits.ts';
import { presentHits, type PresentedHit } from './present-hits.ts';
import { buildDatabaseQuery, type Matching, type DatabaseQuery } from './database-query.ts';

const countedTo = 1_000;
/** Only this many of each kind, the newest, are ranked. */
const rankedOfEach = 100;

/**
 * Searches everything that the actor can see. With words: best first, by relevance × freshness
 * (`rank.ts`). Without: newest first, and no evidence. Or in time order. If nothing has all words,
 * finds similar spellings, then some of the words. Errors: `invalid`, `not-signed-in`.
 */
export async function searchLibrary(
  ctx: Context,
  raw: Parsable<typeof LibraryQuery>,
): Promise<LibraryPage> {
  refuseUnless(ctx, 'incident:read');
  const query = parse(LibraryQuery, raw);
  const search = parseSearch(query.text ?? '');
  const tags = await findTags(ctx, search);
  const attempts = listAttempts(search.terms.filter((term) => !term.isQuoted).length);
  for (const matching of attempts) {
    const wanted = buildDatabaseQuery(query, search, matching, tags);
    const found = await countAll(ctx, wanted);
    if (matching === attempts.at(-1) || found.counts.some(({ count }) => count > 0))
      return showPage(ctx, query, wanted, found, matching);
  }
  throw new Error('a search has at least one attempt');
}

/** The tags that `tag:` names. */
async function findTags(ctx: Context, { filters }: SearchQuery): Promise<Naming<string>[]> {
  const found: Naming<string>[] = [];
  for (const { operator, values, isExcluded } of filters)
    if (operator === 'tag') found.push({ values: await findTagIds(ctx, values), isExcluded });
  return found;
}

function listAttempts(unquotedTerms: number): Matching[] {
  if (unquotedTerms === 0) return ['all'];
  return unquotedTerms === 1 ? ['all', 'similar'] : ['all', 'similar', 'some'];
}

async function showPage(
  ctx: Context,
  query: LibraryQuery,
  wanted: DatabaseQuery,
  { counts, evidence }: Counted,
  matching: Matching,
): Promise<LibraryPage> {
  const limit = query.limit ?? 20;
  const kinds = selectKinds(query, wanted, counts);
  const shownKinds = counts.filter(({ kind, count }) => count > 0 && kinds.includes(kind));
  const isRanked = wanted.words !== '' && query.sort === undefined;
  const part = !isRanked
    ? await inTimeOrder(ctx, query, wanted, shownKinds, limit)
    : await best(ctx, query, wanted, shownKinds, evidence, limit);
  return {
    items: await presentHits(ctx, part.shown, wanted.terms),
    next: part.next && writeCursor(part.next),
    counts,
    rankedOfEach:
      isRanked && shownKinds.some(({ count, isMore }) => isMore || count > rankedOfEach)
        ? rankedOfEach
        : null,
    matching: counts.some(({ count }) => count > 0) ? matching : 'all',
  };
}

/** The requested kinds, or all. An empty query returns the published reviews, if there are any. */
function selectKinds(
  query: LibraryQuery,
  wanted: DatabaseQuery,
  counts: readonly LibraryCount[],
): readonly LibraryKind[] {
  if (query.kind && query.kind.length > 0) return query.kind;
  const hasReports = counts.some(({ kind, count }) => kind === 'report' && count > 0);
  return wanted.isEmpty && hasReports ? ['report'] : LibraryKind.options;
}

interface Part {
  shown: PresentedHit[];
  next: Place | null;
}

interface Counted {
  counts: LibraryCount[];
  evidence: EvidenceHits['items'];
}

const nothing: EvidenceHits = { items: [], count: 0, isMore: false };

async function countAll(ctx: Context, wanted: DatabaseQuery): Promise<Counted> {
  const stored = await countHits(
    ctx,
    storedKinds.filter((kind) => wanted.allowed.has(kind)),
    wanted,
    countedTo + 1,
  );
  const evidence = looksAtEvidence(wanted)
    ? await findEvidence(ctx, wanted, rankedOfEach)
    : nothing;
  const counts = LibraryKind.options.map((kind) => {
    const count = kind === 'evidence' ? evidence.count : (stored.get(kind) ?? 0);
    const isMore = count > countedTo || (kind === 'evidence' && evidence.isMore);
    return { kind, count: Math.min(count, countedTo), isMore };
  });
  return { counts, evidence: evidence.items };
}

/** Evidence is found by its words, author, stream, kind or tag, and has no kind of factor. */
function looksAtEvidence(wanted: DatabaseQuery): boolean {
  const { words, authors = [], places = [], kinds = [], tags = [] } = wanted;
  const isAsked = words !== '' || authors.length + places.length + kinds.length + tags.length > 0;
  return isAsked && wanted.allowed.has('evidence') && wanted.factorKind === undefined;
}

function isStored(kind: LibraryKind): kind is StoredKind {
  return kind !== 'evidence';
}
const storedKinds = LibraryKind.options.filter(isStored);

function listStored(wanted: readonly LibraryCount[]) {
  return wanted.flatMap(({ kind, isMore }) => (isStored(kind) ? [{ kind, isCommon: isMore }] : []));
}

async function inTimeOrder(
  ctx: Context,
  query: LibraryQuery,
  wanted: DatabaseQuery,
  kinds: readonly LibraryCount[],
  limit: number,
): Promise<Part> {
  const isOldestFirst = query.sort === 'time';
  const type = isOldestFirst ? 'oldest' : 'newest';
  const place = query.cursor ? readCursor(query.cursor, type) : null;
  const after = place?.type === 'ranked' ? null : place;
  const page = { isOldestFirst, after, limit: limit + 1 };
  const hits: TimedHit[] = await hitsByTime(ctx, listStored(kinds), wanted, page);
  if (kinds.some(({ kind }) => kind === 'evidence')) {
    const items = await findEvidenceByTime(ctx, wanted, page);
    hits.push(...items.map((item): TimedHit => ({ ...item, kind: 'evidence' })));
  }
  const sign = isOldestFirst ? 1 : -1;
  const found = hits.toSorted((one, other) => compareTimes(one, other) * sign);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return { shown, next: last && found.length > limit ? { type, at: last.at, id: last.id } : null };
}

type TimedHit = PresentedHit & { at: Date };

function compareTimes(one: TimedHit, other: TimedHit): number {
  return one.at.getTime() - other.at.getTime() || (one.id < other.id ? -1 : 1);
}

async function best(
  ctx: Context,
  query: LibraryQuery,
  wanted: DatabaseQuery,
  kinds: readonly LibraryCount[],
  evidence: EvidenceHits['items'],
  limit: number,
): Promise<Part> {
  const place = query.cursor ? readCursor(query.cursor, 'ranked') : null;
  const after = place?.type === 'ranked' ? place : null;
  const now = after?.now ?? ctx.clock.now();
  const candidates: Found[] = await findHits(ctx, listStored(kinds), wanted, rankedOfEach);
  if (kinds.some(({ kind }) => kind === 'evidence'))
    candidates.push(
      ...evidence.map((item): Found => ({ ...item, kind: 'evidence', isInTitle: false })),
    );
  const found = rankHits(candidates, now, after);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    shown,
    next:
      last && found.length > limit ? { type: 'ranked', now, score: last.score, id: last.id } : null,
  };
}
