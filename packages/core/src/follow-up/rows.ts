import { type FollowUp, DomainError } from '@debrief/contract';
import type { KeptFollowUp } from '@debrief/rules/follow-up';
import { sql } from 'kysely';
import { may, type Authorized, incidentIdsHiddenFrom, incidentIdsSeenBy } from '../access/index.ts';
import { actorRef, type Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import { citationsByClaim, saveCitations, type CitedPart } from '../evidence/index.ts';
import { incidentByRef, type IncidentRow } from '../incident/index.ts';
import { originsOf } from '../inquiry/index.ts';
import { dayOf, isOverdue, presentFollowUp } from './present.ts';
import type { FollowUpRow } from './tables.ts';

export interface FollowUpInIncident {
  incident: IncidentRow;
  state: KeptFollowUp;
}

function stateOf(row: FollowUpRow, citations: readonly CitedPart[]): KeptFollowUp {
  return {
    id: row.id,
    text: row.text,
    intent: row.intent,
    originId: row.origin_id,
    owner: row.owner,
    endState: row.end_state,
    dueOn: row.due_on,
    trackerUrl: row.tracker_url,
    state: row.state,
    stateAt: row.state_at.toISOString(),
    verification: row.verification,
    declineReason: row.decline_reason,
    meant: row.meant,
    citations: citations.map(({ id, evidenceId, quoteStart, quoteEnd, stance, part }) => ({
      id,
      evidenceId,
      quoteStart,
      quoteEnd,
      stance,
      part,
    })),
    isRemoved: row.removed_at !== null,
    version: row.version,
  };
}

/** A follow-up of a visible incident, removed ones too, locked to the end of the transaction. Errors: `not-found`. */
export async function followUpById(ctx: Context, id: string): Promise<FollowUpInIncident> {
  const row = await ctx.db
    .selectFrom('follow_up')
    .selectAll()
    .where('id', '=', id)
    .where('incident_id', 'in', incidentIdsSeenBy(ctx))
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'Follow-up not found.');
  const citations = await citationsByClaim(ctx, row.incident_id, 'follow-up', [id]);
  return {
    incident: await incidentByRef(ctx, row.incident_id),
    state: stateOf(row, citations.get(id) ?? []),
  };
}

/** As `followUpById`; a removed follow-up is not found. */
export async function standingFollowUp(ctx: Context, id: string): Promise<FollowUpInIncident> {
  const found = await followUpById(ctx, id);
  if (found.state.isRemoved)
    throw new DomainError(
      'not-found',
      'This follow-up was removed. Undo the removal before you change it.',
    );
  return found;
}

export async function hasFollowUp(ctx: Context, id: string): Promise<boolean> {
  return (
    (await ctx.db.selectFrom('follow_up').select('id').where('id', '=', id).executeTakeFirst()) !==
    undefined
  );
}

function columnsOf(state: KeptFollowUp) {
  return {
    text: state.text,
    intent: state.intent,
    origin_id: state.originId,
    owner: state.owner === null ? null : jsonb(state.owner),
    end_state: state.endState,
    due_on: state.dueOn,
    tracker_url: state.trackerUrl,
    state: state.state,
    state_at: new Date(state.stateAt),
    verification: state.verification,
    decline_reason: state.declineReason,
    meant: jsonb(state.meant),
  };
}

export async function insertFollowUp(
  ctx: Context,
  incident: Authorized<IncidentRow>,
  state: KeptFollowUp,
): Promise<KeptFollowUp> {
  const now = ctx.clock.now();
  const by = jsonb(actorRef(ctx.actor));
  await ctx.db
    .insertInto('follow_up')
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
  return state;
}

/** Errors: `conflict` with the follow-up as it is now, where somebody saved since `version` was read. */
export async function saveFollowUp(
  ctx: Context,
  incident: Authorized<IncidentRow>,
  state: KeptFollowUp,
  version: number,
): Promise<KeptFollowUp> {
  const now = ctx.clock.now();
  const saved = await ctx.db
    .updateTable('follow_up')
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
    { incidentId: incident.id, followUpId: state.id },
    state.isRemoved ? [] : state.citations,
  );
  return { ...state, version: version + 1 };
}

/** Errors: `conflict` with the follow-up as it is now. */
export async function refuseStale(ctx: Context, incident: IncidentRow, id: string): Promise<never> {
  const [current] = await presentFollowUps(ctx, incident, [id]);
  throw new DomainError(
    'conflict',
    current
      ? `${current.updatedBy.name} changed this follow-up while you were editing. Compare the two versions, then save.`
      : 'This follow-up was removed while you were editing. Your draft is safe: undo the removal, then save.',
    { current: current ?? null },
  );
}

/** Standing follow-ups of an incident, all or those of the ids, those that wait first. The caller has made sure that the actor sees the incident. */
export async function presentFollowUps(
  ctx: Context,
  incident: IncidentRow,
  ids?: readonly string[],
): Promise<FollowUp[]> {
  if (ids?.length === 0) return [];
  let query = ctx.db
    .selectFrom('follow_up')
    .selectAll()
    .where('incident_id', '=', incident.id)
    .where('removed_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id');
  if (ids) query = query.where('id', 'in', [...ids]);
  return presentRows(ctx, new Map([[incident.id, incident]]), await query.execute());
}

/** Rows of visible incidents as people read them, in their order. */
export async function presentRows(
  ctx: Context,
  incidents: ReadonlyMap<string, IncidentRow>,
  rows: readonly FollowUpRow[],
): Promise<FollowUp[]> {
  const origins = await originsOf(
    ctx,
    rows.flatMap((row) => row.origin_id ?? []),
  );
  const citations = new Map<string, CitedPart[]>();
  for (const incidentId of new Set(
    rows.filter((row) => row.state === 'verified').map((row) => row.incident_id),
  )) {
    const ids = rows.filter((row) => row.incident_id === incidentId).map((row) => row.id);
    for (const [id, cited] of await citationsByClaim(ctx, incidentId, 'follow-up', ids))
      citations.set(id, cited);
  }
  const canChange = may(ctx.actor, 'incident:write');
  const today = dayOf(ctx.clock.now());
  return rows.flatMap((row) => {
    const incident = incidents.get(row.incident_id);
    if (!incident) return [];
    const more = {
      origin: origins.get(row.origin_id ?? '') ?? null,
      citations: citations.get(row.id) ?? [],
      canChange,
      isOverdue: isOverdue(row, today),
    };
    return [presentFollowUp(row, incident, more)];
  });
}

/** How many follow-ups this account owns, by incident; of the incidents that the actor sees. */
export async function followUpsOwnedBy(
  ctx: Context,
  accountId: string,
): Promise<Map<string, number>> {
  const rows = await ctx.db
    .selectFrom('follow_up')
    .select((eb) => ['incident_id', eb.fn.countAll<string>().as('count')])
    .where('removed_at', 'is', null)
    .where('incident_id', 'not in', incidentIdsHiddenFrom(ctx))
    .where(sql<boolean>`owner ->> 'type' = 'account' and owner ->> 'accountId' = ${accountId}`)
    .groupBy('incident_id')
    .execute();
  return new Map(rows.map((row) => [row.incident_id, Number(row.count)]));
}
