import { LibraryKind, LibraryQuery, type LibraryCount, type LibraryPage } from '@debrief/contract';
import { toTsquery, type Term, rankHits, type Found } from '@debrief/rules/search';
import { refuseUnless } from '../access/index.ts';
import type { Context } from '../context.ts';
import { countEvidence, findEvidence, findEvidenceByTime } from '../evidence/index.ts';
import { parse, type Parsable } from '../parse.ts';
import { readCursor, writeCursor, type Place } from './cursor.ts';
import { countHits, findHits, hitsByTime, type StoredKind } from './hits.ts';
import { presentHits, type PresentedHit } from './present-hits.ts';
import { parseTerms } from './words.ts';

const countedTo = 1_000;
/** Only this many of each kind, the newest, are ranked. */
const rankedOfEach = 100;

/**
 * Searches everything that the actor can see. With words: best first, by relevance × freshness
 * (`rank.ts`). Without: newest first, and no evidence. Or in time order. Errors: `invalid`, `not-signed-in`.
 */
export async function searchLibrary(
  ctx: Context,
  raw: Parsable<typeof LibraryQuery>,
): Promise<LibraryPage> {
  refuseUnless(ctx, 'incident:read');
  const query = parse(LibraryQuery, raw);
  const terms = parseTerms(query.text ?? '');
  const limit = query.limit ?? 20;
  const counts = await countHitsByKind(ctx, query, terms);
  const kinds = selectKinds(query, terms, counts);
  const wanted = counts.filter(({ kind, count }) => count > 0 && kinds.includes(kind));
  const isRanked = terms.length > 0 && query.sort === undefined;
  const found = !isRanked
    ? await inTimeOrder(ctx, query, terms, wanted, limit)
    : await best(ctx, query, terms, wanted, limit);
  return {
    items: await presentHits(ctx, found.shown, terms),
    next: found.next && writeCursor(found.next),
    counts,
    rankedOfEach:
      isRanked && wanted.some(({ count }) => count > rankedOfEach) ? rankedOfEach : null,
  };
}

/** The requested kinds, or all. An empty query returns the published reviews, if there are any. */
function selectKinds(
  query: LibraryQuery,
  terms: readonly Term[],
  counts: readonly LibraryCount[],
): readonly LibraryKind[] {
  if (query.kind && query.kind.length > 0) return query.kind;
  const hasReports = counts.some(({ kind, count }) => kind === 'report' && count > 0);
  return terms.length === 0 && hasReports ? ['report'] : LibraryKind.options;
}

interface Part {
  shown: PresentedHit[];
  next: Place | null;
}

async function countHitsByKind(
  ctx: Context,
  query: LibraryQuery,
  terms: readonly Term[],
): Promise<LibraryCount[]> {
  const stored = await countHits(ctx, storedKinds, query, terms, countedTo + 1);
  const evidence = looksAtEvidence(query, terms)
    ? await countEvidence(ctx, { ...query, words: toTsquery(terms) }, countedTo + 1)
    : 0;
  return LibraryKind.options.map((kind) => {
    const count = kind === 'evidence' ? evidence : (stored.get(kind) ?? 0);
    return { kind, count: Math.min(count, countedTo), isMore: count > countedTo };
  });
}

/** Evidence is found only by its words, and has no kind of factor. */
function looksAtEvidence(query: LibraryQuery, terms: readonly Term[]): boolean {
  return terms.length > 0 && query.factorKind === undefined;
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
  terms: readonly Term[],
  wanted: readonly LibraryCount[],
  limit: number,
): Promise<Part> {
  const isOldestFirst = query.sort === 'time';
  const type = isOldestFirst ? 'oldest' : 'newest';
  const place = query.cursor ? readCursor(query.cursor, type) : null;
  const after = place?.type === 'ranked' ? null : place;
  const page = { isOldestFirst, after, limit: limit + 1 };
  const hits: TimedHit[] = await hitsByTime(ctx, listStored(wanted), query, terms, page);
  if (wanted.some(({ kind }) => kind === 'evidence')) {
    const words = { ...query, words: toTsquery(terms) };
    const items = await findEvidenceByTime(ctx, words, page);
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
  terms: readonly Term[],
  wanted: readonly LibraryCount[],
  limit: number,
): Promise<Part> {
  const place = query.cursor ? readCursor(query.cursor, 'ranked') : null;
  const after = place?.type === 'ranked' ? place : null;
  const now = after?.now ?? ctx.clock.now();
  const candidates: Found[] = await findHits(ctx, listStored(wanted), query, terms, rankedOfEach);
  const evidence = wanted.find(({ kind }) => kind === 'evidence');
  if (evidence) {
    const items = await findEvidence(ctx, {
      ...query,
      words: toTsquery(terms),
      limit: rankedOfEach,
      isCommon: evidence.isMore,
    });
    candidates.push(
      ...items.map((item): Found => ({ ...item, kind: 'evidence', isInTitle: false })),
    );
  }
  const found = rankHits(candidates, now, after);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    shown,
    next:
      last && found.length > limit ? { type: 'ranked', now, score: last.score, id: last.id } : null,
  };
}
