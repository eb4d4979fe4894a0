import { DomainError, type Import, type ImportQuery } from '@debrief/contract';
import { withEncoding, type SourceReader, type Upload } from '@debrief/readers';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { inTransaction, translateDatabaseError } from '../db/index.ts';
import { incidentByRef, type IncidentRow } from '../incident/index.ts';
import {
  ReplacedRun,
  asImportedBefore,
  endImport,
  importById,
  presentImport,
  startRun,
  uncountRun,
  type ImportRow,
} from './imports.ts';
import { describeCopiedItems } from './copied-items.ts';
import { loadSeals } from './chain/links.ts';
import { enqueueSecretScan } from './secret-scan.ts';
import { openIntake, settle } from './intake.ts';
import { findReader } from './find-reader.ts';
import { sourceFor, findFileSource, type SourceRow } from './sources.ts';
import { forgetStoppedImport, noteStoppedImport } from './stopped-imports.ts';
import type { ImportUpload } from './tables.ts';

/** After this many runs in a row that stored nothing, the file is assumed to be the cause. */
const mostStalledRuns = 3;

/** What a run of an import needs. */
export interface ImportRun {
  row: ImportRow;
  incident: IncidentRow;
  source: SourceRow;
  reader: SourceReader;
  upload: Upload;
  options: ImportQuery;
}

const cancelledProblem =
  'Canceled. What was stored so far is kept. Import the file again to complete it.';
const stoppedProblem =
  'Debrief stopped during this import. What was stored so far is kept. Import the file again to complete it.';
const failedProblem =
  'Debrief failed while reading this file. What was stored so far is kept. See the log for details.';
const movedProblem =
  'Who sees the incident changed during this import. What was stored so far is kept. Import the file again to complete it.';
const fullProblem =
  "The database's disk is full. What was stored so far is kept. Free some space: the import then continues.";
const goneProblem = 'The uploaded file is no longer there. Import it again.';
const stalledProblem = `Debrief stopped ${mostStalledRuns} times while reading this file. What was stored so far is kept. See the log for details.`;

/**
 * Reads the file to its end, or until `signal` aborts, and stores it. Never throws, except that an
 * import job stays `running` when the process stops, the database is unavailable or full, or
 * another run takes over.
 */
export async function runImport(
  ctx: Context,
  run: ImportRun,
  signal?: AbortSignal,
): Promise<Import> {
  const isJob = run.row.upload !== null;
  const intake = openIntake(ctx, run);
  try {
    for await (const read of run.reader.read(run.upload, run.options)) {
      await intake.take(read);
      if (intake.isCancelAsked || signal?.aborted) break;
    }
    await intake.rest();
    if (intake.isCancelAsked) return await end(ctx, run, 'cancelled', cancelledProblem);
    if (signal?.aborted)
      return isJob
        ? presentImport(ctx, run.row, run.incident)
        : await end(ctx, run, 'interrupted', stoppedProblem);
    await intake.finish();
    await settle(ctx);
    const copied = await describeCopiedItems(ctx, {
      importId: run.row.id,
      incidentId: run.incident.id,
    });
    return await end(ctx, run, 'done', copied);
  } catch (error) {
    await intake.rest().catch(() => {});
    const cause = translateDatabaseError(error);
    if (error instanceof ReplacedRun || (isJob && isDatabaseLost(cause))) throw cause;
    if (!(cause instanceof DomainError))
      ctx.log.error({ err: error, import: run.row.id }, 'an import failed');
    const problem = cause instanceof DomainError ? cause.message : failedProblem;
    return await end(ctx, run, 'failed', problem).catch((failure: unknown) => {
      if (isJob) throw failure;
      const row = { ...run.row, state: 'failed' as const, problem, ended_at: ctx.clock.now() };
      return presentImport(ctx, row, run.incident);
    });
  }
}

/** Nothing can be saved, not even that the import stopped. */
function isDatabaseLost(error: unknown): boolean {
  return error instanceof DomainError && ['unavailable', 'storage-full'].includes(error.code);
}

