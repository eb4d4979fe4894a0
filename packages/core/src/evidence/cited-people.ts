import { isProgram } from '@debrief/rules/people';
import { sql, type Expression } from 'kysely';
import { incidentIdsSeenBy } from '../access/index.ts';
import type { Context } from '../context.ts';

/**
 * How many people wrote the evidence that the incident's events and findings cite, without bots.
 * The caller has checked that the actor can see the incident.
 */
export async function countCitedPeople(ctx: Context, incidentId: string): Promise<number> {
  const rows = await ctx.db
    .selectFrom('citation')
    .innerJoin('evidence', 'evidence.id', 'citation.evidence_id')
    .innerJoin('identity', 'identity.id', 'evidence.identity_id')
    .select(['identity.person_id', 'identity.name', 'identity.email'])
    .distinct()
    .where('citation.incident_id', '=', incidentId)
    .where('evidence.is_bot', '=', false)
    .execute();
  const people = rows.filter((row) => !isProgram(row));
  return new Set(people.map((row) => row.person_id)).size;
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
  /** Whether they confirmed a hypothesis (or else repaired something). */
  isConfirmation: boolean;
  /** Of the first and the last item of theirs, in milliseconds. */
  firstAt: number;
  lastAt: number;
}

/**
 * Who wrote the evidence that supports status updates of hypotheses, and events, in each visible
 * incident and from a time on. Without bots. All in one JSON value: 20,000 rows would take longer.
 */
export async function listCitedAuthors(
  ctx: Context,
  claims: { stepIds: Expression<unknown>; eventIds: Expression<unknown> },
  from: Date,
): Promise<CitedAuthor[]> {
  type Row = [string, string, boolean, number, number];
  const ms = (at: string) =>
    sql.raw(`(extract(epoch from ${at}(evidence.occurred_at)) * 1000)::float8`);
  const { rows } = await sql<{ found: Row[] }>`
    select coalesce(json_agg(json_build_array(incident_id, identity_id, is_confirmation, first_at, last_at)), '[]') as found from (
      select citation.incident_id, evidence.identity_id, citation.part is not null as is_confirmation, ${ms('min')} as first_at, ${ms('max')} as last_at
      from citation join evidence on evidence.id = citation.evidence_id
      where citation.incident_id in (${incidentIdsSeenBy(ctx)}) and citation.stance = 'supports'
        and (citation.part in (${claims.stepIds}) or citation.part is null and citation.claim_id in (${claims.eventIds}))
        and evidence.identity_id is not null and not evidence.is_bot and evidence.occurred_at >= ${from}
      group by 1, 2, 3) author`.execute(ctx.db);
  return (rows[0]?.found ?? []).map(
    ([incidentId, identityId, isConfirmation, firstAt, lastAt]): CitedAuthor => ({
      incidentId,
      identityId,
      isConfirmation,
      firstAt,
      lastAt,
    }),
  );
}
