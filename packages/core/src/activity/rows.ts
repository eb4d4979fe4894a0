import {
  ActivityId,
  kindsInArea,
  kindsWhere,
  undoneKinds,
  type Activity,
  type ActivityArea,
  type ActivityKind,
  type Page,
  type ItemKind,
} from '@debrief/contract';
import { sql, type Selectable } from 'kysely';
import { may, incidentIdsSeenBy } from '../access/index.ts';
import { actorRef, type Context } from '../context.ts';
import type { ActivityTables } from './tables.ts';

type Row = Selectable<ActivityTables['activity']>;

/**
 * Activity that the actor can see: of visible incidents, and, with permission to manage access, of
 * no incident.
 */
function visibleActivity(ctx: Context) {
  const managesAccess = may(ctx.actor, 'access:manage');
  return ctx.db
    .selectFrom('activity')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb('incident_id', 'in', incidentIdsSeenBy(ctx)),
        ...(managesAccess ? [eb('incident_id', 'is', null)] : []),
      ]),
    );
}

function present(row: Row): Activity {
  return {
    id: String(row.id),
    kind: row.kind,
    at: row.at.toISOString(),
    by: row.actor,
    incidentId: row.incident_id,
    subjectId: row.subject_id,
    before: row.before,
    after: row.after,
  };
}

/**
 * Like `present`, but for people: the names in a bundle are its author's choice, so imported
 * history does not name local accounts.
 */
function presentToPeople(row: Row): Activity {
  const { type, name } = row.actor;
  const by = row.is_imported ? { type, id: null, name: `${name} (imported)` } : row.actor;
  return { ...present(row), by };
}

/** What happened after an activity, oldest first. Live updates resume with it. */
export async function activitySince(
  ctx: Context,
  afterId: string,
  filter: { incidentId?: string; limit: number },
): Promise<Activity[]> {
  let query = visibleActivity(ctx).where('id', '>', afterId).orderBy('id').limit(filter.limit);
  if (filter.incidentId) query = query.where('incident_id', '=', filter.incidentId);
  return (await query.execute()).map(presentToPeople);
}

/**
 * The newest activity that the actor can see: a new listener starts here. Other ids would reveal
 * how much is hidden.
 */
export async function newestActivityId(ctx: Context): Promise<string> {
  const row = await visibleActivity(ctx).orderBy('id', 'desc').limit(1).executeTakeFirst();
  return String(row?.id ?? '0');
}

