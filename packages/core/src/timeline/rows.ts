import {
  type Citation,
  type Perspective,
  type Precision,
  type TimelineEvent,
  DomainError,
} from '@debrief/contract';
import type { EventState } from '@debrief/rules/timeline';
import { sql, type Selectable } from 'kysely';
import { may, type Authorized, incidentIdsHiddenFrom, incidentIdsSeenBy } from '../access/index.ts';
import { actorRef, type Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import { citationsByClaim, saveCitations } from '../evidence/index.ts';
import { detectedAt, incidentByRef, type IncidentRow } from '../incident/index.ts';
import { personNames } from '../identity/index.ts';
import type { TimelineTables } from './tables.ts';

type EventRow = Selectable<TimelineTables['timeline_event']>;

/** An event with its incident, as a verb loads it. */
export interface EventInIncident {
  incident: IncidentRow;
  state: EventState;
}

function perspectiveOf(row: EventRow): Perspective {
  if (row.perspective_person_id) return { type: 'person', personId: row.perspective_person_id };
  return row.perspective_team ? { type: 'team', team: row.perspective_team } : { type: 'shared' };
}

function stateOf(row: EventRow, citations: readonly Citation[]): EventState {
  return {
    id: row.id,
    title: row.title,
    text: row.text,
    at: row.at.toISOString(),
    until: row.until_at?.toISOString() ?? null,
    precision: row.precision,
    marker: row.marker,
    perspective: perspectiveOf(row),
    recollectionOf: row.recollection_of,
    citations: citations.map(({ id, evidenceId, quoteStart, quoteEnd, stance }) => ({
      id,
      evidenceId,
      quoteStart,
      quoteEnd,
      stance,
      part: null,
    })),
    isRemoved: row.removed_at !== null,
    version: row.version,
  };
}

/** Events of visible incidents by id, removed ones too, locked to the end of the transaction. Errors: `not-found`. */
export async function eventById(ctx: Context, id: string): Promise<EventInIncident> {
  const row = await ctx.db
    .selectFrom('timeline_event')
    .selectAll()
    .where('id', '=', id)
    .where('incident_id', 'in', incidentIdsSeenBy(ctx))
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'Event not found.');
  const citations = await citationsByClaim(ctx, row.incident_id, 'event', [id]);
  return {
    incident: await incidentByRef(ctx, row.incident_id),
    state: stateOf(row, citations.get(id) ?? []),
  };
}

/** As `eventById`; a removed event is not found. */
export async function standingEvent(ctx: Context, id: string): Promise<EventInIncident> {
  const event = await eventById(ctx, id);
  if (event.state.isRemoved)
    throw new DomainError(
      'not-found',
      'This event was removed from the timeline. Undo the removal before you change it.',
    );
  return event;
}

export async function hasEvent(ctx: Context, id: string): Promise<boolean> {
  return (
    (await ctx.db
      .selectFrom('timeline_event')
      .select('id')
      .where('id', '=', id)
      .executeTakeFirst()) !== undefined
  );
}

function columnsOf(state: EventState) {
  return {
    title: state.title,
    text: state.text,
    at: new Date(state.at),
    until_at: state.until === null ? null : new Date(state.until),
    precision: state.precision,
    marker: state.marker,
    perspective_person_id: state.perspective.type === 'person' ? state.perspective.personId : null,
    perspective_team: state.perspective.type === 'team' ? state.perspective.team : null,
    recollection_of: state.recollectionOf,
  };
}

export async function insertEvent(
  ctx: Context,
  incident: Authorized<IncidentRow>,
  state: EventState,
): Promise<EventState> {
  const now = ctx.clock.now();
  const by = jsonb(actorRef(ctx.actor));
  await ctx.db
    .insertInto('timeline_event')
    .values({
      id: state.id,
      incident_id: incident.id,
      ...columnsOf(state),
      created_at: now,
      created_by: by,
      updated_at: now,
      updated_by: by,
      removed_at: null,
    })
    .execute();
  await saveCitations(ctx, { incidentId: incident.id, eventId: state.id }, state.citations);
  return state;
}

