import {
  type Import,
  type ListImports,
  type Page,
  type Rejection,
  DomainError,
} from '@debrief/contract';
import type { Upload } from '@debrief/readers';
import { sql, type Selectable } from 'kysely';
import {
  authorize,
  may,
  refuseUnless,
  type Authorized,
  incidentIdsSeenBy,
} from '../access/index.ts';
import { record } from '../activity/index.ts';
import { actorRef, type Context } from '../context.ts';
import { inTransaction, jsonb } from '../db/index.ts';
import { incidentByRef, type IncidentRow } from '../incident/index.ts';
import { loadSeals } from './chain/links.ts';
import { findStopReason } from './stopped-imports.ts';
import type { EvidenceTables } from './tables.ts';

export type ImportRow = Selectable<EvidenceTables['import']>;

/**
 * A running import reports every few seconds. Without a report for this long it counts as
 * interrupted.
 */
const lifelessMs = 60_000;

const lostProblem =
  'The process running this import ended. What was stored is kept. Import the file again to complete it.';
const waitingProblem =
  'The process running this import stopped. The import continues when that process starts again.';

export function presentImport(ctx: Context, row: ImportRow, incident: { number: number }): Import {
  const reason = row.state === 'running' ? findStopReason(row.id) : undefined;
  const isLifeless = ctx.clock.now().getTime() - row.alive_at.getTime() > lifelessMs;
  const isLost = row.state === 'running' && (reason !== undefined || isLifeless);
  return {
    id: row.id,
    incidentId: row.incident_id,
    incident: `INC-${incident.number}`,
    name: row.name,
    format: row.format,
    contentHash: row.content_hash,
    bytes: Number(row.bytes),
    bytesRead: Number(row.bytes_read),
    state: isLost ? 'interrupted' : row.state,
    read: row.read,
    imported: row.imported,
    duplicates: row.duplicates,
    rejected: row.rejected,
    withheld: row.withheld,
    revised: row.revised,
    vanished: row.vanished,
    marked: row.marked,
    removed: row.removed,
    mapping: row.mapping,
    problem: isLost ? (reason ?? (row.upload ? waitingProblem : lostProblem)) : row.problem,
    startedAt: row.started_at.toISOString(),
    endedAt: (row.ended_at ?? (isLost ? row.alive_at : null))?.toISOString() ?? null,
    startedBy: row.started_by,
    can: {
      cancel: row.state === 'running' && !isLost && may(ctx.actor, 'evidence:import'),
      undo: isUndoable(row) && may(ctx.actor, 'evidence:import'),
      remove:
        row.state !== 'running' &&
        row.state !== 'undoing' &&
        row.imported + row.duplicates > 0 &&
        may(ctx.actor, 'incident:manage'),
    },
  };
}

/** Whether there is something left to undo; a running import can still store something. */
export function isUndoable(row: ImportRow): boolean {
  if (row.state === 'undoing') return false;
  return row.state === 'running' || row.imported + row.vanished > row.removed;
}

/**
 * A file with the same bytes and another name (`alerts (1).csv`) is treated as the file that was
 * imported before.
 */
export async function asImportedBefore(
  ctx: Context,
  incidentRef: string,
  upload: Upload,
  contentHash: string,
  before?: string,
): Promise<Upload> {
  const { id } = await incidentByRef(ctx, incidentRef);
  let query = ctx.db
    .selectFrom('import')
    .select('name')
    .where('incident_id', '=', id)
    .where('content_hash', '=', contentHash)
    .where('imported', '>', 0)
    .where('state', '<>', 'undone')
    .orderBy('id');
  if (before !== undefined) query = query.where('id', '<', before);
  const first = await query.executeTakeFirst();
  return first === undefined ? upload : { ...upload, name: first.name };
}

/** Errors: `not-found`, also if the import belongs to an incident that the actor cannot see. */
export async function importById(
  ctx: Context,
  id: string,
): Promise<{ row: ImportRow; incident: IncidentRow }> {
  const row = await ctx.db
    .selectFrom('import')
    .selectAll()
    .where('id', '=', id)
    .where('incident_id', 'in', incidentIdsSeenBy(ctx))
    .executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'Import not found.');
  return { row, incident: await incidentByRef(ctx, row.incident_id) };
}

