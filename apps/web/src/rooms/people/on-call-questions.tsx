import type { Incident, OnCallQuestion } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { Button } from '../../ui/button.tsx';
import { showProblem } from '../../ui/toast.tsx';
import { matchOnCall } from './merge.ts';

/** People who have the name of someone in an on-call schedule. */
export function OnCallQuestions({
  incident,
  questions,
}: {
  incident: Incident;
  questions: OnCallQuestion[];
}) {
  if (questions.length === 0 || !incident.can.change) return null;
  return (
    <section
      aria-label="On-call schedules"
      className="mb-9 rounded-lg border border-line bg-wash px-4 py-3"
    >
      <h2 className="text-base font-semibold">Were they on call?</h2>
      <ul className="mt-1">
        {questions.map((question) => (
          <Question
            key={`${question.personId} ${question.onCallPersonId}`}
            incident={incident}
            question={question}
          />
        ))}
      </ul>
    </section>
  );
}

function Question({ incident, question }: { incident: Incident; question: OnCallQuestion }) {
  const answer = useMutation({
    mutationFn: (isSame: boolean) => matchOnCall(incident.ref, question, isSame),
    onError: showProblem,
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line py-2 first:border-t-0">
      <p className="min-w-0 flex-1 basis-72">
        <span className="font-medium">{question.name}</span>
        <span className="block text-sm text-ink-soft">
          {question.schedules.join(', ')} names someone like this, without an email address of
          theirs
        </span>
      </p>
      <Button disabled={answer.isPending} onClick={() => answer.mutate(true)}>
        Same person
      </Button>
      <Button look="quiet" disabled={answer.isPending} onClick={() => answer.mutate(false)}>
        Different people
      </Button>
    </li>
  );
}
