import {
  DomainError,
  VerifyEvidence,
  type Verification,
  type VerificationProblem,
} from '@debrief/contract';
import { authorize, incidentIdsSeenBy } from '../../access/index.ts';
import { loadAnchors } from '../../activity/index.ts';
import type { Context } from '../../context.ts';
import { incidentByRef, incidentsByIds } from '../../incident/index.ts';
import { parse } from '../../parse.ts';
import { checkLinks, findUnlinked, linksAt } from './check-links.ts';
import { loadSeals } from './links.ts';

/** Links of one page, or imports with fewer: a page takes about a second. */
const pageLinks = 20;

/** Where the next page starts: after this link of this import. */
interface Place {
  importId: string;
  link: number;
  /** A part of the import is wrong: what was added to it is searched for row by row. */
  isSuspect: boolean;
}

interface ImportToCheck {
  id: string;
  name: string;
  incident_id: string;
}

/**
 * Compares stored evidence with the hashes from its import, and these with the activity record, page
 * by page. Errors: `not-found`, `invalid` for a cursor.
 */
export async function verifyEvidence(ctx: Context, raw: VerifyEvidence): Promise<Verification> {
  const input = parse(VerifyEvidence, raw);
  const incidentId =
    input.incident === undefined
      ? null
      : (await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident))).id;
  let place = readPlace(input.cursor);
  const page: Verification = {
    imports: 0,
    items: 0,
    redacted: [],
    removed: 0,
    found: 0,
    problems: [],
    seals: {},
    next: null,
  };
  let left = pageLinks;
  while (left > 0) {
    const one = await nextImport(ctx, incidentId, place);
    if (!one) return page;
    const from =
      place?.importId === one.id ? place : { importId: one.id, link: 0, isSuspect: false };
    const checked = await checkImport(ctx, one, from, left, page);
    left -= checked.links;
    place = checked.next;
  }
  return { ...page, next: place && writePlace(place) };
}

/** A finished import has no further links. */
const finished = 2_147_483_647;

function readPlace(cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  const [, importId, link, mark] = /^([0-9a-f-]{36}):(\d{1,10})(!?)$/.exec(cursor) ?? [];
  if (importId === undefined || Number(link) > finished)
    throw new DomainError('invalid', 'This cursor is not from a verification. Start again.');
  return { importId, link: Number(link), isSuspect: mark === '!' };
}

function writePlace({ importId, link, isSuspect }: Place): string {
  return `${importId}:${link}${isSuspect ? '!' : ''}`;
}

async function nextImport(
  ctx: Context,
  incidentId: string | null,
  place: Place | null,
): Promise<ImportToCheck | undefined> {
  let query = ctx.db
    .selectFrom('import')
    .select(['id', 'name', 'incident_id'])
    .where('incident_id', 'in', incidentIdsSeenBy(ctx))
    .orderBy('id');
  if (incidentId !== null) query = query.where('incident_id', '=', incidentId);
  if (place) query = query.where('id', place.link === finished ? '>' : '>=', place.importId);
  return query.executeTakeFirst();
}

/** Checks the next links of an import and adds what it finds to the page. */
async function checkImport(
  ctx: Context,
  one: ImportToCheck,
  from: Place,
  left: number,
  page: Verification,
): Promise<{ links: number; next: Place }> {
  const problems: Found[] = [];
  const checked = await checkLinks(ctx, one.id, from.link, left);
  page.items += checked.items;
  page.removed += checked.removed;
  page.redacted.push(...checked.masked);
  problems.push(...checked.problems);
  if (from.link === 0) problems.push(...(await checkAnchors(ctx, one, page)));
  if (from.link === 0 && checked.isFound) page.found += 1;
  const isEnd = checked.links < left;
  const isSuspect = from.isSuspect || problems.length > 0;
  if (isEnd) {
    problems.push(...(await findUnlinked(ctx, one.id, isSuspect)));
    page.imports += 1;
  }
  if (problems.length > 0) page.problems.push(...(await describe(ctx, one, problems)));
  const link = isEnd ? finished : checked.last;
  return { links: Math.max(checked.links, 1), next: { importId: one.id, link, isSuspect } };
}

type Found = Pick<VerificationProblem, 'kind' | 'evidenceId' | 'place'>;

async function describe(
  ctx: Context,
  one: ImportToCheck,
  found: Found[],
): Promise<VerificationProblem[]> {
  const incident = (await incidentsByIds(ctx, [one.incident_id])).get(one.incident_id);
  const ref = `INC-${incident?.number ?? ''}`;
  return found.map((problem) => ({
    ...problem,
    importId: one.id,
    importName: one.name,
    incident: ref,
  }));
}

/**
 * Each end of the chain that was recorded must still be a link, and the last link must be recorded.
 * They are read in the order in which a concurrent transaction cannot come between them.
 */
async function checkAnchors(
  ctx: Context,
  one: ImportToCheck,
  page: Verification,
): Promise<Found[]> {
  const last = (await loadSeals(ctx, [one.id]))[one.id];
  const anchors = await loadAnchors(ctx, one.incident_id, one.id);
  if (anchors.length > 0) page.seals[one.id] = anchors;
  const links = await linksAt(ctx, one.id, anchors.map(getLinkNumber));
  const isRecorded =
    last === undefined || anchors.includes(last) || (await isUnderWay(ctx, one.id));
  const isIntact = anchors.every((anchor) => links.includes(anchor));
  return isRecorded && isIntact ? [] : [{ kind: 'record', evidenceId: null, place: null }];
}

/** The end of a chain is recorded when its import or undo ends. */
async function isUnderWay(ctx: Context, importId: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('import')
    .select('id')
    .where('id', '=', importId)
    .where('state', 'in', ['running', 'undoing'])
    .executeTakeFirst();
  return row !== undefined;
}

function getLinkNumber(seal: string): number {
  return Number(seal.split(':')[0]);
}
