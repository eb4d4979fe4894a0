import type { BundleOf } from '@debrief/contract';
import { toLine } from '../bundle-lines.ts';
import type { Context } from '../context.ts';

type FactorLinkLine = BundleOf<'factor-link'>;

export async function factorLinkLines(ctx: Context, incidentId: string): Promise<FactorLinkLine[]> {
  const rows = await ctx.db
    .selectFrom('factor_link')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .orderBy('id')
    .execute();
  return rows.map((row) => toLine('factor-link', { ...row, from: row.from_id, to: row.to_id }));
}

export async function insertFactorLinks(
  ctx: Context,
  incidentId: string,
  lines: readonly FactorLinkLine[],
): Promise<void> {
  await ctx.db
    .insertInto('factor_link')
    .values(
      lines.map((line) => ({
        id: line.id,
        incident_id: incidentId,
        from_id: line.from,
        to_id: line.to,
        kind: line.kind,
      })),
    )
    .execute();
}
