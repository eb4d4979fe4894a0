import type { Comment, CommentMention, CommentTarget } from '@debrief/contract';
import { sql } from 'kysely';
import { mayIn } from '../access/index.ts';
import {
  defineItem,
  jsonField,
  optionalTimeField,
  plainField,
  proseField,
  type ItemState,
} from '../item/index.ts';
import { isOwnComment } from './own.ts';
import { loadTargetTitles } from './targets.ts';

export interface CommentState extends ItemState {
  text: string;
  target: CommentTarget;
  threadId: string | null;
  quote: string;
  mentions: CommentMention[];
  resolvedAt: string | null;
}

/**
 * Comments: threads about the items of an incident. They are not claims, so they have no citations.
 */
export const commentItem = defineItem({
  kind: 'comment',
  table: 'comment',
  permission: 'comment:write',
  orderBy: 'created_at',
  fields: {
    text: proseField('text'),
    target: {
      prose: null,
      read: (row) => ({ kind: row['target_kind'], id: row['target_id'] }) as CommentTarget,
      write: ({ kind, id }) => ({ target_kind: kind, target_id: id }),
    },
    threadId: plainField<string | null>('thread_id'),
    quote: proseField('quote'),
    mentions: jsonField<CommentMention[]>('mentions'),
    resolvedAt: optionalTimeField('resolved_at'),
  },
  noun: (_state: CommentState | null) => 'comment',
  references: ({ target: { kind, id } }) =>
    kind === 'evidence' || kind === 'section' ? [] : [[kind, id]],
  async present(ctx, items): Promise<Comment[]> {
    const titles = await loadTargetTitles(
      ctx,
      items.map(({ state }) => state.target),
    );
    return items.map(({ incident, row, state }) => {
      const { citations: _, isRemoved: __, ...own } = state;
      const canWrite = mayIn(incident, ctx.actor, 'comment:write');
      return {
        ...own,
        // jsonb has its own order.
        mentions: own.mentions.map(({ accountId, name }) => ({ accountId, name })),
        incidentId: incident.id,
        incidentRef: `INC-${incident.number}`,
        incidentTitle: incident.title,
        targetTitle: titles.get(state.target.id) ?? null,
        createdAt: row.created_at.toISOString(),
        createdBy: row.created_by,
        updatedAt: row.updated_at.toISOString(),
        updatedBy: row.updated_by,
        can: {
          edit: canWrite && isOwnComment(ctx, row.created_by),
          resolve: canWrite && state.threadId === null,
        },
      };
    });
  },
  answer: async (_ctx, _incident, { items, ...change }) => ({ comments: items, ...change }),
  searchable: sql`select 'comment' as kind, id, incident_id, created_at as at, 'exact' as precision,
    text as title, '' as text, null::text as factor_kind, search from comment where removed_at is null`,
});
