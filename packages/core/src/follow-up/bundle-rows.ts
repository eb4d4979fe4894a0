import type { BundleOf, FollowUpOwner } from '@debrief/contract';
import { authorshipColumns, authorshipLine } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { jsonb } from '../db/index.ts';

type FollowUpLine = BundleOf<'follow-up'>;

/** All follow-ups of an incident, removed ones too, by id. The caller has made sure that the actor sees the incident. */
export async function followUpLines(
  ctx: Context,
  incidentId: string,
  citations: ReadonlyMap<string, FollowUpLine['citations']>,
): Promise<FollowUpLine[]> {
  const rows = await ctx.db
    .selectFrom('follow_up')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    type: 'follow-up',
    id: row.id,
    text: row.text,
    intent: row.intent,
    originId: row.origin_id,
    owner: row.owner && inOrder(row.owner),
    endState: row.end_state,
    dueOn: row.due_on,
    trackerUrl: row.tracker_url,
    state: row.state,
    stateAt: row.state_at.toISOString(),
    verification: row.verification,
    declineReason: row.decline_reason,
    meant: row.meant,
    citations: citations.get(row.id) ?? [],
    ...authorshipLine(row),
  }));
}

/** The fields in the order in which a bundle writes them: a jsonb value has an order of its own. */
function inOrder(owner: FollowUpOwner): FollowUpOwner {
  return owner.type === 'account'
    ? { type: owner.type, accountId: owner.accountId, name: owner.name }
    : { type: owner.type, name: owner.name };
}

export async function insertFollowUps(
  ctx: Context,
  incidentId: string,
  lines: readonly FollowUpLine[],
): Promise<void> {
  await ctx.db
    .insertInto('follow_up')
    .values(
      lines.map((line) => ({
        id: line.id,
        incident_id: incidentId,
        text: line.text,
        intent: line.intent,
        origin_id: line.originId,
        owner: line.owner === null ? null : jsonb(line.owner),
        end_state: line.endState,
        due_on: line.dueOn,
        tracker_url: line.trackerUrl,
        state: line.state,
        state_at: new Date(line.stateAt),
        verification: line.verification,
        decline_reason: line.declineReason,
        meant: jsonb(line.meant),
        ...authorshipColumns(line),
      })),
    )
    .execute();
}
