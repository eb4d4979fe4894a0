import type { Import, UndoPreview } from '@debrief/contract';
import { sql } from 'kysely';
import { authorize } from '../access/index.ts';
import { record } from '../activity/index.ts';
import { nameClaims } from '../all-items.ts';
import { enqueue, type Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import {
  countRemovable,
  endUndo,
  importById,
  listCitingClaims,
  listIncludingIncidents,
  loadSeals,
  presentImport,
  removeNextPage,
  settle,
  startUndo,
} from '../evidence/index.ts';
import { incidentsByIds } from '../incident/index.ts';
import { listNamedIds } from '../needed-evidence.ts';

const mostCiting = 20;

/** What undoing an import would remove, and what stays. Nothing changes. Errors: `not-found`, `forbidden`. */
export async function previewUndo(ctx: Context, input: { id: string }): Promise<UndoPreview> {
  const { row } = await authorize(ctx, 'evidence:import', importById(ctx, input.id));
  const including = await listIncludingIncidents(ctx, row.id);
  const seen = await incidentsByIds(ctx, including);
  return {
    ...(await countRemovable(ctx, row.id, await listNamedIds(ctx, including))),
    citedBy: await nameClaims(
      ctx,
      (await listCitingClaims(ctx, sql`evidence.import_id = ${row.id}`)).slice(0, mostCiting),
    ),
    alsoIn: [...seen.values()].flatMap((one) =>
      one.id === row.incident_id ? [] : `INC-${one.number}`,
    ),
  };
}

/**
 * Undoes an import in the background: removes what it stored, unless something cites it, shares it
 * or builds on it. A running one stops. It can be undone again once what kept items is gone.
 * Errors: `not-found`, `forbidden`, `conflict` as `startUndo`.
 */
export async function undoImport(ctx: Context, input: { id: string }): Promise<Import> {
  return inTransaction(ctx, async (ctx) => {
    const one = await authorize(ctx, 'evidence:import', importById(ctx, input.id));
    const after = presentImport(ctx, await startUndo(ctx, one), one.incident);
    await enqueue(ctx, { kind: 'import.undo', data: { importId: after.id } });
    await record(ctx, {
      kind: 'import.undo-asked',
      incidentId: one.incident.id,
      subjectId: after.id,
      after,
    });
    return after;
  });
}

/**
 * Removes what can be removed, one page per transaction: a run after a crash, or a concurrent one,
 * continues from there. Null if it has already ended.
 */
export async function runUndoJob(
  ctx: Context,
  { importId }: { importId: string },
  signal: AbortSignal,
): Promise<Import | null> {
  const named = await listNamedIds(ctx, await listIncludingIncidents(ctx, importId));
  let after: string | null = null;
  do {
    signal.throwIfAborted();
    const from: string | null = after;
    after = await inTransaction(ctx, (ctx) => removeNextPage(ctx, importId, named, from));
  } while (after !== null);
  const undone = await inTransaction(ctx, async (ctx) => {
    const row = await endUndo(ctx, importId);
    if (!row) return null;
    const { incident } = await importById(ctx, importId);
    const ended = presentImport(ctx, row, incident);
    await record(ctx, {
      kind: 'import.undone',
      incidentId: incident.id,
      subjectId: importId,
      after: { ...ended, seals: await loadSeals(ctx, [importId]) },
    });
    return ended;
  });
  if (undone) await settle(ctx);
  return undone;
}
