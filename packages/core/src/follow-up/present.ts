import type { FollowUp } from '@debrief/contract';
import { followUpQuestions } from '@debrief/prose/follow-up';
import type { StoredItem } from '../item/index.ts';
import type { KeptFollowUp } from '@debrief/rules/follow-up';

export const dayMs = 86_400_000;

/** The UTC day of an instant. */
export function toUtcDay(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** Not finished, and past its due date. */
function isOverdue({ dueOn, state }: KeptFollowUp, today: string): boolean {
  return dueOn !== null && dueOn < today && (state === 'open' || state === 'in-progress');
}

/**
 * A follow-up for display, with questions about its wording. One that won't be done gets no
 * questions.
 */
export function presentFollowUp(
  { incident, row, state: followUp, citations }: StoredItem<KeptFollowUp>,
  more: Pick<FollowUp, 'origin' | 'issue' | 'asks'> & { canChange: boolean; now: Date },
): FollowUp {
  const { isRemoved: _, originId: __, ...state } = followUp;
  const { text, doneWhen, owner, meant } = state;
  const questions = followUpQuestions({ text, doneWhen, hasOwner: owner !== null }, meant);
  return {
    ...state,
    incidentId: row.incident_id,
    incidentRef: `INC-${incident.number}`,
    incidentTitle: incident.title,
    origin: more.origin && {
      findingId: more.origin.findingId,
      type: more.origin.type,
      statement: more.origin.statement,
    },
    issue: more.issue,
    asks: more.asks,
    isOverdue: isOverdue(followUp, toUtcDay(more.now)),
    citations: citations.map(({ part: _part, ...citation }) => citation),
    questions: state.state === 'wont-do' ? [] : questions,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    updatedAt: row.updated_at.toISOString(),
    updatedBy: row.updated_by,
    can: { change: more.canChange },
  };
}
