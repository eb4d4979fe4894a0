import { ImportQuery, type Import, DomainError } from '@debrief/contract';
import type { SourceReader, SourceRef, Upload } from '@debrief/readers';
import { authorize } from '../access/index.ts';
import { record } from '../activity/index.ts';
import { actorRef, type Context } from '../context.ts';
import { inTransaction, translateDatabaseError } from '../db/index.ts';
import { incidentByRef, type IncidentRow } from '../incident/index.ts';
import {
  askToCancel,
  endImport,
  importById,
  insertImport,
  presentImport,
  type ImportRow,
} from './imports.ts';
import { openIntake } from './intake.ts';
import { parse, type Parsable } from '../parse.ts';
import { readerFor } from './reader-for.ts';
import { sourceFor, type SourceRow } from './sources.ts';

/** An import that has begun: `run` reads the file to its end, or to `signal`, and never throws. */
export interface Begun {
  import: Import;
  run(signal?: AbortSignal): Promise<Import>;
}

/**
 * Begins to import a file into an incident. Nothing is stored before `run`.
 * Errors: `invalid` and `bad-file` with what to do; `not-found`, `forbidden`.
 */
export async function beginImport(
  ctx: Context,
  raw: Parsable<typeof ImportQuery>,
  upload: Upload,
  contentHash: string,
): Promise<Begun> {
  const options = parse(ImportQuery, raw);
  await authorize(ctx, 'evidence:import', incidentByRef(ctx, options.incident));
  const reader = await readerFor(upload, options.format);
  const ref = await reader.source(upload, options);
  const { mapping } = await reader.preview(upload, options);
  return inTransaction(ctx, async (inner) => {
    const incident = await authorize(
      inner,
      'evidence:import',
      incidentByRef(inner, options.incident),
    );
    const source = await sourceFor(inner, incident, sourceOf(ref, incident, options.source));
    const now = inner.clock.now();
    const row = await insertImport(inner, {
      id: inner.ids.next(),
      incident_id: incident.id,
      source_id: source.id,
      name: options.name,
      format: reader.format,
      content_hash: contentHash,
      bytes: String(upload.size),
      state: 'running',
      mapping,
      problem: null,
      alive_at: now,
      started_at: now,
      started_by: actorRef(inner.actor),
      ended_at: null,
    });
    const begun = presentImport(inner, row, incident);
    await record(inner, {
      kind: 'import.started',
      incidentId: incident.id,
      subjectId: row.id,
      after: begun,
    });
    return {
      import: begun,
      run: (signal?: AbortSignal) =>
        runImport(ctx, { row, incident, source, reader, upload, options }, signal),
    };
  });
}

/** A file is a source of its incident alone, unless it is named: two that happen to be called alerts.csv are not one tool. */
function sourceOf(ref: SourceRef, incident: IncidentRow, name: string | undefined): SourceRef {
  if (name) return { ...ref, name };
  return ref.kind === 'file' ? { ...ref, key: `${ref.key} of ${incident.id}` } : ref;
}

interface Job {
  row: ImportRow;
  incident: IncidentRow;
  source: SourceRow;
  reader: SourceReader;
  upload: Upload;
  options: ImportQuery;
}

async function runImport(ctx: Context, job: Job, signal?: AbortSignal): Promise<Import> {
  const intake = openIntake(ctx, job);
  try {
    for await (const read of job.reader.read(job.upload, job.options)) {
      await intake.take(read);
      if (intake.isCancelAsked || signal?.aborted) break;
    }
    await intake.rest();
    if (intake.isCancelAsked)
      return await end(
        ctx,
        job,
        'cancelled',
        'Canceled. What was stored so far is kept. Import the file again to complete it.',
      );
    if (signal?.aborted)
      return await end(
        ctx,
        job,
        'interrupted',
        'Debrief stopped during this import. What was stored so far is kept. Import the file again to complete it.',
      );
    await intake.finish();
    return await end(ctx, job, 'done', null);
  } catch (error) {
    await intake.rest().catch(() => {});
    const cause = translateDatabaseError(error);
    if (!(cause instanceof DomainError))
      ctx.log.error({ err: error, import: job.row.id }, 'an import failed');
    const problem =
      cause instanceof DomainError
        ? cause.message
        : 'Debrief failed while reading this file. What was stored so far is kept. See the log for details.';
    return await end(ctx, job, 'failed', problem).catch(() =>
      presentImport(
        ctx,
        { ...job.row, state: 'failed', problem, ended_at: ctx.clock.now() },
        job.incident,
      ),
    );
  }
}

async function end(
  ctx: Context,
  job: Job,
  state: 'done' | 'cancelled' | 'failed' | 'interrupted',
  problem: string | null,
): Promise<Import> {
  return inTransaction(ctx, async (ctx) => {
    const row = await endImport(ctx, job.row.id, { state, problem });
    const ended = presentImport(ctx, row, job.incident);
    await record(ctx, {
      kind: 'import.ended',
      incidentId: job.incident.id,
      subjectId: row.id,
      after: ended,
    });
    return ended;
  });
}

/** Asks a running import to stop at its next batch, in whichever process it runs. Errors: `not-found`, `forbidden`, `conflict` where it has ended. */
export async function cancelImport(ctx: Context, input: { id: string }): Promise<Import> {
  return inTransaction(ctx, async (ctx) => {
    const one = await authorize(ctx, 'evidence:import', importById(ctx, input.id));
    if (!(await askToCancel(ctx, one)))
      throw new DomainError('conflict', 'This import has already ended.', {
        current: presentImport(ctx, one.row, one.incident),
      });
    await record(ctx, {
      kind: 'import.cancel-asked',
      incidentId: one.incident.id,
      subjectId: one.row.id,
    });
    return presentImport(ctx, one.row, one.incident);
  });
}
