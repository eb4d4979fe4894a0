import { sql } from 'kysely';
import { record } from '../../activity/index.ts';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/index.ts';
import { listImportIds, partsOfImport, type EvidenceParts } from '../../evidence/index.ts';
import { findItemSecrets } from './item-secrets.ts';

/**
 * Scans what was imported into an incident and not yet scanned, and keeps where something looks like a
 * credential, never its text. Safe to run again after a crash.
 */
export async function findSecrets(
  ctx: Context,
  { incidentId }: { incidentId: string },
  signal: AbortSignal,
): Promise<number> {
  let count = 0;
  for (const importId of await listUncheckedImports(ctx, incidentId)) {
    let after: EvidenceParts | null = null;
    do {
      signal.throwIfAborted();
      const page: EvidenceParts[] = await partsOfImport(ctx, importId, after);
      count += await keepFound(ctx, incidentId, page);
      after = page.at(-1) ?? null;
    } while (after !== null);
    await ctx.db
      .insertInto('secret_check')
      .values({ import_id: importId, at: ctx.clock.now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  return count;
}

async function listUncheckedImports(ctx: Context, incidentId: string): Promise<string[]> {
  const ids = await listImportIds(ctx, incidentId);
  const { rows } = await sql<{ id: string }>`
    select one.id from unnest(${ids}::uuid[]) with ordinality as one (id, place)
    where not exists (select 1 from secret_check where secret_check.import_id = one.id) order by one.place`.execute(
    ctx.db,
  );
  return rows.map((row) => row.id);
}

/** Keeps what looks like a credential in a page of revisions; records how many are new. */
async function keepFound(
  ctx: Context,
  incidentId: string,
  page: readonly EvidenceParts[],
): Promise<number> {
  const found = await findItemSecrets(page);
  if (found.length === 0) return 0;
  return inTransaction(ctx, async (ctx) => {
    const rows = found.map(({ id, part, kind, start, end }) => ({
      id: ctx.ids.next(),
      incident_id: incidentId,
      evidence_id: id,
      kind,
      part,
      // The places in other parts move when one of them is redacted.
      start_at: part === 'text' ? start : 0,
      end_at: part === 'text' ? end : 1,
      ignored_at: null,
      ignored_by: null,
    }));
    const added = await ctx.db
      .insertInto('possible_secret')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['evidence_id', 'part', 'start_at']).doNothing())
      .returning('id')
      .execute();
    if (added.length > 0)
      await record(ctx, {
        kind: 'evidence.secrets-found',
        incidentId,
        subjectId: null,
        after: { count: added.length },
      });
    return added.length;
  });
}
