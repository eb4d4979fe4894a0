import type { IncidentMeeting, Meeting } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';

/** What came out of a meeting that has ended. */
export function OutcomeText({
  meeting: { attendees, questions, ideas },
  attendance,
  totals,
}: { meeting: Meeting } & Pick<IncidentMeeting, 'attendance' | 'totals'>) {
  const notInvolved = attendance.filter(({ independence }) => independence !== 'involved').length;
  const answered = questions.filter(({ state }) => state === 'answered').length;
  const taken = ideas.filter(({ state }) => state === 'follow-up').length;
  return (
    <>
      {countText(attendees.length, 'person', 'people')} attended, {notInvolved} of them not
      involved. {answered} of {countText(questions.length, 'question')} answered. {taken} of{' '}
      {countText(ideas.length, 'idea')} became follow-ups. Learned something: {totals.learned.words}
      .{' '}
    </>
  );
}
