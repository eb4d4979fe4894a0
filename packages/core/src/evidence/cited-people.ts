import { sql, type Expression } from 'kysely';
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

export interface CitedAuthor {
  incidentId: string;
  identityId: string;
  /** Of the first and the last item of theirs. */
  firstAt: number;
  lastAt: number;
}

/**
 * Who wrote the evidence that supports some claims, in each incident, without bots. `column` says
 * what the ids of the subquery are. The caller has checked that the actor can see the incidents.
 */
export async function listCitedAuthors(
  ctx: Context,
  incidentIds: readonly string[],
  { column, ids }: { column: 'claim_id' | 'part'; ids: Expression<unknown> },
): Promise<CitedAuthor[]> {
  const { rows } = await sql<CitedAuthor>`
    select citation.incident_id as "incidentId", evidence.identity_id as "identityId",
      (extract(epoch from min(evidence.occurred_at)) * 1000)::float8 as "firstAt",
      (extract(epoch from max(evidence.occurred_at)) * 1000)::float8 as "lastAt"
    from citation join evidence on evidence.id = citation.evidence_id
    where citation.incident_id = any(${[...incidentIds]}::uuid[]) and citation.${sql.ref(column)} in (${ids})
      and citation.stance = 'supports' and evidence.identity_id is not null and not evidence.is_bot
    group by citation.incident_id, evidence.identity_id`.execute(ctx.db);
  return rows;
}
