import { sql } from 'kysely';
import { record } from '../../activity/index.ts';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/index.ts';
import { listImportIds, textsOfImport, type ImportedText } from '../../evidence/index.ts';
import { findSecretParts } from './scan.ts';

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
    let after: ImportedText | null = null;
    do {
      signal.throwIfAborted();
      const page: ImportedText[] = await textsOfImport(ctx, importId, after);
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

/** Keeps what looks like a credential in a page of texts; records how many are new. */
async function keepFound(
  ctx: Context,
  incidentId: string,
  page: readonly ImportedText[],
): Promise<number> {
  const parts = await findSecretParts(page.map((one) => one.text));
  if (parts.length === 0) return 0;
  return inTransaction(ctx, async (ctx) => {
    const rows = parts.flatMap(({ index, start, end, kind }) => {
      const evidence = page[index];
      return evidence === undefined
        ? []
        : [
            {
              id: ctx.ids.next(),
              incident_id: incidentId,
              evidence_id: evidence.id,
              kind,
              start_at: start,
              end_at: end,
              ignored_at: null,
              ignored_by: null,
            },
          ];
    });
    const added = await ctx.db
      .insertInto('possible_secret')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['evidence_id', 'start_at']).doNothing())
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
