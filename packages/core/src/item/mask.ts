import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { maskProse, type MaskProse } from '../evidence/index.ts';
import type { ItemDefinition } from './definition.ts';
import { mergeColumns, type Columns } from './fields.ts';
import { allItemRows, listFields, updateColumns } from './rows.ts';

/**
 * Masks words in the items of a kind in these incidents, including removed ones; returns how many
 * contain them. Without `isSaved` nothing is changed.
 */
export async function maskItems(
  ctx: Context,
  item: ItemDefinition,
  incidentIds: readonly string[],
  mask: MaskProse,
  isSaved = true,
): Promise<number> {
  let count = 0;
  for (const row of await allItemRows(ctx, item, incidentIds)) {
    const columns = maskedColumns(item, row, mask);
    if (!columns) continue;
    count += 1;
    if (isSaved) await updateColumns(ctx, item, columns, sql`id = ${row.id}`);
  }
  return count;
}

/** The columns whose prose a mask changes, with their masked values; null if there are none. */
function maskedColumns(
  item: ItemDefinition,
  row: Columns & { id: string },
  mask: MaskProse,
): Columns | null {
  const changed = listFields(item).flatMap(([name, { prose, read, write }]) => {
    if (prose === null) return [];
    const names = prose === 'text' ? new Set([name]) : prose;
    const value = { [name]: read(row) };
    const masked = maskProse(value, names, mask, row.id);
    return isDeepStrictEqual(masked, value) ? [] : [write(masked[name])];
  });
  return changed.length > 0 ? mergeColumns(changed) : null;
}

/** The names of all fields of a kind that contain prose, at any depth of its state. */
export function proseNames(item: ItemDefinition): string[] {
  return listFields(item).flatMap(([name, { prose }]) =>
    prose === null ? [] : prose === 'text' ? [name] : [...prose],
  );
}
