import type {
  FollowUp,
  FollowUpIntent,
  FollowUpOwner,
  FollowUpState,
  RecurrenceAnswer,
} from '@debrief/contract';
import { sql } from 'kysely';
import { mayIn } from '../access/index.ts';
import { loadOrigins } from '../investigation/index.ts';
import { defineItem, jsonField, plainField, proseField, timeField } from '../item/index.ts';
import { loadAsks } from './asks.ts';
import { presentFollowUp } from './present.ts';
import { loadIssues, requestSyncs } from './tracker/rows.ts';
import type { KeptFollowUp } from '@debrief/rules/follow-up';

/** Follow-ups: the work after an incident. The citations are those of the verification. */
export const followUpItem = defineItem({
  kind: 'follow-up',
  table: 'follow_up',
  orderBy: 'created_at',
  fields: {
    text: proseField('text'),
    intent: plainField<FollowUpIntent>('intent'),
    originId: plainField<string | null>('origin_id'),
    owner: jsonField<FollowUpOwner | null>('owner'),
    doneWhen: proseField('done_when'),
    dueOn: plainField<string | null>('due_on'),
    trackerUrl: plainField<string | null>('tracker_url'),
    state: plainField<FollowUpState>('state'),
    stateAt: timeField('state_at'),
    verification: proseField('verification'),
    wontDoReason: proseField('wont_do_reason'),
    meant: jsonField<string[]>('meant'),
    recurrences: jsonField<RecurrenceAnswer[] | null>('recurrences', { reason: 'prose' }),
  },
  noun: (_state: KeptFollowUp | null) => 'follow-up',
  references: ({ originId }) => [['finding', originId]],
  async present(ctx, items): Promise<FollowUp[]> {
    const origins = await loadOrigins(
      ctx,
      items.flatMap(({ state }) => state.originId ?? []),
    );
    const issues = await loadIssues(
      ctx,
      items.map(({ state }) => state),
    );
    const asks = await loadAsks(
      ctx,
      items.map(({ state }) => state.id),
    );
    const now = ctx.clock.now();
    return items.map((item) => {
      const origin = origins.get(item.state.originId ?? '') ?? null;
      const canChange = mayIn(item.incident, ctx.actor, 'incident:write');
      const issue = issues.get(item.state.id) ?? null;
      const more = { origin, issue, asks: asks.get(item.state.id) ?? [], canChange, now };
      return presentFollowUp(item, more);
    });
  },
  async answer(ctx, _incident, { items, ...change }) {
    // Every change goes to the issue, also an undo.
    await requestSyncs(ctx, items.map(({ id }) => id).toSorted());
    return { followUps: items, ...change };
  },
  searchable: sql`select 'follow-up' as kind, id, incident_id, created_at as at, 'exact' as precision,
    text as title,
    concat_ws(E'\\n', nullif(done_when, ''), nullif(verification, ''), nullif(wont_do_reason, '')) as text,
    null::text as factor_kind, search from follow_up where removed_at is null`,
});
