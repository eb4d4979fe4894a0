import type { ActorRef, BundleOf, FollowUpOwner } from '@debrief/contract';
import type { Context } from '../context.ts';
import { jsonb } from '../db/index.ts';

type FollowUpLine = BundleOf<'follow-up'>;

/** All follow-ups of an incident, removed ones too, by id. The caller has made sure that the actor sees the incident. */
export async function followUpLines(ctx: Context, incidentId: string, citations: ReadonlyMap<string, FollowUpLine['citations']>): Promise<FollowUpLine[]> {
  const rows = await ctx.db.selectFrom('follow_up').selectAll().where('incident_id', '=', incidentId).orderBy('id').execute();
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
    createdAt: row.created_at.toISOString(),
    createdBy: actorOf(row.created_by),
    updatedAt: row.updated_at.toISOString(),
    updatedBy: actorOf(row.updated_by),
    removedAt: row.removed_at?.toISOString() ?? null,
    version: row.version,
  }));
}

/** The fields in the order in which a bundle writes them: a jsonb value has an order of its own. */
function inOrder(owner: FollowUpOwner): FollowUpOwner {
  return owner.type === 'account' ? { type: owner.type, accountId: owner.accountId, name: owner.name } : { type: owner.type, name: owner.name };
}

function actorOf({ type, id, name }: ActorRef): ActorRef {
  return { type, id, name };
}

export async function insertFollowUps(ctx: Context, incidentId: string, lines: readonly FollowUpLine[]): Promise<void> {
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
        created_at: new Date(line.createdAt),
        created_by: jsonb(line.createdBy),
        updated_at: new Date(line.updatedAt),
        updated_by: jsonb(line.updatedBy),
        removed_at: line.removedAt === null ? null : new Date(line.removedAt),
        version: line.version,
      })),
    )
    .execute();
}
