import { sql } from 'kysely';
import { getAccountId, type Context } from '../context.ts';

/** The incidents that exist for this actor. Everything that belongs to an incident is reached through this. */
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

/** A subquery of the ids of all incidents that the actor sees; of those that name a service or a team, where one is given. */
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

/** A subquery of the ids of the incidents that do not exist for the actor: all others do. It is short where most are open, so that what is looked
 * for in all of them at once is held against it, not against the long list of those that are seen. */
export function incidentIdsHiddenFrom(ctx: Context) {
  const all = ctx.db.selectFrom('incident').select('incident.id');
  if (ctx.actor.type === 'operator' || ctx.actor.type === 'system' || ctx.actor.type === 'job')
    return all.where(sql<boolean>`false`);
  if (ctx.actor.type === 'inbound') return all.where('incident.id', '<>', ctx.actor.incidentId);
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
