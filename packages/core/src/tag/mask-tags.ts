import { maskCharacter } from '@debrief/contract';
import type { Context } from '../context.ts';
import { lockCodebook, tagRows } from './rows.ts';

/** The fields of tags in activity that contain text by people. */
export const tagProse: ReadonlySet<string> = new Set([
  'name',
  'names',
  'definition',
  'useWhen',
  'avoidWhen',
]);

/**
 * Masks words in the codebook; returns how many tags contain them. A masked name is no longer in
 * use for another tag. Without `isSaved` nothing changes.
 */
export async function maskTags(
  ctx: Context,
  mask: (text: string) => string,
  isSaved = true,
): Promise<number> {
  if (isSaved) await lockCodebook(ctx);
  let count = 0;
  for (const row of await tagRows(ctx)) {
    const name = mask(row.name);
    const masked = {
      name,
      ...(name !== row.name && { key: `${maskCharacter}${row.id}` }),
      definition: mask(row.definition),
      use_when: mask(row.use_when),
      avoid_when: mask(row.avoid_when),
    };
    const isChanged =
      name !== row.name ||
      masked.definition !== row.definition ||
      masked.use_when !== row.use_when ||
      masked.avoid_when !== row.avoid_when;
    if (!isChanged) continue;
    count += 1;
    if (isSaved)
      await ctx.db
        .updateTable('tag')
        .set({ ...masked, version: row.version + 1 })
        .where('id', '=', row.id)
        .execute();
  }
  return count;
}
