import type { Selectable } from 'kysely';
import type { Context } from '../context.ts';
import type { LensTables } from './tables.ts';

export type KeptRow = Selectable<LensTables['kept_note']>;

/** The kept notes of an incident that the caller may see, in the order of a bundle. */
export async function keptRows(ctx: Context, incidentId: string): Promise<KeptRow[]> {
  const rows = await ctx.db
    .selectFrom('kept_note')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .execute();
  // A database sorts text by its language.
  return rows.toSorted((one, other) => (toSortKey(one) < toSortKey(other) ? -1 : 1));
}

const toSortKey = (row: KeptRow) =>
  [row.target_kind, row.target_id, row.rule, row.sentence].join('\0');
