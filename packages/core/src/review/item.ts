import type {
  FollowUpOwner,
  Investigator,
  Review,
  ReviewDepth,
  ReviewRequest,
  TriggerKind,
} from '@debrief/contract';
import type { KeptReview } from '@debrief/rules/review';
import { sql } from 'kysely';
import { mayIn } from '../access/index.ts';
import { getAccountId } from '../context.ts';
import { defineItem, jsonField, optionalTimeField, plainField, proseField } from '../item/index.ts';

/**
 * The review of an incident, at most one for each. It has no citations. Everyone who can see the
 * incident can ask for one, so its verbs check for themselves who can decide.
 */
export const reviewItem = defineItem({
  kind: 'review',
  table: 'review',
  permission: 'comment:write',
  orderBy: 'created_at',
  fields: {
    requests: jsonField<ReviewRequest[]>('requests', { reason: 'prose' }),
    depth: plainField<ReviewDepth | null>('depth'),
    reason: proseField('reason'),
    decidedAt: optionalTimeField('decided_at'),
    decidedBy: plainField<string | null>('decided_by'),
    triggers: jsonField<TriggerKind[]>('triggers'),
    dueOn: plainField<string | null>('due_on'),
    investigators: jsonField<Investigator[]>('investigators', { reason: 'prose' }),
    sponsor: jsonField<FollowUpOwner | null>('sponsor'),
  },
  noun: (_state: KeptReview | null) => 'review',
  references: () => [],
  present: async (ctx, items): Promise<Review[]> =>
    items.map(({ incident, row, state: { citations: _, isRemoved: __, ...review } }) => {
      const self = getAccountId(ctx.actor);
      const isAsked = review.investigators.some(({ accountId }) => accountId === self);
      return {
        ...review,
        // jsonb has its own order.
        requests: review.requests.map(({ id, accountId, name, at, reason }) => ({
          id,
          accountId,
          name,
          at,
          reason,
        })),
        investigators: review.investigators.map(({ accountId, name, state, at, reason }) => ({
          accountId,
          name,
          state,
          at,
          reason,
        })),
        incidentId: incident.id,
        incidentRef: `INC-${incident.number}`,
        incidentTitle: incident.title,
        incidentStatus: incident.status,
        createdAt: row.created_at.toISOString(),
        createdBy: row.created_by,
        updatedAt: row.updated_at.toISOString(),
        updatedBy: row.updated_by,
        can: {
          decide: mayIn(incident, ctx.actor, 'incident:write'),
          answer: isAsked && mayIn(incident, ctx.actor, 'comment:write'),
        },
      };
    }),
  answer: async (_ctx, _incident, { items, ...change }) => ({ reviews: items, ...change }),
  searchable: sql`select 'review' as kind, id, incident_id, created_at as at, 'exact' as precision,
    coalesce(nullif(reason, ''), requests -> 0 ->> 'reason', '') as title, '' as text,
    null::text as factor_kind, search from review where removed_at is null`,
});
