import type { Interview, InterviewQuestion } from '@debrief/contract';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { EvidenceTime } from '../../ui/evidence-time.tsx';
import { Checkbox, Field } from '../../ui/field.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { useInterviewChange } from './queries.ts';

type State = InterviewQuestion['state'];

/** What to ask: openers, then what they wrote in the record, then the technology. */
export function Questions({ interview }: { interview: Interview }) {
  const { id, questions, can, incidentRef } = interview;
  const [text, setText] = useState('');
  const save = useInterviewChange((change: { questionId: string; text?: string; state?: State }) =>
    api.interview.writeQuestion({ id, ...change }),
  );
  // What was clicked shows at once.
  const [clicked, setClicked] = useState<{ id: string; state: State } | null>(null);
  const mark = (questionId: string, state: State) => {
    setClicked({ id: questionId, state });
    save.mutate({ questionId, state }, { onSettled: () => setClicked(null) });
  };
  return (
    <section aria-label="Questions">
      <h2 className="text-base font-semibold">Questions</h2>
      <p className="mb-2 text-sm text-pretty text-ink-soft">
        Ask how and what. Let them talk, and follow what surprises you.
      </p>
      <ul className="border-t border-line empty:hidden">
        {questions.map((question) => (
          <QuestionRow
            key={question.id}
            incident={incidentRef}
            question={clicked?.id === question.id ? { ...question, ...clicked } : question}
            onChange={can.write ? (state) => mark(question.id, state) : null}
          />
        ))}
      </ul>
      {can.write && (
        <form
          className="mt-3 flex items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim() === '') return;
            save.mutate({ questionId: crypto.randomUUID(), text: text.trim() });
            setText('');
          }}
        >
          <Field
            label="Another question"
            name="text"
            maxLength={2_000}
            value={text}
            className="min-w-0 flex-1"
            onChange={(event) => setText(event.target.value)}
          />
          <Button type="submit">Add</Button>
        </form>
      )}
      <ProblemNote error={save.error} />
    </section>
  );
}

interface QuestionRowProps {
  incident: string;
  question: InterviewQuestion;
  /** Null if the reader can't change it. */
  onChange: ((state: State) => void) | null;
}

function QuestionRow({ incident, question, onChange }: QuestionRowProps) {
  const { text, quote, state } = question;
  return (
    <li className="border-b border-line py-2.5 text-sm">
      {quote && (
        <p className="mb-1 text-ink-soft">
          <q className="wrap-anywhere">{quote.text}</q>{' '}
          <EvidenceTime incident={incident} place={quote.place} />
        </p>
      )}
      <p className={cx('wrap-anywhere', state === 'answered' && 'text-ink-soft')}>{text}</p>
      {onChange && (
        <p className="mt-1 flex flex-wrap gap-x-4">
          <Checkbox
            label="Asked"
            aria-label={`Asked: ${text}`}
            checked={state !== 'open'}
            onChange={({ target }) => onChange(target.checked ? 'asked' : 'open')}
          />
          <Checkbox
            label="Answered"
            aria-label={`Answered: ${text}`}
            checked={state === 'answered'}
            onChange={({ target }) => onChange(target.checked ? 'answered' : 'asked')}
          />
        </p>
      )}
    </li>
  );
}
