import { DomainError, type BundleOf } from '@debrief/contract';
import { foldTagName } from '@debrief/rules/tag';
import { toLine } from '../bundle-lines.ts';
import type { Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import { insertTag, recordAdded } from './codebook.ts';
import { itemTagRows } from './item-tags.ts';
import { loadReplacements, lockCodebook, tagRows } from './rows.ts';

type TagLine = BundleOf<'tag'>;
type ItemTagLine = BundleOf<'item-tag'>;

/** The tags on items of an incident, and these tags. Merged tags are those that replace them. */
export async function tagLines(
  ctx: Context,
  incidentId: string,
): Promise<(TagLine | ItemTagLine)[]> {
  const rows = new Map((await tagRows(ctx)).map((row) => [row.id, row]));
  const replacements = await loadReplacements(ctx);
  const tags = new Map<string, TagLine>();
  const items = new Map<string, ItemTagLine>();
  for (const row of await itemTagRows(ctx, incidentId)) {
    const tag = rows.get(replacements.get(row.tag_id)?.id ?? row.tag_id);
    if (!tag) continue;
    tags.set(tag.name, toLine('tag', tag));
    const line = toLine('item-tag', row, { tag: tag.name });
    const key = toSortKey(line);
    const other = items.get(key);
    if (!other || line.addedAt < other.addedAt) items.set(key, line);
  }
  return [
    ...[...tags.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1)),
    // A database sorts text by its language.
    ...[...items].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, line]) => line),
  ];
}

const toSortKey = (line: ItemTagLine) => [line.tag, line.targetKind, line.targetId].join('\0');

/** Adds the tags of a bundle that the codebook does not have; the codebook's own texts stay. */
export async function insertTagLines(ctx: Context, lines: readonly TagLine[]): Promise<void> {
  await lockCodebook(ctx);
  const known = new Set((await tagRows(ctx)).map((row) => row.key));
  for (const { type: _, ...tag } of lines) {
    const key = foldTagName(tag.name);
    if (known.has(key)) continue;
    known.add(key);
    await recordAdded(ctx, await insertTag(ctx, { id: ctx.ids.next(), ...tag }));
  }
}

/** Errors: `bad-file` for a tag that the bundle does not contain. */
export async function insertItemTagLines(
  ctx: Context,
  incidentId: string,
  lines: readonly ItemTagLine[],
): Promise<void> {
  const ids = new Map((await tagRows(ctx)).map((row) => [row.key, row.id]));
  await ctx.db
    .insertInto('item_tag')
    .values(
      lines.map((line) => {
        const tagId = ids.get(foldTagName(line.tag));
        if (tagId === undefined)
          throw new DomainError('bad-file', 'This bundle names a tag that it doesn’t contain.');
        return {
          incident_id: incidentId,
          tag_id: tagId,
          target_kind: line.targetKind,
          target_id: line.targetId,
          added_at: new Date(line.addedAt),
          added_by: jsonb(line.addedBy),
        };
      }),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
