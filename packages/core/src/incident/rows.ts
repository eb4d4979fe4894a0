import {
  type Incident,
  type Severity,
  type Status,
  type Visibility,
  DomainError,
} from '@debrief/contract';
import { sql, type Selectable } from 'kysely';
import { may, visibleIncidents, type Authorized, mayIn } from '../access/index.ts';
import { actorRef, getAccountId, type Context } from '../context.ts';
import { jsonb } from '../db/index.ts';
import type { IncidentTables } from './tables.ts';

export type IncidentRow = Selectable<IncidentTables['incident']>;

/** The services and teams of visible incidents, by name. */
export async function namedByIncidents(
  ctx: Context,
): Promise<{ services: string[]; teams: string[] }> {
  const result = await sql<{ services: string[]; teams: string[] }>`
    with seen as (${visibleIncidents(ctx).select(['incident.services', 'incident.teams'])})
    select array(select distinct name from seen, unnest(services) name order by name) as services, array(select distinct name from seen, unnest(teams) name order by name) as teams`.execute(
    ctx.db,
  );
  return result.rows[0] ?? { services: [], teams: [] };
}

/** The services that incidents name, as they write them, with the incidents that the actor can see. */
export async function listServiceWords(
  ctx: Context,
): Promise<{ word: string; incidentIds: string[] }[]> {
  const { rows } = await sql<{ word: string; incidentIds: string[] }>`
    with seen as (${visibleIncidents(ctx).where('incident.archived_at', 'is', null).select(['incident.id', 'incident.services'])})
    select word, array_agg(id) as "incidentIds" from seen, unnest(services) word group by word order by word`.execute(
    ctx.db,
  );
  return rows;
}

/** Errors: `not-found`, also if the incident is private and the actor is not a member. */
export async function incidentByRef(ctx: Context, ref: string): Promise<IncidentRow> {
  const number = /^INC-([1-9]\d{0,8})$/i.exec(ref)?.[1];
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(ref);
  const row =
    number || isId
      ? await visibleIncidents(ctx)
          .selectAll('incident')
          .where((eb) =>
            number
              ? eb('incident.number', '=', Number(number))
              : eb('incident.id', '=', ref.toLowerCase()),
          )
          .executeTakeFirst()
      : undefined;
  if (!row)
    throw new DomainError(
      'not-found',
      (number || isId ? await describeDeleted(ctx, number ?? null, ref) : null) ??
        `${ref.slice(0, 60)} doesn't exist, or you don't have access.`,
    );
  return row;
}

/** That the incident was deleted, to those who could see it. */
async function describeDeleted(
  ctx: Context,
  number: string | null,
  id: string,
): Promise<string | null> {
  const row = await ctx.db
    .selectFrom('deleted_incident')
    .selectAll()
    .where((eb) => (number ? eb('number', '=', Number(number)) : eb('id', '=', id.toLowerCase())))
    .orderBy('deleted_at', 'desc')
    .executeTakeFirst();
  if (!row || !may(ctx.actor, 'incident:read')) return null;
  const isSeen = row.seen_by === null || row.seen_by.includes(getAccountId(ctx.actor) ?? '');
  return isSeen
    ? `INC-${row.number} was deleted on ${row.deleted_at.toISOString().slice(0, 10)}.`
    : null;
}

