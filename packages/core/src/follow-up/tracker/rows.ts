import {
  DomainError,
  trackerKindTable,
  type FollowUpIssue,
  type Tracker,
  type TrackerSettings,
} from '@debrief/contract';
import { isFullTitle, readStatus } from '@debrief/rules/follow-up';
import { sql, type Selectable } from 'kysely';
import { may } from '../../access/index.ts';
import { enqueue, type Actor, type Context } from '../../context.ts';
import type { FollowUpTables } from '../tables.ts';

export type TrackerRow = Selectable<FollowUpTables['tracker']>;
export type LinkRow = Selectable<FollowUpTables['issue_link']>;

/** `GitHub acme/shop`. */
export function nameTracker({ kind, project }: TrackerSettings): string {
  return `${trackerKindTable[kind].title} ${project}`;
}

/** The follow-up changes by its own verbs, with the tracker as the actor. */
export function toTrackerActor(settings: TrackerSettings): Actor {
  return { type: 'system', name: nameTracker(settings) };
}

/** Errors: `not-found`. */
export async function trackerById(ctx: Context, id: string): Promise<TrackerRow> {
  const row = await ctx.db
    .selectFrom('tracker')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'Tracker not found.');
  return row;
}

export async function presentTrackers(
  ctx: Context,
  rows: readonly TrackerRow[],
): Promise<Tracker[]> {
  const counts = await ctx.db
    .selectFrom('issue_link')
    .select((eb) => ['tracker_id', eb.fn.countAll<string>().as('links')])
    .groupBy('tracker_id')
    .execute();
  const links = new Map(counts.map((one) => [one.tracker_id, Number(one.links)]));
  const isAdmin = may(ctx.actor, 'access:manage');
  return rows.map((row) => ({
    id: row.id,
    settings: row.settings,
    name: nameTracker(row.settings),
    hasSigningSecret: row.signing_secret !== null,
    links: isAdmin ? (links.get(row.id) ?? 0) : null,
    askedAt: row.asked_at?.toISOString() ?? null,
    waitsUntil:
      row.waits_until !== null && row.waits_until > ctx.clock.now()
        ? row.waits_until.toISOString()
        : null,
    problem: row.problem,
  }));
}

/** The issues of follow-ups, for people who see these follow-ups. */
export async function loadIssues(
  ctx: Context,
  followUps: readonly { id: string; text: string }[],
): Promise<Map<string, FollowUpIssue>> {
  if (followUps.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('issue_link')
    .innerJoin('tracker', 'tracker.id', 'issue_link.tracker_id')
    .selectAll('issue_link')
    .select('settings')
    .where('follow_up_id', '=', sql<string>`any(${followUps.map(({ id }) => id)}::uuid[])`)
    .execute();
  const texts = new Map(followUps.map(({ id, text }) => [id, text]));
  return new Map(
    rows.map((row) => [row.follow_up_id, presentIssue(row, texts.get(row.follow_up_id) ?? '')]),
  );
}

function presentIssue(row: LinkRow & { settings: TrackerSettings }, text: string): FollowUpIssue {
  const { settings, issue, base } = row;
  const notSynced: FollowUpIssue['notSynced'] = [
    ...(isFullTitle(text) ? [] : ['text' as const]),
    ...(issue !== null && base?.doneWhen === undefined ? ['doneWhen' as const] : []),
    ...(trackerKindTable[settings.kind].hasNoDueDate ? ['dueOn' as const] : []),
  ];
  return {
    trackerId: row.tracker_id,
    tracker: nameTracker(settings),
    key: issue?.key ?? null,
    // A page, never a script.
    url: issue !== null && /^https?:/i.test(issue.url) ? issue.url : null,
    status: issue?.status.name ?? null,
    isStatusIgnored: issue !== null && readStatus(issue.status, settings.statuses) === null,
    assignee: issue?.assignee ?? null,
    state: row.is_deleted
      ? 'deleted'
      : row.failures > 0
        ? 'failing'
        : row.checked_at === null
          ? 'waiting'
          : 'synced',
    problem: row.problem,
    checkedAt: row.checked_at?.toISOString() ?? null,
    nextAt: row.due_at?.toISOString() ?? null,
    notSynced,
    conflicts: row.conflicts,
  };
}

/** Plans the next sync of a link, with its job. */
export async function scheduleSync(ctx: Context, followUpId: string, at: Date): Promise<void> {
  await ctx.db
    .updateTable('issue_link')
    .set({ due_at: at })
    .where('follow_up_id', '=', followUpId)
    .execute();
  const delayMs = at.getTime() - ctx.clock.now().getTime();
  const data = { followUpId, dueAt: at.toISOString() };
  await enqueue(ctx, { kind: 'tracker.sync', data, ...(delayMs > 0 && { delayMs }) });
}

/**
 * Something changed: these links are looked at now. A failing one waits for its time, and a deleted
 * one for a person.
 */
export async function requestSyncs(ctx: Context, followUpIds: readonly string[]): Promise<void> {
  if (followUpIds.length === 0) return;
  const now = ctx.clock.now();
  const rows = await ctx.db
    .selectFrom('issue_link')
    .select(['follow_up_id', 'due_at', 'lease'])
    .where('follow_up_id', '=', sql<string>`any(${[...followUpIds]}::uuid[])`)
    .where('is_deleted', '=', false)
    .where('failures', '=', 0)
    .orderBy('follow_up_id')
    .forUpdate()
    .execute();
  for (const row of rows) {
    // A job that has not started looks at what there is then.
    const isPlanned = row.lease === null && row.due_at !== null && row.due_at <= now;
    if (!isPlanned) await scheduleSync(ctx, row.follow_up_id, now);
  }
}

/** Words in these incidents were masked: their issues get the masked ones. */
export async function requestSyncsIn(ctx: Context, incidentIds: readonly string[]): Promise<void> {
  const rows = await ctx.db
    .selectFrom('issue_link')
    .innerJoin('follow_up', 'follow_up.id', 'follow_up_id')
    .select('follow_up_id')
    .where('incident_id', '=', sql<string>`any(${[...incidentIds]}::uuid[])`)
    .execute();
  await requestSyncs(ctx, rows.map((row) => row.follow_up_id).toSorted());
}
