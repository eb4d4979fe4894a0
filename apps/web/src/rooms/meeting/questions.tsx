import type { Meeting, MeetingQuestion, ReaderQuestion } from '@debrief/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { TextArea } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useMeetingChange } from './use-meeting-change.ts';
import { questionWords } from './words.ts';

interface Props {
  incident: string;
  meeting: Meeting;
}

/** Questions of the meeting, and the open ones of readers of the report. */
export function Questions({ incident, meeting }: Props) {
  const { data } = useQuery(queries.readerQuestions(incident));
  const { data: session } = useQuery(queries.session());
  const waiting = data?.items.filter(({ answer }) => answer === null) ?? [];
  const isNone = meeting.questions.length + waiting.length === 0;
  return (
    <section aria-label="Questions" className="mt-8">
      <h2 className="text-base font-semibold">Questions</h2>
      {isNone && <p className="text-sm text-ink-soft">None yet. Everyone can ask, also before.</p>}
      <ul className="mt-2 border-t border-line empty:hidden">
        {meeting.questions.map((question) => (
          <QuestionRow
            key={question.id}
            incident={incident}
            question={question}
            canChange={
              meeting.can.change ||
              (question.accountId !== null && question.accountId === session?.account?.id)
            }
          />
        ))}
        {waiting.map((question) => (
          <ReaderQuestionRow key={question.id} incident={incident} question={question} />
        ))}
      </ul>
    </section>
  );
}

const rowClass =
  'flex flex-wrap items-baseline gap-x-3 gap-y-1 border-b border-line py-2.5 text-sm';

function QuestionRow({
  incident,
  question: { id, text, by, state, answer },
  canChange,
}: {
  incident: string;
  question: MeetingQuestion;
  canChange: boolean;
}) {
  const [isAnswered, setAnswered] = useState(false);
  const [written, setWritten] = useState(answer);
  const save = useMeetingChange(incident, {
    send: () => api.meeting.changeQuestion({ incident, id, state: 'answered', answer: written }),
    done: 'Question answered',
    onDone: () => setAnswered(false),
  });
  const next = state === 'open' ? ('parked' as const) : ('open' as const);
  const move = useMeetingChange(incident, {
    send: () => api.meeting.changeQuestion({ incident, id, state: next }),
    done: next === 'parked' ? 'Question parked' : 'Question opened',
  });
  return (
    <li className={rowClass}>
      <Chip tone={state === 'answered' ? 'good' : 'plain'}>{questionWords[state]}</Chip>
      <span className="min-w-0 flex-1 basis-64 whitespace-pre-line wrap-anywhere">
        {text} <span className="text-ink-soft">{by}</span>
        {answer !== '' && <span className="mt-1 block text-ink-soft">{answer}</span>}
      </span>
      {canChange && (
        <span className="ml-auto flex gap-2">
          <Button small onClick={() => setAnswered(true)}>
            {state === 'answered' ? 'Edit answer' : 'Answer'}
          </Button>
          <Button small look="quiet" isBusy={move.isPending} onClick={move.mutate}>
            {next === 'parked' ? 'Park' : 'Open again'}
          </Button>
        </span>
      )}
      {isAnswered && (
        <AnswerDialog
          question={text}
          answer={written}
          onType={setWritten}
          save={save}
          onClose={() => setAnswered(false)}
        />
      )}
    </li>
  );
}

function ReaderQuestionRow({
  incident,
  question: { id, version, text, askedBy, sectionTitle, can },
}: {
  incident: string;
  question: ReaderQuestion;
}) {
  const [isAnswered, setAnswered] = useState(false);
  const [written, setWritten] = useState('');
  const save = useMutation({
    mutationFn: () => api.report.answer({ id, version, answer: written }),
    onSettled: () =>
      queryClient.invalidateQueries({ queryKey: queries.readerQuestions(incident).queryKey }),
    onSuccess: () => setAnswered(false),
  });
  return (
    <li className={rowClass}>
      <Chip>In the report</Chip>
      <span className="min-w-0 flex-1 basis-64 whitespace-pre-line wrap-anywhere">
        {text}{' '}
        <span className="text-ink-soft">
          {askedBy.name}, about {sectionTitle}
        </span>
      </span>
      {can.answer && (
        <Button small className="ml-auto" onClick={() => setAnswered(true)}>
          Answer
        </Button>
      )}
      {isAnswered && (
        <AnswerDialog
          question={text}
          answer={written}
          isRequired
          onType={setWritten}
          save={{ ...save, mutate: () => save.mutate() }}
          onClose={() => setAnswered(false)}
        />
      )}
    </li>
  );
}

function AnswerDialog({
  question,
  answer,
  isRequired = false,
  onType,
  save,
  onClose,
}: {
  question: string;
  answer: string;
  isRequired?: boolean;
  onType: (text: string) => void;
  save: { mutate: () => void; error: Error | null; isPending: boolean };
  onClose: () => void;
}) {
  return (
    <FormDialog title="Answer" lead={question} submit="Save" save={save} onClose={onClose}>
      <TextArea
        label="Answer"
        name="answer"
        required={isRequired}
        maxLength={5_000}
        value={answer}
        hint={isRequired ? undefined : 'Leave empty if it was answered aloud.'}
        onChange={(event) => onType(event.target.value)}
      />
    </FormDialog>
  );
}
