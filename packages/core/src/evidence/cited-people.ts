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

/**
 * The changes (deploys, merges …) that the incident's items cite, with who made them. The caller has
 * checked that the actor can see the incident.
 */
export async function listCitedChanges(
  ctx: Context,
  incidentId: string,
): Promise<
  { evidenceId: string; itemId: string; identityId: string; at: string; title: string }[]
> {
  const rows = await ctx.db
    .selectFrom('citation')
    .innerJoin('evidence', 'evidence.id', 'citation.evidence_id')
    .select(['evidence.id', 'evidence.item_id', 'evidence.identity_id', 'evidence.occurred_at'])
    .select('evidence.text')
    .distinctOn('evidence.item_id')
    .where('citation.incident_id', '=', incidentId)
    .where('evidence.kind', '=', 'change')
    .orderBy('evidence.item_id')
    .execute();
  return rows.flatMap((row) =>
    row.identity_id === null
      ? []
      : [
          {
            evidenceId: row.id,
            itemId: row.item_id,
            identityId: row.identity_id,
            at: row.occurred_at.toISOString(),
            title: (row.text.split('\n', 1)[0] ?? '').slice(0, longestTitle),
          },
        ],
  );
}

const longestTitle = 120;
