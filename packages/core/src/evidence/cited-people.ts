import type { Context } from '../context.ts';

/**
 * How many people wrote the evidence that the incident's events and findings cite, without bots.
 * The caller has checked that the actor can see the incident.
 */
export async function countCitedPeople(ctx: Context, incidentId: string): Promise<number> {
  const row = await ctx.db
    .selectFrom('citation')
    .innerJoin('evidence', 'evidence.id', 'citation.evidence_id')
    .innerJoin('identity', 'identity.id', 'evidence.identity_id')
    .select((eb) => eb.fn.count<string>('identity.person_id').distinct().as('count'))
    .where('citation.incident_id', '=', incidentId)
    .where('evidence.is_bot', '=', false)
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}