export async function getImport(ctx: Context, input: { id: string }): Promise<Import> {
  const { row, incident } = await authorize(ctx, 'incident:read', importById(ctx, input.id));
  return presentImport(ctx, row, incident);
}

/** Imports of an incident, newest first; by default those of deliveries as well. */
export async function listImports(ctx: Context, input: ListImports): Promise<Page<Import>> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const limit = input.limit ?? 50;
  let query = ctx.db
    .selectFrom('import')
    .selectAll()
    .where('incident_id', '=', incident.id)
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (input.cursor && /^[0-9a-f-]{36}$/.test(input.cursor))
    query = query.where('id', '<', input.cursor);
  if (input.only === 'files') query = query.where(sql<boolean>`started_by->>'type' <> 'inbound'`);
  const rows = await query.execute();
  const shown = rows.slice(0, limit);
  return {
    items: shown.map((row) => presentImport(ctx, row, incident)),
    next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}

/** The imports of an incident that have ended and stored something. */
export async function listImportIds(ctx: Context, incidentId: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('import')
    .select('id')
    .where('incident_id', '=', incidentId)
    .where('state', 'not in', ['running', 'undoing', 'undone'])
    .where('imported', '>', 0)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}

/** The rejected records in file order. */
export async function listRejections(
  ctx: Context,
  input: { id: string; cursor?: string | undefined; limit?: number | undefined },
): Promise<Page<Rejection>> {
  const { row } = await authorize(ctx, 'incident:read', importById(ctx, input.id));
  const limit = input.limit ?? 100;
  const after = input.cursor && /^\d{1,9}$/.test(input.cursor) ? Number(input.cursor) : 0;
  const rows = await ctx.db
    .selectFrom('import_rejection')
    .select(['number', 'place', 'reason', 'excerpt'])
    .where('import_id', '=', row.id)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit + 1)
    .execute();
  const shown = rows.slice(0, limit);
  return {
    items: shown.map(({ place, reason, excerpt }) => ({ place, reason, excerpt })),
    next: rows.length > limit ? String(shown.at(-1)?.number ?? '') : null,
  };
}

