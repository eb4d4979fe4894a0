import {
  DomainError,
  PreviewRemoval,
  RemoveEvidence,
  type EvidenceDetails,
  type Removal,
  type RemovalPreview,
} from '@debrief/contract';
import { sql, type Selectable } from 'kysely';
import { authorize, type Authorized } from '../access/index.ts';
import { nameClaims } from '../all-items.ts';
import { actorRef, enqueue, plainActorRef, type Context } from '../context.ts';
import { inTransaction, jsonb } from '../db/index.ts';
import {
  clearRejections,
  createMasker,
  evidenceInIncident,
  importById,
  importsWithItems,
  listCitingClaims,
  listIncidentsOfItems,
  loadWordings,
  lockStreams,
  maskText,
  nextToRemove,
  notYetRemoved,
  revisionsToRemove,
  splitWords,
  type RemovalScope,
} from '../evidence/index.ts';
import { clearBodies } from '../inbound/index.ts';
import { incidentByRef, incidentsByIds, type IncidentRow } from '../incident/index.ts';
import { parse } from '../parse.ts';
import { idsInReports } from '../report/index.ts';
import { verb } from '../verb.ts';
import { applyRedaction } from './apply-redaction.ts';
import type { RedactionTables } from './tables.ts';

type RemovalRow = Selectable<RedactionTables['removal']>;

/** Removed in one transaction; the rest continues in the background. */
const batchItems = 200;
const mostCiting = 20;

/** What a removal would remove, and what cites it. Errors: `invalid`, `not-found`, `forbidden`. */
export async function previewRemoval(ctx: Context, raw: PreviewRemoval): Promise<RemovalPreview> {
  const input = parse(PreviewRemoval, raw);
  const incident = await authorize(ctx, 'incident:manage', incidentByRef(ctx, input.incident));
  const scope = await findScope(ctx, incident, input);
  const { items, ids, itemIds } = await revisionsToRemove(ctx, incident.id, scope);
  const claims = await listCitingClaims(ctx, sql`evidence.id = any(${ids}::uuid[])`);
  const containing = await listIncidentsOfItems(ctx, itemIds);
  const seen = await incidentsByIds(ctx, [...new Set([incident.id, ...containing.keys()])]);
  const named = new Set([...ids, ...itemIds]);
  const reports: string[] = [];
  for (const one of seen.values())
    if ((await idsInReports(ctx, [one.id])).some((id) => named.has(id)))
      reports.push(`INC-${one.number}`);
  return {
    items,
    citations: claims.length,
    citedBy: await nameClaims(ctx, claims.slice(0, mostCiting)),
    reports,
    alsoIn: [...seen.values()].flatMap((one) =>
      one.id === incident.id ? [] : [`INC-${one.number}`],
    ),
  };
}

/**
 * Removes an item, or all of a person or an import in an incident, permanently: text, details,
 * author, raw payload and copies, in all revisions. What stays is that something was here, its hash,
 * who removed it, when and why. It is not imported again. Errors: `invalid` also if the reason
 * repeats the text of an item; `not-found`, `forbidden`; `conflict` if it was already removed, or
 * while its import runs.
 */