/** The folder in which uploaded files wait for their import. */
export interface ImportFiles {
  open(file: string, name: string): Promise<Upload>;
  clear(file: string): Promise<void>;
}

/**
 * Runs an import job from where its last run stopped. Null if it has already ended. An import that
 * is still running afterwards was aborted by `signal` and continues with the next call. Errors:
 * `storage-full`, after which it also continues with the next call.
 */
export async function runImportJob(
  ctx: Context,
  input: { importId: string },
  files: ImportFiles,
  signal: AbortSignal,
): Promise<Import | null> {
  try {
    return await startJob(ctx, input.importId, files, signal);
  } catch (error) {
    const cause = translateDatabaseError(error);
    if (!(cause instanceof DomainError && cause.code === 'storage-full')) throw error;
    noteStoppedImport(input.importId, fullProblem);
    // Its file is not the cause. If this can't be saved either, the run was not counted.
    await uncountRun(ctx, input.importId).catch(() => {});
    throw cause;
  }
}

async function startJob(
  ctx: Context,
  importId: string,
  files: ImportFiles,
  signal: AbortSignal,
): Promise<Import | null> {
  const row = await startRun(ctx, importId);
  forgetStoppedImport(importId);
  if (!row?.upload) return null;
  const actor = { type: 'job' as const, name: 'Import', startedBy: row.started_by };
  try {
    const ended = await continueRun({ ...ctx, actor }, row, row.upload, files, signal);
    if (ended.state !== 'running') await files.clear(row.upload.file);
    return ended;
  } catch (error) {
    if (!(error instanceof ReplacedRun) || !(await isUndone(ctx, row.id))) throw error;
    await files.clear(row.upload.file);
    return null;
  }
}

async function isUndone(ctx: Context, importId: string): Promise<boolean> {
  const { row } = await importById(ctx, importId);
  return row.state === 'undoing' || row.state === 'undone';
}

async function continueRun(
  ctx: Context,
  row: ImportRow,
  { file, options }: ImportUpload,
  files: ImportFiles,
  signal: AbortSignal,
): Promise<Import> {
  const incident = await incidentByRef(ctx, row.incident_id);
  if (row.is_cancel_asked) return end(ctx, { row, incident }, 'cancelled', cancelledProblem);
  if (row.stalled_runs > mostStalledRuns)
    return end(ctx, { row, incident }, 'failed', stalledProblem);
  try {
    const opened = withEncoding(await files.open(file, row.name), options);
    const upload = await asImportedBefore(ctx, row.incident_id, opened, row.content_hash, row.id);
    const reader = await findReader(upload, options.format);
    const ref = findFileSource(await reader.source(upload, options), incident, options.source);
    const source = await sourceFor(ctx, incident, ref);
    if (source.id !== row.source_id) throw new DomainError('conflict', movedProblem);
    return await runImport(ctx, { row, incident, source, reader, upload, options }, signal);
  } catch (error) {
    if (!(error instanceof DomainError) || isDatabaseLost(error)) throw error;
    const problem = error.code === 'not-found' ? goneProblem : error.message;
    return end(ctx, { row, incident }, 'failed', problem);
  }
}

async function end(
  ctx: Context,
  run: { row: ImportRow; incident: IncidentRow },
  state: 'done' | 'cancelled' | 'failed' | 'interrupted',
  problem: string | null,
): Promise<Import> {
  return inTransaction(ctx, async (ctx) => {
    const row = await endImport(ctx, run.row, { state, problem });
    const ended = presentImport(ctx, row, run.incident);
    if (row.imported > 0) await enqueueSecretScan(ctx, run.incident.id);
    await record(ctx, {
      kind: 'import.ended',
      incidentId: run.incident.id,
      subjectId: row.id,
      after: { ...ended, seals: await loadSeals(ctx, [row.id]) },
    });
    return ended;
  });
}
