import { MilestoneKind, type Milestone, type Milestones, DomainError } from '@debrief/contract';
import { calculateDurations, listDeadlines, listPhases } from '@debrief/rules/incident';
import { sql, type Selectable } from 'kysely';
import { type Authorized, mayIn, visibleIncidents } from '../access/index.ts';
import { actorRef, type Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import type { IncidentRow } from './rows.ts';
import type { IncidentTables } from './tables.ts';

function present(row: Selectable<IncidentTables['milestone']>): Milestone {
  return {
    kind: row.kind,
    at: row.at.toISOString(),
    precision: row.precision,
    eventId: row.event_id,
    note: row.note,
    setAt: row.set_at.toISOString(),
    setBy: row.set_by,
    version: row.version,
  };
}

/**
 * The milestones of an incident in order, with all durations. The caller has checked that the actor
 * can see the incident.
 */
export async function loadMilestones(ctx: Context, incident: IncidentRow): Promise<Milestones> {
  const rows = await ctx.db
    .selectFrom('milestone')
    .selectAll()
    .where('incident_id', '=', incident.id)
    .execute();
  const milestones = rows
    .map(present)
    .toSorted(
      (one, other) =>
        MilestoneKind.options.indexOf(one.kind) - MilestoneKind.options.indexOf(other.kind),
    );
  const state = { status: incident.status, now: ctx.clock.now() };
  return {
    milestones,
    durations: calculateDurations(milestones, state),
    phases: listPhases(milestones, state),
    deadlines: listDeadlines(incident.obligations, milestones, state.now),
    can: { change: mayIn(incident, ctx.actor, 'incident:write') },
  };
}

/** When the incident was detected, if that is set. */
export async function detectedAt(ctx: Context, incidentId: string): Promise<Date | null> {
  const row = await ctx.db
    .selectFrom('milestone')
    .select('at')
    .where('incident_id', '=', incidentId)
    .where('kind', '=', 'detected')
    .executeTakeFirst();
  return row?.at ?? null;
}

/**
 * The incidents that started in a time range and that the actor can see, with their teams: when they
 * were detected, else when the impact started or, during an incident, when they were declared.
 */
export async function listIncidentStarts(
  ctx: Context,
  from: Date,
  until: Date,
): Promise<{ id: string; at: Date; teams: string[] }[]> {
  const start = sql<Date>`coalesce(detected.at, impact.at, case when incident.mode = 'standard' then incident.created_at end)`;
  return visibleIncidents(ctx)
    .leftJoin('milestone as detected', (join) =>
      join.onRef('detected.incident_id', '=', 'incident.id').on('detected.kind', '=', 'detected'),
    )
    .leftJoin('milestone as impact', (join) =>
      join.onRef('impact.incident_id', '=', 'incident.id').on('impact.kind', '=', 'impact-started'),
    )
    .select(['incident.id', 'incident.teams', start.as('at')])
    .where(start, '>=', from)
    .where(start, '<', until)
    .where('incident.mode', '<>', 'exercise')
    .execute();
}

/** A subquery of the ids of events at which incidents were mitigated. */
export function mitigationEventIds(ctx: Context) {
  return ctx.db
    .selectFrom('milestone')
    .select('milestone.event_id')
    .where('milestone.kind', '=', 'mitigated')
    .where('milestone.event_id', 'is not', null);
}

/** One milestone, locked to the end of the transaction; null if it is not set. */
export async function lockMilestone(
  ctx: Context,
  incidentId: string,
  kind: MilestoneKind,
): Promise<Milestone | null> {
  const row = await ctx.db
    .selectFrom('milestone')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .where('kind', '=', kind)
    .forUpdate()
    .executeTakeFirst();
  return row ? present(row) : null;
}

export type NewMilestone = Pick<Milestone, 'kind' | 'at' | 'precision' | 'eventId' | 'note'>;

/**
 * Errors: `conflict` with the current milestone if it was set, changed or cleared since `version`
 * (null: not set) was read.
 */
export async function saveMilestone(
  ctx: Context,
  incident: Authorized<IncidentRow>,
  milestone: NewMilestone,
  version: number | null,
): Promise<Milestone> {
  const values = {
    at: new Date(milestone.at),
    precision: milestone.precision,
    event_id: milestone.eventId,
    note: milestone.note,
    set_at: ctx.clock.now(),
    set_by: jsonb(actorRef(ctx.actor)),
  };
  const saved =
    version === null
      ? await ctx.db
          .insertInto('milestone')
          .values({ incident_id: incident.id, kind: milestone.kind, ...values })
          .onConflict((conflict) => conflict.doNothing())
          .returningAll()
          .executeTakeFirst()
      : await ctx.db
          .updateTable('milestone')
          .set({ ...values, version: version + 1 })
          .where('incident_id', '=', incident.id)
          .where('kind', '=', milestone.kind)
          .where('version', '=', version)
          .returningAll()
          .executeTakeFirst();
  return saved ? present(saved) : refuseStale(ctx, incident, milestone.kind);
}

/** Errors: `conflict` as `saveMilestone`. */
export async function deleteMilestone(
  ctx: Context,
  incident: Authorized<IncidentRow>,
  kind: MilestoneKind,
  version: number,
): Promise<void> {
  const result = await ctx.db
    .deleteFrom('milestone')
    .where('incident_id', '=', incident.id)
    .where('kind', '=', kind)
    .where('version', '=', version)
    .executeTakeFirst();
  if (result.numDeletedRows === 0n) await refuseStale(ctx, incident, kind);
}

async function refuseStale(
  ctx: Context,
  incident: IncidentRow,
  kind: MilestoneKind,
): Promise<never> {
  const current = await lockMilestone(ctx, incident.id, kind);
  throw new DomainError(
    'conflict',
    current
      ? `${current.setBy.name} set this milestone while you were editing. Check its time, then set it again.`
      : 'This milestone was cleared while you were editing. Set it again if you need it.',
    { current },
  );
}
