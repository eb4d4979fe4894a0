import type { Selectable } from 'kysely';
import type { Context } from '../context.ts';
import type { LensTables } from './tables.ts';

export type KeptRow = Selectable<LensTables['kept_note']>;

/** The kept notes of an incident that the caller may see. */
export async function keptRows(ctx: Context, incidentId: string): Promise<KeptRow[]> {
  return ctx.db
    .selectFrom('kept_note')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .orderBy('kept_at')
    .orderBy('target_id')
    .orderBy('rule')
    .orderBy('sentence')
    .execute();
}
