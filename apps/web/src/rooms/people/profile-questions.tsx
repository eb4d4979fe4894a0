import type { Incident, ProfileQuestion } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { Button } from '../../ui/button.tsx';
import { showProblem } from '../../ui/toast.tsx';
import { matchProfile } from './merge.ts';

interface ProfileQuestionsProps {
  incident: Incident;
  questions: ProfileQuestion[];
}

/** People whose name is in the directory. Only an email address matches on its own. */
export function ProfileQuestions({ incident, questions }: ProfileQuestionsProps) {
  return (
    <section
      aria-label="Directory"
      className="mb-9 rounded-lg border border-line bg-wash px-4 py-3"
    >
      <h2 className="text-base font-semibold">Are they in the directory?</h2>
      <ul className="mt-1">
        {questions.flatMap((question) =>
          question.entries.map((entry) => (
            <Question
              key={`${question.personId} ${entry.id}`}
              incident={incident}
              question={question}
              entry={entry}
            />
          )),
        )}
      </ul>
    </section>
  );
}

function Question({
  incident,
  question,
  entry,
}: {
  incident: Incident;
  question: ProfileQuestion;
  entry: ProfileQuestion['entries'][number];
}) {
  const answer = useMutation({
    mutationFn: (isSame: boolean) =>
      matchProfile(incident.ref, {
        personId: question.personId,
        name: question.name,
        entryId: entry.id,
        isSame,
      }),
    onError: showProblem,
  });
  const facts = [entry.title, entry.team, entry.location].filter((part) => part !== null);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line py-2 first:border-t-0">
      <p className="min-w-0 flex-1 basis-72">
        <span className="font-medium">{question.name}</span>
        <span className="block text-sm text-ink-soft">
          {[entry.name, facts.join(', ')].filter(Boolean).join(': ')} ({question.reason})
        </span>
      </p>
      {incident.can.change && (
        <>
          <Button disabled={answer.isPending} onClick={() => answer.mutate(true)}>
            Same person
          </Button>
          <Button look="quiet" disabled={answer.isPending} onClick={() => answer.mutate(false)}>
            Different people
          </Button>
        </>
      )}
    </li>
  );
}
