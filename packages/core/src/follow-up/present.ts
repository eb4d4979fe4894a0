import type { FollowUp } from '@debrief/contract';
import { followUpQuestions } from '@debrief/prose/follow-up';
import type { CitedPart } from '../evidence/index.ts';
import type { IncidentRow } from '../incident/index.ts';
import type { FollowUpRow } from './tables.ts';

/** The day of an instant, in UTC. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** Not finished, and its day is over. */
export function isOverdue(row: Pick<FollowUpRow, 'state' | 'due_on'>, today: string): boolean {
  return (
    row.due_on !== null &&
    row.due_on < today &&
    (row.state === 'open' || row.state === 'in-progress')
  );
}

/** A follow-up as people read it, with what is asked back about its words. What is declined is asked nothing. */
export function presentFollowUp(
  row: FollowUpRow,
  incident: Pick<IncidentRow, 'number' | 'title'>,
  more: {
    origin: FollowUp['origin'];
    citations: readonly CitedPart[];
    canChange: boolean;
    isOverdue: boolean;
  },
): FollowUp {
  const words = { text: row.text, endState: row.end_state, hasOwner: row.owner !== null };
  return {
    id: row.id,
    incidentId: row.incident_id,
    incidentRef: `INC-${incident.number}`,
    incidentTitle: incident.title,
    text: row.text,
    intent: row.intent,
    origin: more.origin && {
      entryId: more.origin.entryId,
      type: more.origin.type,
      statement: more.origin.statement,
    },
    owner: row.owner,
    endState: row.end_state,
    dueOn: row.due_on,
    isOverdue: more.isOverdue,
    trackerUrl: row.tracker_url,
    state: row.state,
    stateAt: row.state_at.toISOString(),
    verification: row.verification,
    declineReason: row.decline_reason,
    citations: more.citations.map(({ part: _, ...citation }) => citation),
    questions: row.state === 'declined' ? [] : followUpQuestions(words, row.meant),
    meant: row.meant,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    updatedAt: row.updated_at.toISOString(),
    updatedBy: row.updated_by,
    version: row.version,
    can: { change: more.canChange },
  };
}
