import type { Meeting } from '@debrief/contract';
import { sql } from 'kysely';
import { archivedIncidentIds, incidentIdsSeenBy } from '../access/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { incidentsByIds } from '../incident/index.ts';
import { presentRows } from '../item/index.ts';
import { meetingItem } from './item.ts';

const toList = (accountId: string) => JSON.stringify([{ accountId }]);

async function listMeetings(ctx: Context, isMine: ReturnType<typeof sql<boolean>>) {
  const rows = await ctx.db
    .selectFrom('meeting')
    .selectAll()
    .where('removed_at', 'is', null)
    .where('incident_id', 'in', incidentIdsSeenBy(ctx))
    .where('incident_id', 'not in', archivedIncidentIds(ctx))
    .where(isMine)
    .orderBy('starts_at')
    .limit(20)
    .execute();
  const incidents = await incidentsByIds(ctx, [...new Set(rows.map((row) => row.incident_id))]);
  return presentRows(ctx, meetingItem, incidents, rows);
}

const isHost = (accountId: string) =>
  sql<boolean>`(facilitator ->> 'accountId' = ${accountId} or note_taker ->> 'accountId' = ${accountId})`;

/** Meetings that the account is invited to or leads, and that have not ended: the next first. */
export async function listOwnMeetings(ctx: Context): Promise<Meeting[]> {
  const accountId = getAccountId(ctx.actor);
  if (accountId === null) return [];
  const end = sql`starts_at + make_interval(mins => minutes)`;
  return listMeetings(
    ctx,
    sql<boolean>`(invited @> ${toList(accountId)}::jsonb or ${isHost(accountId)})
      and (state = 'running' or (state = 'planned' and ${end} > ${ctx.clock.now()}))`,
  );
}

/** Meetings that the account leads and that have open questions. */
export async function listMeetingsToAnswer(ctx: Context): Promise<Meeting[]> {
  const accountId = getAccountId(ctx.actor);
  if (accountId === null) return [];
  return listMeetings(
    ctx,
    sql<boolean>`${isHost(accountId)} and state <> 'canceled'
      and questions @> '[{"state": "open"}]'::jsonb`,
  );
}
