import type { BundleOf } from '@debrief/contract';
import { sql } from 'kysely';
import { plainActorRef, type Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import type { IncidentRow } from './rows.ts';

type IncidentLine = BundleOf<'incident'>;
type MilestoneLine = BundleOf<'milestone'>;

/** A bundle takes its number over up to here: a made-up one must not use up the numbers. */
const highestTakenOver = 1_000_000;

/** What the incident was called where it was first exported. */
export function toOriginRef(row: IncidentRow): string {
  return row.origin_ref ?? `INC-${row.number}`;
}

export function incidentLine(row: IncidentRow): IncidentLine {
  return {
    type: 'incident',
    id: row.id,
    title: row.title,
    summary: row.summary,
    severity: row.severity,
    status: row.status,
    mode: row.mode,
    visibility: row.visibility,
    zone: row.zone,
    services: row.services,
    teams: row.teams,
    isDemo: row.is_demo,
    createdAt: row.created_at.toISOString(),
    createdBy: plainActorRef(row.created_by),
    updatedAt: row.updated_at.toISOString(),
    version: row.version,
  };
}

/** Inserts the incident of a bundle under the number that it had, where that is free, else under the next one. */
export async function insertBundledIncident(
  ctx: Context,
  line: IncidentLine,
  ref: string,
): Promise<IncidentRow> {
  const number = Number(ref.slice('INC-'.length));
  const values = {
    id: line.id,
    title: line.title,
    summary: line.summary,
    severity: line.severity,
    status: line.status,
    mode: line.mode,
    visibility: line.visibility,
    zone: line.zone,
    services: line.services,
    teams: line.teams,
    is_demo: line.isDemo,
    created_at: new Date(line.createdAt),
    created_by: jsonb(line.createdBy),
    updated_at: new Date(line.updatedAt),
    version: line.version,
    origin_ref: ref,
  };
  if (number <= highestTakenOver) {
    // First the sequence, so that nobody is given the number meanwhile.
    await sql`select setval('incident_number', ${number}::bigint) from incident_number where last_value < ${number} or not is_called`.execute(
      ctx.db,
    );
    const row = await ctx.db
      .insertInto('incident')
      .values({ ...values, number })
      .onConflict((conflict) => conflict.column('number').doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row) return row;
  }
  return ctx.db.insertInto('incident').values(values).returningAll().executeTakeFirstOrThrow();
}

/** The milestones of an incident, by the letters of their kinds. The caller has made sure that the actor sees the incident. */
export async function milestoneLines(ctx: Context, incidentId: string): Promise<MilestoneLine[]> {
  const rows = await ctx.db
    .selectFrom('milestone')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .execute();
  const lines = rows.map((row): MilestoneLine => ({
    type: 'milestone',
    kind: row.kind,
    at: row.at.toISOString(),
    precision: row.precision,
    eventId: row.event_id,
    note: row.note,
    setAt: row.set_at.toISOString(),
    setBy: plainActorRef(row.set_by),
    version: row.version,
  }));
  return lines.toSorted((one, other) => (one.kind < other.kind ? -1 : 1));
}

export async function insertMilestones(
  ctx: Context,
  incidentId: string,
  lines: readonly MilestoneLine[],
): Promise<void> {
  await ctx.db
    .insertInto('milestone')
    .values(
      lines.map((line) => ({
        incident_id: incidentId,
        kind: line.kind,
        at: new Date(line.at),
        precision: line.precision,
        event_id: line.eventId,
        note: line.note,
        set_at: new Date(line.setAt),
        set_by: jsonb(line.setBy),
        version: line.version,
      })),
    )
    .execute();
}
