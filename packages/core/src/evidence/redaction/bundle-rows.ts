import type { BundleOf } from '@debrief/contract';
import type { Context } from '../../context.ts';
import { jsonb } from '../../db/index.ts';

type RedactionLine = BundleOf<'redaction'>;

export async function redactionLines(
  ctx: Context,
  itemIds: readonly string[],
): Promise<RedactionLine[]> {
  if (itemIds.length === 0) return [];
  const rows = await ctx.db
    .selectFrom('redaction')
    .selectAll()
    .where('item_id', 'in', [...itemIds])
    .execute();
  return rows.map((row) => {
    const { type, id, name } = row.by;
    return {
      type: 'redaction',
      id: row.id,
      itemId: row.item_id,
      kind: row.kind,
      reason: row.reason,
      at: row.at.toISOString(),
      by: { type, id, name },
    };
  });
}

export async function insertRedactionLines(
  ctx: Context,
  lines: readonly RedactionLine[],
): Promise<void> {
  await ctx.db
    .insertInto('redaction')
    .values(
      lines.map((line) => ({
        id: line.id,
        item_id: line.itemId,
        kind: line.kind,
        reason: line.reason,
        at: new Date(line.at),
        by: jsonb(line.by),
      })),
    )
    .execute();
}