/** Errors: `conflict` with the event as it is now, where somebody saved since `version` was read. */
export async function saveEvent(
  ctx: Context,
  incident: Authorized<IncidentRow>,
  state: EventState,
  version: number,
): Promise<EventState> {
  const now = ctx.clock.now();
  const saved = await ctx.db
    .updateTable('timeline_event')
    .set({
      ...columnsOf(state),
      updated_at: now,
      updated_by: jsonb(actorRef(ctx.actor)),
      removed_at: state.isRemoved ? now : null,
      version: version + 1,
    })
    .where('id', '=', state.id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (saved.numUpdatedRows === 0n) await refuseStale(ctx, incident, state.id);
  await saveCitations(
    ctx,
    { incidentId: incident.id, eventId: state.id },
    state.isRemoved ? [] : state.citations,
  );
  return { ...state, version: version + 1 };
}

/** Errors: `conflict` with the event as it is now. */
export async function refuseStale(ctx: Context, incident: IncidentRow, id: string): Promise<never> {
  const [current] = await presentEvents(ctx, incident, [id]);
  throw new DomainError(
    'conflict',
    current
      ? `${current.updatedBy.name} edited this event while you were. Compare the two versions, then save.`
      : 'This event was removed while you were editing. Your draft is safe: restore the event, or add it again.',
    { current: current ?? null },
  );
}

/** Standing events in order of time, with their citations; all of them, or those of the ids. */
export async function presentEvents(
  ctx: Context,
  incident: IncidentRow,
  ids?: readonly string[],
): Promise<TimelineEvent[]> {
  if (ids?.length === 0) return [];
  let query = ctx.db
    .selectFrom('timeline_event')
    .selectAll()
    .where('incident_id', '=', incident.id)
    .where('removed_at', 'is', null)
    .orderBy('at')
    .orderBy('id');
  if (ids) query = query.where('id', 'in', [...ids]);
  const rows = await query.execute();
  const citations = await citationsByClaim(ctx, incident.id, 'event', ids);
  const names = await personNames(
    ctx,
    rows.flatMap((row) => row.perspective_person_id ?? []),
  );
  const canChange = may(ctx.actor, 'incident:write');
  return rows.map((row) => {
    const cited = citations.get(row.id) ?? [];
    const { isRemoved: _, citations: __, ...state } = stateOf(row, []);
    return {
      ...state,
      incidentId: row.incident_id,
      perspectiveName: row.perspective_person_id
        ? (names.get(row.perspective_person_id) ?? null)
        : row.perspective_team,
      citations: cited.map(({ part: _part, ...citation }) => citation),
      isRecollection: cited.length === 0,
      createdAt: row.created_at.toISOString(),
      createdBy: row.created_by,
      updatedAt: row.updated_at.toISOString(),
      updatedBy: row.updated_by,
      can: { change: canChange },
    };
  });
}

/** How many events the timelines of these incidents have. The caller has made sure that the actor sees them. */
export async function eventCounts(
  ctx: Context,
  incidentIds: readonly string[],
): Promise<Map<string, number>> {
  if (incidentIds.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('timeline_event')
    .select((eb) => ['incident_id', eb.fn.countAll<string>().as('count')])
    .where('incident_id', 'in', [...incidentIds])
    .where('removed_at', 'is', null)
    .groupBy('incident_id')
    .execute();
  return new Map(rows.map((row) => [row.incident_id, Number(row.count)]));
}

/** When the incident began for its responders: the milestone `detected`, else its first event of detection, else its first event. */
export async function beganAt(ctx: Context, incidentId: string): Promise<Date | null> {
  const milestone = await detectedAt(ctx, incidentId);
  if (milestone) return milestone;
  const rows = await ctx.db
    .selectFrom('timeline_event')
    .select((eb) => ['marker', eb.fn.min('at').as('at')])
    .where('incident_id', '=', incidentId)
    .where('removed_at', 'is', null)
    .groupBy('marker')
    .execute();
  const detected = rows.find((row) => row.marker === 'detection');
  return (
    detected?.at ??
    rows.map((row) => row.at).toSorted((a, b) => a.getTime() - b.getTime())[0] ??
    null
  );
}

/** When a standing event of an incident was, for what is taken from it; null where there is no such event. */
export async function eventTime(
  ctx: Context,
  incidentId: string,
  id: string,
): Promise<{ at: Date; precision: Precision } | null> {
  const row = await ctx.db
    .selectFrom('timeline_event')
    .select(['at', 'precision'])
    .where('id', '=', id)
    .where('incident_id', '=', incidentId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}

/** How many events this account wrote down, or are told as one of these persons saw them, by incident; of the incidents that the actor sees. */
export async function eventsOfWriter(
  ctx: Context,
  accountId: string,
  personIds: readonly string[],
): Promise<Map<string, number>> {
  // Two searches by their indexes; as one condition they would be none.
  const result = await sql<{ incident_id: string; count: number }>`
    select incident_id, count(*)::int as count from (
      select id, incident_id from timeline_event where removed_at is null and created_by ->> 'id' = ${accountId}
      union
      select id, incident_id from timeline_event where removed_at is null and perspective_person_id = any(${[...personIds]}::uuid[])
    ) event where incident_id not in (${incidentIdsHiddenFrom(ctx)}) group by incident_id`.execute(
    ctx.db,
  );
  return new Map(result.rows.map((row) => [row.incident_id, row.count]));
}
