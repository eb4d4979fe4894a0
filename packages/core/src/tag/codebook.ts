import { AddTag, ChangeTag, DomainError, type Codebook, type Tag } from '@debrief/contract';
import { tidyTagName } from '@debrief/rules/tag';
import { authorize, may, refuseUnless } from '../access/index.ts';
import { record } from '../activity/index.ts';
import { actorRef, type Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import { verb } from '../verb.ts';
import {
  checkName,
  lockCodebook,
  presentTags,
  recordedTag,
  refuseStaleTag,
  saveTag,
  tagById,
  tagRows,
  type TagRow,
} from './rows.ts';

const mostTags = 1_000;

/** All tags by name. Errors: `not-signed-in`. */
export async function listCodebook(ctx: Context): Promise<Codebook> {
  refuseUnless(ctx, 'incident:read');
  const rows = (await tagRows(ctx)).toSorted((one, other) => (one.key < other.key ? -1 : 1));
  return { items: await presentTags(ctx, rows), can: { change: may(ctx.actor, 'tag:write') } };
}

export async function presentTag(ctx: Context, row: TagRow): Promise<Tag> {
  const [tag] = await presentTags(ctx, [row]);
  if (!tag) throw new DomainError('not-found', 'Tag not found.');
  return tag;
}

/**
 * Adds a tag to the codebook. Errors: `invalid`, `forbidden`; `conflict` if a tag has this name in
 * another spelling, or the codebook is full.
 */
export const addTag = verb(AddTag, async (ctx, { id, name, ...texts }): Promise<Tag> => {
  refuseUnless(ctx, 'tag:write');
  await lockCodebook(ctx);
  const rows = await tagRows(ctx);
  const same = rows.find((row) => row.id === id);
  if (same && same.name === tidyTagName(name)) return presentTag(ctx, same);
  if (same) throw new DomainError('conflict', 'ID already in use. Send a new one.');
  if (rows.length >= mostTags)
    throw new DomainError('conflict', `The codebook has ${mostTags} tags. Change one instead.`);
  const row = await insertTag(ctx, { id: id ?? ctx.ids.next(), name, ...texts });
  await recordAdded(ctx, row);
  return presentTag(ctx, row);
});

/** Inserts a tag. The caller has the lock and records it. Errors: `invalid`, `conflict`. */
export async function insertTag(
  ctx: Context,
  tag: {
    id: string;
    name: string;
    definition?: string | undefined;
    useWhen?: string | undefined;
    avoidWhen?: string | undefined;
  },
): Promise<TagRow> {
  const key = await checkName(ctx, tag.name, tag.id);
  const by = jsonb(actorRef(ctx.actor));
  const at = ctx.clock.now();
  return ctx.db
    .insertInto('tag')
    .values({
      id: tag.id,
      name: tidyTagName(tag.name),
      key,
      definition: tag.definition ?? '',
      use_when: tag.useWhen ?? '',
      avoid_when: tag.avoidWhen ?? '',
      merged_into: null,
      retired_at: null,
      created_at: at,
      created_by: by,
      updated_at: at,
      updated_by: by,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function recordAdded(ctx: Context, row: TagRow): Promise<void> {
  await record(ctx, {
    kind: 'tag.added',
    incidentId: null,
    subjectId: row.id,
    after: recordedTag(row),
  });
}

/**
 * Renames, defines, archives or unarchives a tag. Errors: `invalid`, `not-found`, `forbidden`,
 * `conflict` if it changed since or another tag has the name.
 */
export const changeTag = verb(ChangeTag, async (ctx, input): Promise<Tag> => {
  await lockCodebook(ctx);
  const before = await authorize(ctx, 'tag:write', tagById(ctx, input.id));
  refuseStaleTag(before, input.version);
  const { name, definition, useWhen, avoidWhen, isArchived } = input;
  const wasArchived = before.retired_at !== null;
  const row = await saveTag(ctx, before, {
    ...(name !== undefined && {
      name: tidyTagName(name),
      key: await checkName(ctx, name, before.id),
    }),
    ...(definition !== undefined && { definition }),
    ...(useWhen !== undefined && { use_when: useWhen }),
    ...(avoidWhen !== undefined && { avoid_when: avoidWhen }),
    ...(isArchived !== undefined &&
      isArchived !== wasArchived && { retired_at: isArchived ? ctx.clock.now() : null }),
  });
  const isArchivedNow = row.retired_at !== null;
  await record(ctx, {
    kind:
      isArchivedNow === wasArchived
        ? 'tag.changed'
        : isArchivedNow
          ? 'tag.archived'
          : 'tag.unarchived',
    incidentId: null,
    subjectId: row.id,
    before: recordedTag(before),
    after: recordedTag(row),
  });
  return presentTag(ctx, row);
});