/** The activity record, newest first. */
export async function listActivity(
  ctx: Context,
  filter: {
    incidentId?: string | undefined;
    subjectId?: string | undefined;
    about?: ActivityArea | undefined;
    cursor?: string | undefined;
    limit?: number | undefined;
  },
): Promise<Page<Activity>> {
  const limit = filter.limit ?? 50;
  let query = visibleActivity(ctx)
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (filter.incidentId) query = query.where('incident_id', '=', filter.incidentId);
  if (filter.subjectId) query = query.where('subject_id', '=', filter.subjectId);
  if (filter.about) query = query.where('kind', 'in', kindsInArea(filter.about));
  const before = ActivityId.safeParse(filter.cursor).data;
  if (before !== undefined) query = query.where('id', '<', before);
  const rows = (await query.execute()).map(presentToPeople);
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/**
 * The ends of an import's hash chain that the activity of its incident recorded. Imported history is
 * what the maker of a bundle wrote, and does not count.
 */
export async function loadAnchors(
  ctx: Context,
  incidentId: string,
  importId: string,
): Promise<string[]> {
  const { rows } = await sql<{ seal: string }>`
    select after -> 'seals' ->> ${importId}::text as seal from activity
    where incident_id = ${incidentId} and not is_imported and after -> 'seals' ->> ${importId}::text is not null order by id`.execute(
    ctx.db,
  );
  return rows.map((row) => row.seal);
}

/** One activity that the actor can see. */
export async function activityById(ctx: Context, id: string): Promise<Activity | null> {
  const row = await visibleActivity(ctx).where('id', '=', id).executeTakeFirst();
  return row ? present(row) : null;
}

/** One activity of the actor outside incidents: people can undo what they did. */
export async function ownActivityById(ctx: Context, id: string): Promise<Activity | null> {
  const by = actorRef(ctx.actor);
  const row = await ctx.db
    .selectFrom('activity')
    .selectAll()
    .where('id', '=', id)
    .where('incident_id', 'is', null)
    .where(sql<boolean>`actor->>'id' is not distinct from ${by.id} and actor->>'type' = ${by.type}`)
    .executeTakeFirst();
  return row ? present(row) : null;
}

/** The newest activity of a kind about a subject, if the actor can see it. */
export async function loadSubjectActivity(
  ctx: Context,
  kind: ActivityKind,
  subjectId: string,
): Promise<Activity | null> {
  const row = await visibleActivity(ctx)
    .where('subject_id', '=', subjectId)
    .where('kind', '=', kind)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? present(row) : null;
}

/** The actor's newest change to items of one kind in an incident that has not been undone since. */
export async function newestOwnActivity(
  ctx: Context,
  incidentId: string,
  item: ItemKind,
): Promise<Activity | null> {
  const by = actorRef(ctx.actor);
  const undone = undoneKinds[item];
  const kinds = kindsWhere((kind) => kind.undo === item).filter((kind) => kind !== undone);
  const row = await visibleActivity(ctx)
    .where('incident_id', '=', incidentId)
    .where('kind', 'in', kinds)
    .where(sql<boolean>`actor->>'id' is not distinct from ${by.id} and actor->>'type' = ${by.type}`)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('activity as undone')
            .select('undone.id')
            .where('undone.kind', '=', undone)
            .where(sql<boolean>`undone.subject_id = activity.id::text`),
        ),
      ),
    )
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? present(row) : null;
}

/**
 * Whether the actor has done something of this kind in the incident since then. The caller has
 * checked that the actor can see the incident.
 */
export async function hasDoneSince(
  ctx: Context,
  incidentId: string,
  kind: ActivityKind,
  since: Date,
): Promise<boolean> {
  const by = actorRef(ctx.actor);
  const row = await ctx.db
    .selectFrom('activity')
    .select('id')
    .where('incident_id', '=', incidentId)
    .where('kind', '=', kind)
    .where('at', '>', since)
    .where(sql<boolean>`actor->>'id' is not distinct from ${by.id} and actor->>'type' = ${by.type}`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Whether an account has done anything in an incident, except activity whose kind starts with a
 * given prefix.
 */
export async function hasActedIn(
  ctx: Context,
  incidentId: string,
  accountId: string,
  apartFrom: string,
): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('activity')
    .select('id')
    .where('incident_id', '=', incidentId)
    .where(sql<boolean>`actor ->> 'id' = ${accountId}`)
    .where(sql<boolean>`not starts_with(kind, ${apartFrom})`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether an account did one of these kinds of things in an incident. */
export async function hasDoneIn(
  ctx: Context,
  incidentId: string,
  accountId: string,
  kinds: readonly ActivityKind[],
): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('activity')
    .select('id')
    .where('incident_id', '=', incidentId)
    .where(sql<boolean>`actor ->> 'id' = ${accountId}`)
    .where('kind', 'in', [...kinds])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Keeps of the history of a deleted incident who did what kind of thing, and when. */
export async function eraseHistory(ctx: Context, incidentId: string): Promise<void> {
  await ctx.db
    .updateTable('activity')
    .set({ before: null, after: null })
    .where('incident_id', '=', incidentId)
    .execute();
}

/**
 * Who did one of these last to a subject; only for callers that have proven another right to know
 * it, such as the link of an invitation.
 */
export async function lastActorName(
  ctx: Context,
  subjectId: string,
  kinds: readonly ActivityKind[],
): Promise<string | null> {
  const row = await ctx.db
    .selectFrom('activity')
    .select('actor')
    .where('subject_id', '=', subjectId)
    .where('kind', 'in', kinds)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row?.actor.type === 'account' ? row.actor.name : null;
}
