import type { Format, Import } from '@debrief/contract';
import type { Read, SourceRef } from '@debrief/readers';
import { authorize } from '../access/index.ts';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { addIdentity } from '../identity/index.ts';
import { incidentByRef } from '../incident/index.ts';
import { loadSeals } from './chain/links.ts';
import { enqueueSecretScan } from './secret-scan.ts';
import { endImport, startImport, presentImport } from './imports.ts';
import { openIntake } from './intake.ts';
import { findSource, sourceFor } from './sources.ts';

/** What an inbound endpoint received, already parsed. */
export interface Delivery {
  incidentId: string;
  name: string;
  source: SourceRef;
  contentHash: string;
  bytes: number;
  format: Format;
  reads: readonly Read[];
  /** A person of the record who wrote some of it, by the key of their identity in the source. */
  writer?: { key: string; name: string; personId: string };
}

/**
 * Imports a delivery in the caller's transaction: it is small, and stored completely or not at all.
 * Errors: `not-found`, `forbidden`.
 */
export async function importDelivery(ctx: Context, delivery: Delivery): Promise<Import> {
  const incident = await authorize(ctx, 'evidence:import', incidentByRef(ctx, delivery.incidentId));
  const source = await sourceFor(ctx, incident, delivery.source);
  if (delivery.writer) await addIdentity(ctx, source, delivery.writer);
  const row = await startImport(ctx, {
    incident_id: incident.id,
    source_id: source.id,
    name: delivery.name,
    format: delivery.format,
    content_hash: delivery.contentHash,
    bytes: String(delivery.bytes),
    mapping: {},
    upload: null,
  });
  const intake = openIntake(ctx, { row, incident, source });
  for (const read of delivery.reads) await intake.take(read);
  await intake.finish();
  const after = presentImport(
    ctx,
    await endImport(ctx, row, { state: 'done', problem: null }),
    incident,
  );
  if (after.imported > 0) await enqueueSecretScan(ctx, incident.id);
  await record(ctx, {
    kind: 'import.ended',
    incidentId: incident.id,
    subjectId: row.id,
    after: { ...after, seals: await loadSeals(ctx, [row.id]) },
  });
  return after;
}

/**
 * Whether importing this would change the evidence: it is imported, and the transaction rolled back,
 * so the answer is that of the import itself. False also if a part of it is older than its source is
 * kept: it would come back after it expired. Errors: as `importDelivery`.
 */
export async function hasChanges(ctx: Context, delivery: Delivery): Promise<boolean> {
  if (await isExpired(ctx, delivery)) return false;
  const rollback = new Error('It was only tried.');
  let changes = 0;
  try {
    await inTransaction(ctx, async (ctx) => {
      const { imported, vanished } = await importDelivery(ctx, delivery);
      changes = imported + vanished;
      throw rollback;
    });
  } catch (error) {
    if (error !== rollback) throw error;
  }
  return changes > 0;
}

async function isExpired(ctx: Context, { incidentId, source, reads }: Delivery): Promise<boolean> {
  const known = await findSource(ctx, await incidentByRef(ctx, incidentId), source.key);
  const retention =
    known &&
    (await ctx.db
      .selectFrom('source_retention')
      .select('days')
      .where('source_id', '=', known.id)
      .executeTakeFirst());
  if (!retention) return false;
  const from = ctx.clock.now().getTime() - retention.days * dayMs;
  return reads.some((read) => read.type === 'record' && read.record.occurredAt.getTime() < from);
}

const dayMs = 86_400_000;

/** The items that an import stored, in their order. The caller has checked that the actor can see it. */
export async function listImportedItems(
  ctx: Context,
  importId: string,
): Promise<{ evidenceId: string; itemId: string }[]> {
  const rows = await ctx.db
    .selectFrom('evidence')
    .select(['id', 'item_id'])
    .where('import_id', '=', importId)
    .orderBy('id')
    .execute();
  return rows.map(({ id, item_id }) => ({ evidenceId: id, itemId: item_id }));
}
