import { getAccountId, type Context } from '../context.ts';
import { incidentByRef, type IncidentRow } from '../incident/index.ts';
import { listAbout, loadSubjects } from './entries.ts';
import { personIdsNow } from '../identity/index.ts';

export interface WaitingCalibration {
  id: string;
  incident: IncidentRow;
  sentBy: string;
  sentAt: Date;
  /** How many entries are about the account that acts. */
  entries: number;
}

const mostWaiting = 20;

/** The requests that wait for the account that acts, the newest first. */
export async function listWaitingCalibrations(ctx: Context): Promise<WaitingCalibration[]> {
  const accountId = getAccountId(ctx.actor);
  if (accountId === null) return [];
  const rows = await ctx.db
    .selectFrom('calibration_request')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('finished_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .orderBy('sent_at', 'desc')
    .limit(mostWaiting)
    .execute();
  const reader: Context = { ...ctx, actor: { type: 'system', name: 'calibration' } };
  const now = await personIdsNow(
    ctx,
    rows.map((row) => row.person_id),
  );
  const found: WaitingCalibration[] = [];
  for (const row of rows) {
    const incident = await incidentByRef(reader, row.incident_id);
    if (incident.archived_at !== null) continue;
    const subjects = await loadSubjects(reader, incident);
    const personId = now.get(row.person_id) ?? row.person_id;
    const person = subjects.people.find((one) => one.personId === personId);
    const entries = person ? listAbout(person, subjects).length : 0;
    const { id, sent_at: sentAt, sent_by: by } = row;
    found.push({ id, incident, sentBy: by.name, sentAt, entries });
  }
  return found;
}
