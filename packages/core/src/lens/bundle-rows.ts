import type { BundleOf } from '@debrief/contract';
import { toColumns, toLine } from '../bundle-lines.ts';
import type { Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import { keptRows } from './rows.ts';

type KeptNoteLine = BundleOf<'kept-note'>;

export async function keptNoteLines(ctx: Context, incidentId: string): Promise<KeptNoteLine[]> {
  return (await keptRows(ctx, incidentId)).map((row) => toLine('kept-note', row));
}

export async function insertKeptNotes(
  ctx: Context,
  incidentId: string,
  lines: readonly KeptNoteLine[],
): Promise<void> {
  await ctx.db
    .insertInto('kept_note')
    .values(
      lines.map((line) => ({
        ...toColumns(line),
        incident_id: incidentId,
        kept_by: jsonb(line.keptBy),
      })),
    )
    .execute();
}
