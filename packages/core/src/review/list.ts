import { ReviewFilter, type IncidentReview, type Review } from '@debrief/contract';
import { deepestDepth } from '@debrief/rules/review';
import { sql } from 'kysely';
import {
  archivedIncidentIds,
  authorize,
  incidentIdsSeenBy,
  mayIn,
  refuseUnless,
} from '../access/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { incidentByRef, incidentsByIds } from '../incident/index.ts';
import { lastOwnChange, presentItems, presentRows } from '../item/index.ts';
import { parse } from '../parse.ts';
import { readTriggers } from './facts.ts';
import { reviewItem } from './item.ts';
import { applyPolicies } from './apply-policies.ts';

const mostListed = 200;

/** The review of an incident, and the reasons for one. Errors: `not-found`. */
export async function readReview(
  ctx: Context,
  input: { incident: string },
): Promise<IncidentReview> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const [review = null] = await presentItems(ctx, incident, reviewItem);
  const { triggers, facts } = await readTriggers(ctx, incident, review);
  const policies = await applyPolicies(ctx, facts);
  return {
    review,
    triggers,
    facts,
    policies,
    proposed: deepestDepth(policies.flatMap(({ applies, depth }) => (applies ? [depth] : []))),
    lastChange: await lastOwnChange(ctx, incident.id, reviewItem),
    can: {
      request: mayIn(incident, ctx.actor, 'comment:write'),
      decide: mayIn(incident, ctx.actor, 'incident:write'),
    },
  };
}

/**
 * Reviews of visible incidents that are not archived, the first promised first: all, those that wait
 * for the account, those that are open, or those of a depth. Errors: `invalid`, `not-signed-in`.
 */
export async function listReviews(ctx: Context, raw: ReviewFilter): Promise<{ items: Review[] }> {
  const { investigator, depth, state, limit = mostListed } = parse(ReviewFilter, raw);
  refuseUnless(ctx, 'incident:read');
  const self = getAccountId(ctx.actor) ?? '';
  let query = ctx.db
    .selectFrom('review')
    .selectAll()
    .where('removed_at', 'is', null)
    .where('incident_id', 'in', incidentIdsSeenBy(ctx))
    .where('incident_id', 'not in', archivedIncidentIds(ctx))
    .orderBy(sql`coalesce(due_on, '9999-12-31')`)
    .orderBy('id', 'desc')
    .limit(mostListed);
  if (state === 'open') query = query.where(sql<boolean>`depth is distinct from 'none'`);
  if (depth === 'undecided') query = query.where('depth', 'is', null);
  else if (depth) query = query.where('depth', '=', depth);
  if (investigator === 'me') query = query.where(isAsked(self));
  const found = await query.execute();
  const incidents = await incidentsByIds(ctx, [...new Set(found.map((row) => row.incident_id))]);
  // Like the count of reviews that someone does: it ends when the incident is closed.
  const isOver = ({ incident_id: id, investigators }: (typeof found)[number]) =>
    incidents.get(id)?.status === 'closed' &&
    investigators.some((one) => one.accountId === self && one.state === 'accepted');
  const rows = found.filter(
    (row) =>
      !(investigator === 'me' && isOver(row)) &&
      !(state === 'open' && incidents.get(row.incident_id)?.status === 'closed'),
  );
  return { items: await presentRows(ctx, reviewItem, incidents, rows.slice(0, limit)) };
}

function isAsked(accountId: string) {
  const toEntry = (state: string) => JSON.stringify([{ accountId, state }]);
  return sql<boolean>`depth <> 'none' and (investigators @> ${toEntry('asked')}::jsonb or investigators @> ${toEntry('accepted')}::jsonb)`;
}
