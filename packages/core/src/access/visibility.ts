import { sql } from 'kysely';
import { getAccountId, type Context } from '../context.ts';
import { refuseArchived } from './permissions.ts';

/**
 * The incidents that the actor can see. Everything that belongs to an incident is read through this
 * query.
 */
export function visibleIncidents(ctx: Context) {
  const all = ctx.db.selectFrom('incident');
  if (ctx.actor.type === 'operator' || ctx.actor.type === 'system' || ctx.actor.type === 'job')
    return all;
  if (ctx.actor.type === 'inbound') return all.where('incident.id', '=', ctx.actor.incidentId);
  const accountId = getAccountId(ctx.actor);
  if (!accountId) return all.where(sql<boolean>`false`);
  return all.where((eb) =>
    eb.or([
      eb('incident.visibility', '=', 'everyone'),
      eb.exists(
        eb
          .selectFrom('incident_member')
          .select('account_id')
          .whereRef('incident_id', '=', 'incident.id')
          .where('account_id', '=', accountId),
      ),
    ]),
  );
}

/**
 * A subquery of the ids of all incidents that the actor can see, optionally limited to a service or
 * team.
 */
export function incidentIdsSeenBy(
  ctx: Context,
  naming: { service?: string | undefined; team?: string | undefined } = {},
) {
  let query = visibleIncidents(ctx).select('incident.id');
  if (naming.service)
    query = query.where(sql<boolean>`incident.services @> array[${naming.service}]::text[]`);
  if (naming.team)
    query = query.where(sql<boolean>`incident.teams @> array[${naming.team}]::text[]`);
  return query;
}

/** Incidents by what a search says of them: any of the numbers, any of the services in any case. */
export interface IncidentNaming {
  numbers?: readonly number[] | undefined;
  services?: readonly string[] | undefined;
}

/** A subquery of the ids of the named incidents, of those that the actor can see. */
export function incidentIdsNamed(ctx: Context, { numbers, services }: IncidentNaming) {
  let query = visibleIncidents(ctx).select('incident.id');
  if (numbers) query = query.where('incident.number', 'in', [0, ...numbers]);
  if (services)
    query = query.where(
      sql<boolean>`exists (select from unnest(incident.services) service where lower(service) = any(${services.map((name) => name.toLowerCase())}::text[]))`,
    );
  return query;
}

/** A subquery of the ids of archived incidents, which lists and searches leave out. */
export function archivedIncidentIds(ctx: Context) {
  return ctx.db
    .selectFrom('incident')
    .select('incident.id')
    .where('incident.archived_at', 'is not', null);
}

/** Errors: `conflict` for an archived incident. The caller holds a lock that archiving also takes. */
export async function refuseInArchive(ctx: Context, incidentId: string): Promise<void> {
  refuseArchived(
    await ctx.db
      .selectFrom('incident')
      .select('archived_at')
      .where('id', '=', incidentId)
      .executeTakeFirst(),
  );
}

/**
 * A subquery of the ids of incidents that the actor cannot see. It is short when most incidents are
 * open, so a search over all incidents compares with this list instead of the long list of visible
 * ones.
 */
export function incidentIdsHiddenFrom(ctx: Context) {
  const all = ctx.db.selectFrom('incident').select('incident.id');
  if (ctx.actor.type === 'operator' || ctx.actor.type === 'system' || ctx.actor.type === 'job')
    return all.where(sql<boolean>`false`);
  if (ctx.actor.type === 'inbound')
    return all.where(sql<boolean>`incident.id is distinct from ${ctx.actor.incidentId}::uuid`);
  const accountId = getAccountId(ctx.actor);
  if (!accountId) return all;
  return all
    .where('incident.visibility', '<>', 'everyone')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('incident_member')
            .select('account_id')
            .whereRef('incident_id', '=', 'incident.id')
            .where('account_id', '=', accountId),
        ),
      ),
    );
}
