import { type Entry, type EntryType, type FactorLink, DomainError } from '@debrief/contract';
import type { EntryState } from '@debrief/rules/inquiry';
import { sql } from 'kysely';
import { may, type Authorized, incidentIdsHiddenFrom, incidentIdsSeenBy } from '../access/index.ts';
import { actorRef, type Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import { citationsByClaim, saveCitations, type CitedPart } from '../evidence/index.ts';
import { incidentByRef, type IncidentRow } from '../incident/index.ts';
import { beganAt } from '../timeline/index.ts';
import { presentEntry } from './present.ts';
import type { EntryRow } from './tables.ts';

export interface EntryInIncident {
  incident: IncidentRow;
  state: EntryState;
}

function stateOf(row: EntryRow, citations: readonly CitedPart[]): EntryState {
  return {
    id: row.id,
    type: row.type,
    statement: row.statement,
    at: row.at.toISOString(),
    precision: row.precision,
    content: row.content,
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

/** An entry of a visible incident, removed ones too, locked to the end of the transaction. Errors: `not-found`. */
export async function entryById(ctx: Context, id: string): Promise<EntryInIncident> {
  const row = await ctx.db
    .selectFrom('entry')
    .selectAll()
    .where('id', '=', id)
    .where('incident_id', 'in', incidentIdsSeenBy(ctx))
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'Finding not found.');
  const citations = await citationsByClaim(ctx, row.incident_id, 'entry', [id]);
  return {
    incident: await incidentByRef(ctx, row.incident_id),
    state: stateOf(row, citations.get(id) ?? []),
  };
}

/** As `entryById`; a removed entry is not found. */
export async function standingEntry(ctx: Context, id: string): Promise<EntryInIncident> {
  const entry = await entryById(ctx, id);
  if (entry.state.isRemoved)
    throw new DomainError(
      'not-found',
      'This finding was removed. Undo the removal before you change it.',
    );
  return entry;
}

export async function hasEntry(ctx: Context, id: string): Promise<boolean> {
  return (
    (await ctx.db.selectFrom('entry').select('id').where('id', '=', id).executeTakeFirst()) !==
    undefined
  );
}

export async function insertEntry(
  ctx: Context,
  incident: Authorized<IncidentRow>,
  state: EntryState,
): Promise<EntryState> {
  const now = ctx.clock.now();
  const by = jsonb(actorRef(ctx.actor));
  await ctx.db
    .insertInto('entry')
    .values({
      id: state.id,
      incident_id: incident.id,
      type: state.type,
      ...columnsOf(state),
      created_at: now,
      created_by: by,
      updated_at: now,
      updated_by: by,
      removed_at: null,
    })
    .execute();
  await saveCitations(ctx, { incidentId: incident.id, entryId: state.id }, state.citations);
  return state;
}

function columnsOf(state: EntryState) {
  return {
    statement: state.statement,
    at: new Date(state.at),
    precision: state.precision,
    content: jsonb(state.content),
  };
}

/** Errors: `conflict` with the entry as it is now, where somebody saved since `version` was read. */
export async function saveEntry(
  ctx: Context,
  incident: Authorized<IncidentRow>,
  state: EntryState,
  version: number,
): Promise<EntryState> {
  const now = ctx.clock.now();
  const saved = await ctx.db
    .updateTable('entry')
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
    { incidentId: incident.id, entryId: state.id },
    state.isRemoved ? [] : state.citations,
  );
  return { ...state, version: version + 1 };
}

export async function refuseStale(ctx: Context, incident: IncidentRow, id: string): Promise<never> {
  const [current] = await presentEntries(ctx, incident, [id]);
  throw new DomainError(
    'conflict',
    current
      ? `${current.updatedBy.name} changed this ${current.type} while you were editing. Compare the two versions, then save.`
      : 'This finding was removed while you were editing. Your draft is safe: undo the removal, then save.',
    { current: current ?? null },
  );
}

/** Standing entries in order of time; all of them, or those of the ids. */
export async function presentEntries(
  ctx: Context,
  incident: IncidentRow,
  ids?: readonly string[],
): Promise<Entry[]> {
  if (ids?.length === 0) return [];
  let query = ctx.db
    .selectFrom('entry')
    .selectAll()
    .where('incident_id', '=', incident.id)
    .where('removed_at', 'is', null)
    .orderBy('at')
    .orderBy('id');
  if (ids) query = query.where('id', 'in', [...ids]);
  const rows = await query.execute();
  const citations = await citationsByClaim(ctx, incident.id, 'entry', ids);
  const began = rows.some((row) => row.type === 'decision')
    ? await beganAt(ctx, incident.id)
    : null;
  const canChange = may(ctx.actor, 'incident:write');
  return rows.map((row) => presentEntry(row, citations.get(row.id) ?? [], { began, canChange }));
}

export async function linksOf(ctx: Context, incidentId: string): Promise<FactorLink[]> {
  const rows = await ctx.db
    .selectFrom('factor_link')
    .innerJoin('entry as one', 'one.id', 'factor_link.from_id')
    .innerJoin('entry as other', 'other.id', 'factor_link.to_id')
    .select(['factor_link.id', 'factor_link.from_id', 'factor_link.to_id', 'factor_link.kind'])
    .where('factor_link.incident_id', '=', incidentId)
    .where('one.removed_at', 'is', null)
    .where('other.removed_at', 'is', null)
    .orderBy('factor_link.id')
    .execute();
  return rows.map((row) => ({ id: row.id, from: row.from_id, to: row.to_id, kind: row.kind }));
}

/** Errors: `invalid` for an entry that is no standing factor of the incident. */
export async function refuseUnlessFactors(
  ctx: Context,
  incidentId: string,
  ids: readonly string[],
): Promise<void> {
  const type: EntryType = 'factor';
  const rows = await ctx.db
    .selectFrom('entry')
    .select('id')
    .where('id', 'in', [...ids])
    .where('incident_id', '=', incidentId)
    .where('type', '=', type)
    .where('removed_at', 'is', null)
    .execute();
  if (rows.length !== new Set(ids).size)
    throw new DomainError('invalid', 'Select factors from this incident.');
}

/** Standing factors and decisions by id, for what comes out of them. The caller has made sure that the actor sees their incidents. */
export async function originsOf(
  ctx: Context,
  ids: readonly string[],
): Promise<
  Map<
    string,
    { entryId: string; incidentId: string; type: 'factor' | 'decision'; statement: string }
  >
> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('entry')
    .select(['id', 'incident_id', 'type', 'statement'])
    .where('id', 'in', [...ids])
    .where('removed_at', 'is', null)
    .execute();
  const origins = rows.flatMap((row) =>
    row.type === 'factor' || row.type === 'decision'
      ? [{ entryId: row.id, incidentId: row.incident_id, type: row.type, statement: row.statement }]
      : [],
  );
  return new Map(origins.map((origin) => [origin.entryId, origin]));
}

/** How many entries this account wrote, by incident; of the incidents that the actor sees. */
export async function entriesOfWriter(
  ctx: Context,
  accountId: string,
): Promise<Map<string, number>> {
  const rows = await ctx.db
    .selectFrom('entry')
    .select((eb) => ['incident_id', eb.fn.countAll<string>().as('count')])
    .where('removed_at', 'is', null)
    .where('incident_id', 'not in', incidentIdsHiddenFrom(ctx))
    .where(sql<boolean>`created_by ->> 'id' = ${accountId}`)
    .groupBy('incident_id')
    .execute();
  return new Map(rows.map((row) => [row.incident_id, Number(row.count)]));
}
