import type { ActorRef, BundleOf } from '@debrief/contract';
import type { Context } from '../context.ts';
import { jsonb } from '../db/index.ts';

type EventLine = BundleOf<'event'>;

/** All events of an incident, removed ones too, by id. The caller has made sure that the actor sees the incident. */
export async function eventLines(ctx: Context, incidentId: string): Promise<EventLine[]> {
  const rows = await ctx.db.selectFrom('timeline_event').selectAll().where('incident_id', '=', incidentId).orderBy('id').execute();
  return rows.map((row) => ({
    type: 'event',
    id: row.id,
    title: row.title,
    text: row.text,
    at: row.at.toISOString(),
    until: row.until_at?.toISOString() ?? null,
    precision: row.precision,
    marker: row.marker,
    perspectivePersonId: row.perspective_person_id,
    perspectiveTeam: row.perspective_team,
    recollectionOf: row.recollection_of,
    createdAt: row.created_at.toISOString(),
    createdBy: actorOf(row.created_by),
    updatedAt: row.updated_at.toISOString(),
    updatedBy: actorOf(row.updated_by),
    removedAt: row.removed_at?.toISOString() ?? null,
    version: row.version,
  }));
}

function actorOf({ type, id, name }: ActorRef): ActorRef {
  return { type, id, name };
}

export async function insertEvents(ctx: Context, incidentId: string, lines: readonly EventLine[]): Promise<void> {
  await ctx.db
    .insertInto('timeline_event')
    .values(
      lines.map((line) => ({
        id: line.id,
        incident_id: incidentId,
        title: line.title,
        text: line.text,
        at: new Date(line.at),
        until_at: line.until === null ? null : new Date(line.until),
        precision: line.precision,
        marker: line.marker,
        perspective_person_id: line.perspectivePersonId,
        perspective_team: line.perspectiveTeam,
        recollection_of: line.recollectionOf,
        created_at: new Date(line.createdAt),
        created_by: jsonb(line.createdBy),
        updated_at: new Date(line.updatedAt),
        updated_by: jsonb(line.updatedBy),
        removed_at: line.removedAt === null ? null : new Date(line.removedAt),
        version: line.version,
      })),
    )
    .execute();
}
