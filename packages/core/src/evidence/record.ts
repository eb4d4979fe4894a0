import {
  RecordQuery,
  type Evidence,
  type EvidenceInFull,
  type RecordPage,
  DomainError,
} from '@debrief/contract';
import { maskRevisions } from '@debrief/rules/known';
import { authorize } from '../access/index.ts';
import type { Context } from '../context.ts';
import { incidentByRef } from '../incident/index.ts';
import { parse, type Parsable } from '../parse.ts';
import { firstItem, lastItem, readCursor, writeCursor, type Place } from './cursor.ts';
import { presentEvidence } from './present.ts';
import { queryHits, queryNeighbors, buildSpans } from './record-query.ts';
import { evidenceInIncident, replyIds, loadItemRevisions } from './rows.ts';
import { listIncludedStreams } from './included-streams.ts';

const beginning: Place = { atMs: Date.parse('0001-01-01T00:00:00Z'), itemId: firstItem };
const end: Place = { atMs: Date.parse('9999-12-31T00:00:00Z'), itemId: lastItem };

/**
 * A page of an incident's evidence by (corrected) time, latest revisions only. Errors: `invalid`,
 * `not-found`.
 */
export async function readRecord(
  ctx: Context,
  incidentRef: string,
  raw: Parsable<typeof RecordQuery>,
): Promise<RecordPage> {
  const query = parse(RecordQuery, raw);
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, incidentRef));
  const spans = buildSpans(await listIncludedStreams(ctx, incident.id), query);
  const hits = await queryHits(ctx, incident.id, spans, query);
  const direction = query.direction ?? 'on';
  const limit = query.limit ?? 100;
  const { place, inclusive } = await findStart(ctx, incident.id, query);
  const found = await queryNeighbors(ctx, hits, place, { direction, inclusive, limit: limit + 1 });
  const hasMore = found.length > limit;
  const shown = found.slice(0, limit);
  if (direction === 'back') shown.reverse();
  const items = await presentEvidence(
    ctx,
    incident.id,
    shown.map((one) => one.id),
    query.knownAt,
  );
  const [first, last] = [shown[0], shown.at(-1)];
  const startsAtEdge =
    direction === 'on' ? query.cursor === undefined && !query.at && !query.item : !hasMore;
  const endsAtEdge =
    direction === 'on' ? !hasMore : query.cursor === undefined && !query.at && !query.item;
  return {
    items,
    before: first && !startsAtEdge ? writeCursor(first) : null,
    after: last && !endsAtEdge ? writeCursor(last) : null,
  };
}

async function findStart(
  ctx: Context,
  incidentId: string,
  query: RecordQuery,
): Promise<{ place: Place; inclusive: boolean }> {
  const isBack = query.direction === 'back';
  if (query.cursor) return { place: readCursor(query.cursor), inclusive: false };
  if (query.item) {
    const item = await evidenceInIncident(ctx, incidentId, query.item);
    return { place: { atMs: item.at.getTime(), itemId: item.itemId }, inclusive: !isBack };
  }
  if (query.at)
    return {
      place: { atMs: Date.parse(query.at), itemId: isBack ? lastItem : firstItem },
      inclusive: true,
    };
  return { place: isBack ? end : beginning, inclusive: true };
}

/**
 * One item with its raw payloads, all revisions and their imports, or the revisions that were known
 * at a time, without payloads. Errors: `not-found`, also outside the sources of the incident.
 */
export async function getEvidence(
  ctx: Context,
  { incident: ref, id, knownAt }: { incident: string; id: string; knownAt?: string | undefined },
): Promise<EvidenceInFull> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, ref));
  const item = await evidenceInIncident(ctx, incident.id, id);
  const all = await loadItemRevisions(ctx, item.itemId);
  const revisions = knownAt === undefined ? all : maskRevisions(all, Date.parse(knownAt));
  const head = revisions.at(-1);
  const [evidence] = head ? await presentEvidence(ctx, incident.id, [head.id], knownAt) : [];
  if (!evidence) throw new DomainError('not-found', 'Evidence not found in this incident.');
  return {
    evidence,
    revisions,
    key: item.key,
  };
}

/**
 * The replies to an item that are in the incident's sources, in time order, or those known at a
 * time. Errors: `not-found`.
 */
export async function listReplies(
  ctx: Context,
  input: { incident: string; id: string; knownAt?: string | undefined },
): Promise<{ items: Evidence[] }> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const item = await evidenceInIncident(ctx, incident.id, input.id);
  const span = buildSpans(await listIncludedStreams(ctx, incident.id), {
    stream: [item.streamId],
  })[0];
  return {
    items: span
      ? await presentEvidence(
          ctx,
          incident.id,
          await replyIds(ctx, span, item.key, input.knownAt),
          input.knownAt,
        )
      : [],
  };
}
