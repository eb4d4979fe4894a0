import { ImportQuery, type Import, DomainError } from '@debrief/contract';
import { withEncoding, type Upload } from '@debrief/readers';
import { authorize } from '../access/index.ts';
import { record } from '../activity/index.ts';
import { enqueue, type Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { incidentByRef } from '../incident/index.ts';
import {
  asImportedBefore,
  askToCancel,
  importById,
  startImport,
  presentImport,
} from './imports.ts';
import { parse, type Parsable } from '../parse.ts';
import { findReader } from './find-reader.ts';
import { runImport } from './run-import.ts';
import { sourceFor, findFileSource } from './sources.ts';

/** A started import: `run` reads the file to its end or until `signal` aborts, and never throws. */
export interface Begun {
  import: Import;
  run(signal?: AbortSignal): Promise<Import>;
}

/**
 * Starts the import of a file into an incident. Nothing is stored before `run`. A file that is
 * `kept` in an uploads folder is imported by a job instead, which survives a restart. Errors:
 * `invalid` and `bad-file` with what to do; `not-found`, `forbidden`.
 */
export async function beginImport(
  ctx: Context,
  raw: Parsable<typeof ImportQuery>,
  given: Upload,
  contentHash: string,
  kept: { folderId: string; file: string } | null = null,
): Promise<Begun> {
  const options = parse(ImportQuery, raw);
  await authorize(ctx, 'evidence:import', incidentByRef(ctx, options.incident));
  const upload = await asImportedBefore(
    ctx,
    options.incident,
    withEncoding(given, options),
    contentHash,
  );
  const reader = await findReader(upload, options.format);
  const ref = await reader.source(upload, options);
  const { mapping } = await reader.preview(upload, options);
  return inTransaction(ctx, async (inner) => {
    const incident = await authorize(
      inner,
      'evidence:import',
      incidentByRef(inner, options.incident),
    );
    const source = await sourceFor(inner, incident, findFileSource(ref, incident, options.source));
    const row = await startImport(inner, {
      incident_id: incident.id,
      source_id: source.id,
      name: options.name,
      format: reader.format,
      content_hash: contentHash,
      bytes: String(upload.size),
      mapping,
      upload: kept && { ...kept, options },
    });
    if (kept)
      await enqueue(inner, {
        kind: 'import.run',
        data: { importId: row.id },
        folderId: kept.folderId,
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

/**
 * Asks a running import to stop after its current batch, in any process. Errors: `not-found`,
 * `forbidden`, `conflict` if it has ended.
 */
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