export const removeEvidence = verb(RemoveEvidence, async (ctx, input): Promise<Removal> => {
  const incident = await authorize(ctx, 'incident:manage', incidentByRef(ctx, input.incident));
  const scope = await findScope(ctx, incident, input);
  const row = await ctx.db
    .insertInto('removal')
    .values({
      id: ctx.ids.next(),
      incident_id: incident.id,
      ...scope,
      reason: input.reason,
      at: ctx.clock.now(),
      by: jsonb(actorRef(ctx.actor)),
      ended_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const next = await removeBatch(ctx, incident, row);
  if (next.items === 0)
    throw new DomainError('conflict', 'There is nothing to remove: it was already removed.');
  if (next.ended_at === null)
    await enqueue(ctx, { kind: 'evidence.remove', data: { removalId: row.id } });
  return presentRemoval(next);
});

/** The removals of an incident, newest first. Errors: `not-found`, `forbidden`. */
export async function listRemovals(
  ctx: Context,
  input: { incident: string },
): Promise<{ items: Removal[] }> {
  const incident = await authorize(ctx, 'incident:manage', incidentByRef(ctx, input.incident));
  const rows = await ctx.db
    .selectFrom('removal')
    .selectAll()
    .where('incident_id', '=', incident.id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(500)
    .execute();
  return { items: rows.map(presentRemoval) };
}

/** Removes the rest, one batch per transaction. Safe to run again, and by two processes. */
export async function runRemovalJob(
  ctx: Context,
  { removalId }: { removalId: string },
  signal: AbortSignal,
): Promise<void> {
  for (let isLeft = true; isLeft;) {
    signal.throwIfAborted();
    isLeft = await inTransaction(ctx, async (ctx) => {
      const row = await ctx.db
        .selectFrom('removal')
        .selectAll()
        .where('id', '=', removalId)
        .where('ended_at', 'is', null)
        .forUpdate()
        .executeTakeFirst();
      if (!row) return false;
      const incident = await authorize(ctx, 'incident:manage', incidentByRef(ctx, row.incident_id));
      return (await removeBatch(ctx, incident, row)).ended_at === null;
    });
  }
}

function presentRemoval(row: RemovalRow): Removal {
  return {
    id: row.id,
    of: row.item_id !== null ? 'item' : row.person_id !== null ? 'person' : 'import',
    reason: row.reason,
    at: row.at.toISOString(),
    by: plainActorRef(row.by),
    items: row.items,
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}

/** Errors: `not-found`; `conflict` while the import runs or is undone. */
async function findScope(
  ctx: Context,
  incident: IncidentRow,
  input: { item?: string | undefined; person?: string | undefined; import?: string | undefined },
): Promise<RemovalScope> {
  const scope: RemovalScope = { item_id: null, person_id: null, import_id: null };
  if (input.item !== undefined)
    return { ...scope, item_id: (await evidenceInIncident(ctx, incident.id, input.item)).itemId };
  if (input.person !== undefined) return { ...scope, person_id: input.person };
  const { row } = await importById(ctx, input.import ?? '');
  if (row.incident_id !== incident.id) throw new DomainError('not-found', 'Import not found.');
  if (row.state === 'running' || row.state === 'undoing')
    throw new DomainError(
      'conflict',
      `The import of ${row.name} is still running. Cancel it or wait until it ends, then try again.`,
    );
  return { ...scope, import_id: row.id };
}

/** Removes the next items of a removal and counts them; the last batch ends it. */
async function removeBatch(
  ctx: Context,
  incident: Authorized<IncidentRow>,
  row: RemovalRow,
): Promise<RemovalRow> {
  const page = await nextToRemove(ctx, incident.id, row, batchItems);
  const removed = page.length === 0 ? 0 : await removeItems(ctx, incident, page, row);
  return ctx.db
    .updateTable('removal')
    .set((eb) => ({
      items: eb('items', '+', removed),
      ended_at: page.length < batchItems ? ctx.clock.now() : null,
    }))
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

async function removeItems(
  ctx: Context,
  incident: Authorized<IncidentRow>,
  page: readonly string[],
  row: RemovalRow,
): Promise<number> {
  const seen = await loadWordings(ctx, page, false);
  await lockStreams(
    ctx,
    seen.map((wording) => wording.streamId),
  );
  const itemIds = await notYetRemoved(ctx, page);
  if (itemIds.length === 0) return 0;
  const before = await loadWordings(ctx, itemIds, true);
  const alsoCopied = [...new Set(before.flatMap((wording) => listDetailTexts(wording.details)))];
  const words = [...before.flatMap((wording) => splitWords(wording.text)), ...alsoCopied];
  if (row.item_id !== null && createMasker(words).whole(row.reason) !== row.reason)
    throw new DomainError(
      'invalid',
      'The reason repeats the removed text. Give a reason without it.',
      { issues: [{ at: 'reason', message: "Don't repeat the removed text" }] },
    );
  const changed = before.map((wording) => ({
    ...wording,
    text: maskText(wording.text),
    details: {},
    hasPayload: false,
  }));
  await applyRedaction(ctx, {
    incident,
    itemIds,
    kind: 'removed',
    reason: row.reason,
    by: row.by,
    words: [...new Set(words)],
    alsoCopied,
    before,
    changed,
    isWhole: true,
    alsoWritten: false,
  });
  if (row.import_id !== null) await clearRejections(ctx, row.import_id);
  await clearBodies(ctx, await importsWithItems(ctx, itemIds));
  await ctx.db
    .deleteFrom('possible_secret')
    .where('evidence_id', '=', sql<string>`any(${before.map((one) => one.id)}::uuid[])`)
    .execute();
  return itemIds.length;
}

/** Shorter values, such as a severity, are in too many places to be searched for. */
const shortestFact = 8;

/** What an event, a rejected record or a delivery can repeat of the details. */
function listDetailTexts({ title, fields, links, files, commit }: EvidenceDetails): string[] {
  const facts = [
    ...Object.values(fields ?? {}),
    ...(links ?? []).flatMap((link) => [link.url, link.title ?? '']),
    ...(files ?? []).flatMap((file) => [file.name, file.url ?? '']),
    ...(commit?.files.map((file) => file.path) ?? []),
  ].filter((fact) => fact.length >= shortestFact);
  return [...splitWords(title ?? ''), ...facts.flatMap(splitWords)];
}
