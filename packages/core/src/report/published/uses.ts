import {
  AddVersionUse,
  DomainError,
  VersionUseKey,
  type ActivityKind,
  type VersionUse,
} from '@debrief/contract';
import { authorize, may } from '../../access/index.ts';
import { record } from '../../activity/index.ts';
import { actorRef, type Context } from '../../context.ts';
import { jsonb } from '../../db/index.ts';
import { verb } from '../../verb.ts';
import { loadActiveVersion, versionIdsSeenBy } from './rows.ts';

const most = 200;

function visibleUses(ctx: Context) {
  return ctx.db
    .selectFrom('version_use')
    .innerJoin('published_version', 'published_version.id', 'version_use.published_version_id')
    .selectAll('version_use')
    .select(['published_version.number', 'published_version.incident_id'])
    .where('published_version.id', 'in', versionIdsSeenBy(ctx));
}

type UseRow = Awaited<ReturnType<ReturnType<typeof visibleUses>['executeTakeFirstOrThrow']>>;

const present = (ctx: Context, row: UseRow): VersionUse => ({
  id: row.id,
  number: row.number,
  usedIn: row.used_in,
  usedOn: row.used_on,
  link: row.link,
  note: row.note,
  addedAt: row.added_at.toISOString(),
  addedBy: row.added_by,
  can: { remove: canRemove(ctx, row) },
});

const canRemove = (ctx: Context, { added_by: by }: UseRow): boolean =>
  may(ctx.actor, 'incident:write') ||
  (may(ctx.actor, 'comment:write') && by.id !== null && by.id === actorRef(ctx.actor).id);

/** What the review of an incident was used in, of versions that the actor can read, newest first. */
export async function listUses(ctx: Context, incidentId: string): Promise<VersionUse[]> {
  const rows = await visibleUses(ctx)
    .where('published_version.incident_id', '=', incidentId)
    .where('version_use.removed_at', 'is', null)
    .orderBy('version_use.used_on', 'desc')
    .orderBy('version_use.id', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => present(ctx, row));
}

async function useById(ctx: Context, id: string): Promise<UseRow> {
  const row = await visibleUses(ctx).where('version_use.id', '=', id).executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'Entry not found.');
  return row;
}

/**
 * Adds what a published review was used in. Everyone who can read it can. Errors: `invalid`,
 * `not-found`, `forbidden`, `conflict` if there are too many or the id is in use.
 */
export const addVersionUse = verb(AddVersionUse, async (ctx, input): Promise<VersionUse> => {
  const { row: version, incident } = await authorize(
    ctx,
    'comment:write',
    loadActiveVersion(ctx, input),
  );
  const known = await listUses(ctx, incident.id);
  const repeated = known.find(({ id }) => id === input.id);
  if (repeated) return repeated;
  if (known.length >= most)
    throw new DomainError('conflict', `A review can have ${most} of these. Remove one first.`);
  const row = await ctx.db
    .insertInto('version_use')
    .values({
      id: input.id ?? ctx.ids.next(),
      published_version_id: version.id,
      used_in: input.usedIn,
      used_on: input.usedOn ?? ctx.clock.now().toISOString().slice(0, 10),
      link: input.link ?? null,
      note: input.note ?? '',
      added_at: ctx.clock.now(),
      added_by: jsonb(actorRef(ctx.actor)),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) throw new DomainError('conflict', 'This ID is in use.');
  return recordUse(ctx, 'version-use.added', row.id);
});

async function recordUse(ctx: Context, kind: ActivityKind, id: string): Promise<VersionUse> {
  const row = await useById(ctx, id);
  await record(ctx, {
    kind,
    incidentId: row.incident_id,
    subjectId: id,
    after: { number: row.number },
  });
  return present(ctx, row);
}

const setRemoved = (kind: 'version-use.removed' | 'version-use.restored') =>
  verb(VersionUseKey, async (ctx, { id }): Promise<VersionUse> => {
    const row = await authorize(ctx, 'comment:write', useById(ctx, id));
    if (!canRemove(ctx, row))
      throw new DomainError('forbidden', 'Only the person who added this, or an editor, can.');
    const isRemoved = kind === 'version-use.removed';
    const saved = await ctx.db
      .updateTable('version_use')
      .set({ removed_at: isRemoved ? ctx.clock.now() : null })
      .where('id', '=', id)
      .where('removed_at', isRemoved ? 'is' : 'is not', null)
      .executeTakeFirst();
    if (saved.numUpdatedRows === 0n)
      throw new DomainError('conflict', `This entry is ${isRemoved ? '' : 'not '}removed.`);
    return recordUse(ctx, kind, id);
  });

/** Errors: `not-found`, `forbidden`, `conflict`. */
export const removeVersionUse = setRemoved('version-use.removed');
/** Undoes a removal. Errors: `not-found`, `forbidden`, `conflict`. */
export const restoreVersionUse = setRemoved('version-use.restored');