/** Adds an import that runs from now on. */
export async function startImport(
  ctx: Context,
  row: Pick<
    ImportRow,
    | 'incident_id'
    | 'source_id'
    | 'name'
    | 'format'
    | 'content_hash'
    | 'bytes'
    | 'mapping'
    | 'upload'
  >,
): Promise<ImportRow> {
  const now = ctx.clock.now();
  return ctx.db
    .insertInto('import')
    .values({
      ...row,
      id: ctx.ids.next(),
      state: 'running',
      mapping: jsonb(row.mapping),
      problem: null,
      alive_at: now,
      started_at: now,
      started_by: jsonb(actorRef(ctx.actor)),
      ended_at: null,
      upload: row.upload && jsonb(row.upload),
      has_named_duplicates: true,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Another run of the import has taken over: this one stops and does not touch the row. */
export class ReplacedRun extends Error {}

/**
 * Starts the next run of an import job; null if it has ended. Several workers can get the same job:
 * the last one writes.
 */
export async function startRun(ctx: Context, importId: string): Promise<ImportRow | null> {
  const row = await ctx.db
    .updateTable('import')
    .set((eb) => ({
      run: eb('run', '+', 1),
      stalled_runs: eb('stalled_runs', '+', 1),
      alive_at: ctx.clock.now(),
    }))
    .where('id', '=', importId)
    .where('state', '=', 'running')
    .where('upload', 'is not', null)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** A run that stopped for a reason outside its file is not one of those that give the file up. */
export async function uncountRun(ctx: Context, importId: string): Promise<void> {
  await ctx.db
    .updateTable('import')
    .set((eb) => ({ stalled_runs: eb('stalled_runs', '-', 1) }))
    .where('id', '=', importId)
    .where('state', '=', 'running')
    .where('stalled_runs', '>', 0)
    .execute();
}

/** Marks the imports of this uploads folder as alive, including those that wait for their turn. */
export async function keepImportsAlive(ctx: Context, folderId: string): Promise<void> {
  await ctx.db
    .updateTable('import')
    .set({ alive_at: ctx.clock.now() })
    .where('state', '=', 'running')
    .where(sql<boolean>`upload ->> 'folderId' = ${folderId}`)
    .execute();
}

/** The files in an uploads folder that imports still need. */
export async function uploadsInUse(ctx: Context, folderId: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('import')
    .select(sql<string>`upload ->> 'file'`.as('file'))
    .where('state', '=', 'running')
    .where(sql<boolean>`upload ->> 'folderId' = ${folderId}`)
    .execute();
  return rows.map((row) => row.file);
}

/**
 * Adds to the summary of a running import and marks it as alive. Returns whether cancellation was
 * requested. Throws `ReplacedRun` if a later run has taken over.
 */
export async function saveProgress(
  ctx: Context,
  one: Pick<ImportRow, 'id' | 'run'>,
  more: {
    read: number;
    imported: number;
    duplicates: number;
    rejected: number;
    withheld: number;
    revised: number;
    vanished: number;
    marked: number;
    bytesRead: number;
  },
): Promise<{ isCancelAsked: boolean }> {
  const row = await ctx.db
    .updateTable('import')
    .set((eb) => ({
      read: eb('read', '+', more.read),
      imported: eb('imported', '+', more.imported),
      duplicates: eb('duplicates', '+', more.duplicates),
      rejected: eb('rejected', '+', more.rejected),
      withheld: eb('withheld', '+', more.withheld),
      revised: eb('revised', '+', more.revised),
      vanished: eb('vanished', '+', more.vanished),
      marked: eb('marked', '+', more.marked),
      bytes_read: sql<string>`greatest(bytes_read, ${more.bytesRead})`,
      alive_at: ctx.clock.now(),
      ...(more.imported + more.duplicates + more.rejected + more.withheld > 0 && {
        stalled_runs: 0,
      }),
    }))
    .where('id', '=', one.id)
    .where('run', '=', one.run)
    .returning('is_cancel_asked')
    .executeTakeFirst();
  if (!row) throw new ReplacedRun();
  return { isCancelAsked: row.is_cancel_asked };
}

export async function endImport(
  ctx: Context,
  one: Pick<ImportRow, 'id' | 'run'>,
  end: {
    state: Exclude<ImportRow['state'], 'running' | 'undoing' | 'undone'>;
    problem: string | null;
    at?: Date;
  },
): Promise<ImportRow> {
  const row = await ctx.db
    .updateTable('import')
    .set({
      state: end.state,
      problem: end.problem,
      ended_at: end.at ?? ctx.clock.now(),
      upload: null,
    })
    .where('id', '=', one.id)
    .where('run', '=', one.run)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw new ReplacedRun();
  return row;
}

/**
 * For a process that has just started and uses the database exclusively: imports that are still
 * running and are not jobs were interrupted.
 */
export async function endLostImports(ctx: Context): Promise<Import[]> {
  return inTransaction(ctx, async (ctx) => {
    refuseUnless(ctx, 'evidence:import');
    const lost = await ctx.db
      .selectFrom('import')
      .select(['id', 'run', 'alive_at'])
      .where('state', '=', 'running')
      .where('upload', 'is', null)
      .orderBy('id')
      .execute();
    const ended: Import[] = [];
    for (const { id, run, alive_at: at } of lost) {
      const { incident } = await importById(ctx, id);
      const one = presentImport(
        ctx,
        await endImport(ctx, { id, run }, { state: 'interrupted', problem: lostProblem, at }),
        incident,
      );
      await record(ctx, {
        kind: 'import.ended',
        incidentId: incident.id,
        subjectId: id,
        after: { ...one, seals: await loadSeals(ctx, [id]) },
      });
      ended.push(one);
    }
    return ended;
  });
}

export async function askToCancel(
  ctx: Context,
  one: Authorized<{ row: ImportRow }>,
): Promise<boolean> {
  const result = await ctx.db
    .updateTable('import')
    .set({ is_cancel_asked: true })
    .where('id', '=', one.row.id)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
