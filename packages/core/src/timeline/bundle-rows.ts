import type { BundleOf } from '@debrief/contract';
import { authorshipColumns, authorshipLine } from '../activity/index.ts';
import type { Context } from '../context.ts';

type EventLine = BundleOf<'event'>;

/** All events of an incident, removed ones too, by id. The caller has made sure that the actor sees the incident. */
export async function eventLines(ctx: Context, incidentId: string): Promise<EventLine[]> {
  const rows = await ctx.db
    .selectFrom('timeline_event')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .orderBy('id')
    .execute();
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
    ...authorshipLine(row),
  }));
}

export async function insertEvents(
  ctx: Context,
  incidentId: string,
  lines: readonly EventLine[],
): Promise<void> {
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
        ...authorshipColumns(line),
      })),
    )
    .execute();
}
