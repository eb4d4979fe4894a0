import type { MeetingPosition, OwnPart } from '@debrief/contract';
import type { KeptMeeting } from '@debrief/rules/meeting';
import { sql } from 'kysely';
import { incidentIdsSeenBy, type Authorized } from '../access/index.ts';
import type { Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import type { IncidentRow } from '../incident/index.ts';
import { loadItem } from '../item/index.ts';
import { publishStep } from '../publish-step.ts';
import { meetingItem } from './item.ts';

/** The meeting of a visible incident, also a removed one; null if there never was one. */
export async function findMeeting(ctx: Context, incidentId: string): Promise<KeptMeeting | null> {
  const row = await ctx.db
    .selectFrom('meeting')
    .select('id')
    .where('incident_id', '=', incidentId)
    .where('incident_id', 'in', incidentIdsSeenBy(ctx))
    .executeTakeFirst();
  return row ? (await loadItem(ctx, meetingItem, row.id)).state : null;
}

/** How many people attended the meetings of visible incidents. */
export async function countAttendees(ctx: Context, incidentId: string): Promise<number | null> {
  const row = await ctx.db
    .selectFrom('meeting')
    .select('attendees')
    .where('incident_id', '=', incidentId)
    .where('incident_id', 'in', incidentIdsSeenBy(ctx))
    .where('removed_at', 'is', null)
    .where('state', 'in', ['running', 'ended'])
    .executeTakeFirst();
  return row ? row.attendees.length : null;
}

export async function loadPosition(ctx: Context, id: string): Promise<MeetingPosition | null> {
  const row = await ctx.db
    .selectFrom('meeting')
    .select('position')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.position ?? null;
}

/** A meeting that is planned again after its removal starts without what was counted before. */
export async function clearParts(
  ctx: Context,
  _incident: Authorized<IncidentRow>,
  id: string,
): Promise<void> {
  await ctx.db.deleteFrom('meeting_part').where('meeting_id', '=', id).execute();
  await ctx.db.updateTable('meeting').set({ position: null }).where('id', '=', id).execute();
}

export async function savePosition(
  ctx: Context,
  _incident: Authorized<IncidentRow>,
  id: string,
  position: MeetingPosition,
): Promise<void> {
  await ctx.db
    .updateTable('meeting')
    .set({ position: jsonb(position) })
    .where('id', '=', id)
    .execute();
}

/** What people did in a meeting, by person; the caller makes counts of it. */
export async function loadParts(
  ctx: Context,
  id: string,
): Promise<(OwnPart & { person: string; shown: OwnPart })[]> {
  const rows = await ctx.db
    .selectFrom('meeting_part')
    .selectAll()
    .where('meeting_id', '=', id)
    .execute();
  return rows.map(({ person, has_read: hasRead, learned, survey, ...row }) => ({
    person,
    hasRead,
    learned,
    survey,
    shown: { hasRead: row.read_shown, learned: row.learned_shown, survey: row.survey_shown },
  }));
}

/** Each is published for itself, so that a step is five people who did the same kind of thing. */
const published = [
  [sql`has_read`, sql`read_shown`],
  [sql`learned`, sql`learned_shown`],
  [sql`survey`, sql`survey_shown`],
] as const;

/** The caller holds the lock of the incident. */
export async function savePart(
  ctx: Context,
  _incident: Authorized<IncidentRow>,
  { meetingId, person, part }: { meetingId: string; person: string; part: OwnPart },
): Promise<void> {
  const values = {
    has_read: part.hasRead,
    learned: jsonb(part.learned),
    survey: part.survey === null ? null : jsonb(part.survey),
  };
  await ctx.db
    .insertInto('meeting_part')
    .values({ meeting_id: meetingId, person, ...values })
    .onConflict((conflict) => conflict.columns(['meeting_id', 'person']).doUpdateSet(values))
    .execute();
  const rows = sql`meeting_id = ${meetingId}`;
  for (const [value, shown] of published)
    await publishStep(ctx, { table: 'meeting_part', rows, value, shown });
}