/** Visible incidents by id. */
export async function incidentsByIds(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, IncidentRow>> {
  if (ids.length === 0) return new Map();
  const rows = await visibleIncidents(ctx)
    .selectAll('incident')
    .where('incident.id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

const closed: readonly Status[] = ['closed', 'declined', 'merged'];

/** Those of these incidents on which people can still work, also hidden ones. */
export async function listOpenIncidentIds(ctx: Context, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await ctx.db
    .selectFrom('incident')
    .select('id')
    .where('id', 'in', [...ids])
    .where('archived_at', 'is', null)
    .where('status', 'not in', closed)
    .execute();
  return rows.map((row) => row.id);
}

/**
 * Whether an account can see an incident: one for everyone, or a private one of which it is a
 * member.
 */
export async function isSeenBy(
  ctx: Context,
  incident: IncidentRow,
  accountId: string,
): Promise<boolean> {
  if (incident.visibility === 'everyone') return true;
  const member = ctx.db
    .selectFrom('incident_member')
    .select('account_id')
    .where('incident_id', '=', incident.id)
    .where('account_id', '=', accountId);
  return (await member.executeTakeFirst()) !== undefined;
}

/** The visibility of an incident, locked to the end of the transaction. */
export async function lockVisibility(ctx: Context, incidentId: string): Promise<Visibility> {
  const row = await ctx.db
    .selectFrom('incident')
    .select('visibility')
    .where('id', '=', incidentId)
    .forShare()
    .executeTakeFirstOrThrow();
  return row.visibility;
}

export function presentIncident(ctx: Context, row: IncidentRow): Incident {
  const isArchived = row.archived_at !== null;
  const canChange = mayIn(row, ctx.actor, 'incident:write');
  const canManage = may(ctx.actor, 'incident:manage');
  return {
    id: row.id,
    ref: `INC-${row.number}`,
    title: row.title,
    summary: row.summary,
    severity: row.severity,
    status: row.status,
    mode: row.mode,
    visibility: row.visibility,
    zone: row.zone,
    services: row.services,
    teams: row.teams,
    obligations: row.obligations,
    isDemo: row.is_demo,
    archivedAt: row.archived_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    updatedAt: row.updated_at.toISOString(),
    version: row.version,
    can: {
      change: canChange,
      import: mayIn(row, ctx.actor, 'evidence:import'),
      manageMembers: canChange && row.visibility === 'private',
      archive: canManage && !isArchived,
      unarchive: canManage && isArchived,
      delete: canManage,
    },
  };
}

/**
 * Visible incidents that contain each of the words, newest first. `before` is the last number of
 * the previous page.
 */
export async function incidentRows(
  ctx: Context,
  filter: {
    text?: string | undefined;
    status?: Status | undefined;
    severity?: Severity | undefined;
    archived?: 'true' | 'false' | undefined;
    among?: readonly string[];
    before: number | null;
    limit: number;
  },
): Promise<IncidentRow[]> {
  let query = visibleIncidents(ctx)
    .selectAll('incident')
    .orderBy('incident.number', 'desc')
    .limit(filter.limit)
    .where('incident.archived_at', filter.archived === 'true' ? 'is not' : 'is', null);
  if (filter.before !== null) query = query.where('incident.number', '<', filter.before);
  if (filter.among)
    query = query.where(sql<boolean>`incident.id = any(${[...filter.among]}::uuid[])`);
  if (filter.status) query = query.where('incident.status', '=', filter.status);
  if (filter.severity) query = query.where('incident.severity', '=', filter.severity);
  for (const word of filter.text?.split(/\s+/).filter(Boolean) ?? []) {
    const pattern = `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    query = query.where((eb) =>
      eb.or([
        eb('title', 'ilike', pattern),
        eb('summary', 'ilike', pattern),
        eb(sql<string>`'INC-' || number`, 'ilike', pattern),
      ]),
    );
  }
  return query.execute();
}

export async function insertIncident(
  ctx: Context,
  row: Omit<IncidentRow, 'number' | 'version' | 'origin_ref' | 'archived_at'> & { number?: number },
): Promise<IncidentRow> {
  return ctx.db
    .insertInto('incident')
    .values({ ...row, created_by: jsonb(row.created_by) })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Errors: `conflict` with the current state if someone saved since `version` was read. */
export async function saveIncident(
  ctx: Context,
  incident: Authorized<IncidentRow>,
  change: Partial<IncidentRow>,
  version: number,
): Promise<IncidentRow> {
  const saved = await ctx.db
    .updateTable('incident')
    .set({ ...withoutActor(change), version: version + 1, updated_at: ctx.clock.now() })
    .where('id', '=', incident.id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
  if (saved) return saved;
  const current = presentIncident(ctx, await incidentByRef(ctx, incident.id));
  throw new DomainError(
    'conflict',
    `${current.ref} changed while you were editing. Compare both versions, then save.`,
    {
      current,
    },
  );
}

function withoutActor(change: Partial<IncidentRow>): Partial<Omit<IncidentRow, 'created_by'>> {
  const { created_by: _, ...rest } = change;
  return rest;
}

/** Locks the membership, so that the last two members cannot both leave at the same time. */
export async function memberIds(ctx: Context, incident: IncidentRow): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('incident_member')
    .select('account_id')
    .where('incident_id', '=', incident.id)
    .orderBy('account_id')
    .forUpdate()
    .execute();
  return rows.map((row) => row.account_id);
}

export async function insertMember(
  ctx: Context,
  incident: Authorized<IncidentRow>,
  accountId: string,
): Promise<boolean> {
  const result = await ctx.db
    .insertInto('incident_member')
    .values({ incident_id: incident.id, account_id: accountId, added_at: ctx.clock.now() })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function deleteMember(
  ctx: Context,
  incident: Authorized<IncidentRow>,
  accountId: string,
): Promise<boolean> {
  const result = await ctx.db
    .deleteFrom('incident_member')
    .where('incident_id', '=', incident.id)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Locked to the end of the transaction: other writes to the incident have ended, or wait. */
export async function lockIncident(ctx: Context, ref: string): Promise<IncidentRow> {
  const { id } = await incidentByRef(ctx, ref);
  await ctx.db.selectFrom('incident').select('id').where('id', '=', id).forUpdate().execute();
  return incidentByRef(ctx, id);
}

/** Notes that the incident is deleted, and lets the rest of the transaction remove kept rows. */
export async function startDeletion(
  ctx: Context,
  incident: Authorized<IncidentRow>,
): Promise<void> {
  await ctx.db
    .insertInto('deleted_incident')
    .values({
      id: incident.id,
      number: incident.number,
      deleted_at: ctx.clock.now(),
      deleted_by: jsonb(actorRef(ctx.actor)),
      seen_by: incident.visibility === 'everyone' ? null : await memberIds(ctx, incident),
    })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        number: eb.ref('excluded.number'),
        deleted_at: eb.ref('excluded.deleted_at'),
        deleted_by: eb.ref('excluded.deleted_by'),
        seen_by: eb.ref('excluded.seen_by'),
      })),
    )
    .execute();
  await sql`select set_config('debrief.deleting', ${incident.id}, true)`.execute(ctx.db);
}

/** What refers to the incident goes with it, by its foreign keys. */
export async function deleteIncidentRow(
  ctx: Context,
  incident: Authorized<IncidentRow>,
): Promise<void> {
  await ctx.db.deleteFrom('incident').where('id', '=', incident.id).execute();
}

/** Visible incidents that are not archived, the latest first. */
export async function listRecentIncidents(ctx: Context, limit: number): Promise<IncidentRow[]> {
  return visibleIncidents(ctx)
    .selectAll('incident')
    .where('incident.archived_at', 'is', null)
    .orderBy('incident.number', 'desc')
    .limit(limit)
    .execute();
}

/** An earlier incident, as far as another one is compared with it. */
export interface EarlierIncident {
  ref: string;
  title: string;
  services: string[];
}

const mostEarlier = 2_000;

/** Visible incidents that were declared before this one, the newest first. The demo has its own. */
export async function listEarlierIncidents(
  ctx: Context,
  incident: IncidentRow,
): Promise<EarlierIncident[]> {
  const rows = await visibleIncidents(ctx)
    .select(['incident.number', 'incident.title', 'incident.services'])
    .where('incident.number', '<', incident.number)
    .where('incident.is_demo', '=', incident.is_demo)
    .orderBy('incident.number', 'desc')
    .limit(mostEarlier)
    .execute();
  return rows.map(({ number, title, services }) => ({ ref: `INC-${number}`, title, services }));
}
