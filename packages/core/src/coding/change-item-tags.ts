import {
  ChangeItemTags,
  DomainError,
  type IncidentTags,
  type ItemTag,
  type ItemTagsChange,
} from '@debrief/contract';
import { authorize, mayIn, type Authorized } from '../access/index.ts';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { incidentByRef, type IncidentRow } from '../incident/index.ts';
import { deleteItemTags, insertItemTags, itemTagRows, loadReplacements } from '../tag/index.ts';
import { verb } from '../verb.ts';
import { findItems } from './targets.ts';

/** The tags in use in an incident, with their items. Errors: `not-found`. */
export async function listItemTags(
  ctx: Context,
  input: { incident: string },
): Promise<IncidentTags> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const replacements = await loadReplacements(ctx);
  const found = new Map<string, Record<ItemTag['kind'], Set<string>>>();
  for (const row of await itemTagRows(ctx, incident.id)) {
    const tagId = replacements.get(row.tag_id)?.id ?? row.tag_id;
    const sets = found.get(tagId) ?? { evidence: new Set(), event: new Set(), finding: new Set() };
    sets[row.target_kind].add(row.target_id);
    found.set(tagId, sets);
  }
  return {
    items: [...found].map(([tagId, { evidence, event, finding }]) => ({
      tagId,
      evidence: [...evidence],
      event: [...event],
      finding: [...finding],
    })),
    can: { change: mayIn(incident, ctx.actor, 'incident:write') },
  };
}

/**
 * Adds and removes tags of items. Adding a tag twice changes nothing. Errors: `invalid`,
 * `not-found` for a tag or an item, `forbidden`; `conflict` for an archived tag.
 */
export const changeItemTags = verb(ChangeItemTags, async (ctx, input): Promise<ItemTagsChange> => {
  const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
  return recordItemTags(ctx, incident, await applyItemTags(ctx, incident, input));
});

/** As `changeItemTags`, in the caller's transaction. The caller records it. */
export async function applyItemTags(
  ctx: Context,
  incident: Authorized<IncidentRow>,
  { add = [], remove = [] }: { add?: ItemTag[] | undefined; remove?: ItemTag[] | undefined },
): Promise<Pick<ItemTagsChange, 'added' | 'removed'>> {
  const replacements = await loadReplacements(ctx);
  for (const { tagId } of add) {
    const tag = replacements.get(tagId);
    if (!tag) throw new DomainError('not-found', 'Tag not found.');
    if (tag.isArchived)
      throw new DomainError('conflict', `The tag “${tag.name}” is archived. Unarchive it first.`);
  }
  const targets = await findItems(ctx, incident, [...add, ...remove]);
  const missing = add.find(({ id }) => !targets.has(id));
  if (missing)
    throw new DomainError('not-found', `This ${missing.kind} is not in INC-${incident.number}.`);
  const toStored = (one: ItemTag): ItemTag => ({ ...one, id: targets.get(one.id) ?? one.id });
  const removed = await deleteItemTags(ctx, incident.id, remove.map(toStored));
  const added = await insertItemTags(ctx, incident.id, add.map(toStored));
  return { added, removed };
}

/** Records what changed, if anything did. */
export async function recordItemTags(
  ctx: Context,
  incident: Authorized<IncidentRow>,
  { added, removed }: Pick<ItemTagsChange, 'added' | 'removed'>,
): Promise<ItemTagsChange> {
  if (added.length + removed.length === 0) return { added, removed, activityId: null };
  const replacements = await loadReplacements(ctx);
  const describeTags = (tags: readonly ItemTag[]) =>
    tags.length === 0
      ? null
      : {
          names: [...new Set(tags.map(({ tagId }) => replacements.get(tagId)?.name ?? ''))],
          items: new Set(tags.map(({ id }) => id)).size,
        };
  const kind =
    removed.length === 0
      ? 'item-tags.added'
      : added.length === 0
        ? 'item-tags.removed'
        : 'item-tags.changed';
  const activityId = await record(ctx, {
    kind,
    incidentId: incident.id,
    subjectId: (added[0] ?? removed[0])?.id ?? null,
    before: describeTags(removed),
    after: describeTags(added),
  });
  return { added, removed, activityId };
}
