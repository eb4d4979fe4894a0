import type { BundleOf } from '@debrief/contract';
import { toColumns, toLine } from '../../bundle-lines.ts';
import type { Context } from '../../context.ts';
import { rememberRemoved } from './removal.ts';

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
  return rows.map((row) => toLine('redaction', row));
}

export async function insertRedactionLines(
  ctx: Context,
  lines: readonly RedactionLine[],
): Promise<void> {
  await ctx.db.insertInto('redaction').values(lines.map(toColumns)).execute();
  await rememberRemoved(
    ctx,
    lines.filter((line) => line.kind === 'removed').map((line) => line.itemId),
  );
}
