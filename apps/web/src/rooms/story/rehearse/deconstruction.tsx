import type { CheckedGap, StoryGap } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { api } from '../../../api.ts';
import { storyQueries } from '../../../data/queries/story.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { useActions } from '../../../ui/keys.ts';
import { ProblemNote } from '../../../ui/problem.tsx';
import { QueryState } from '../../../ui/query-state.tsx';

export function Deconstruction({ id }: { id: string }) {
  const gaps = useQuery(storyQueries.storyCloze(id));
  const [at, setAt] = useState(0);
  const items = gaps.data?.items ?? [];
  const gap = items[at];
  const next = () => setAt((before) => Math.min(items.length, before + 1));
  useActions('Gaps', [
    { label: 'Next gap', keys: ']', isDisabled: !gap, run: next },
    { label: 'Previous gap', keys: '[', isDisabled: at === 0, run: () => setAt(at - 1) },
  ]);
  if (!gaps.data) return <QueryState of={gaps} />;
  if (!gap)
    return (
      <div className="reading">
        <p>
          {items.length === 0
            ? 'The story has no sentences with gaps yet.'
            : `That was the last of ${items.length} gaps.`}
        </p>
        <p className="mt-3 font-sans text-base">
          {items.length > 0 && (
            <Button onClick={() => setAt(0)} className="mr-2">
              Start again
            </Button>
          )}
          <Link
            to="/stories/rehearse"
            search={{ read: 'all' }}
            className="text-accent underline underline-offset-2"
          >
            Examples
          </Link>
        </p>
      </div>
    );
  return (
    <section aria-label="Gap" className="max-w-[65ch]">
      <Whose id={id} />
      <p className="tabular mt-1 text-sm text-ink-soft">
        Gap {at + 1} of {items.length}
      </p>
      <OneGap key={gap.number} id={id} gap={gap} onNext={next} />
    </section>
  );
}

function Whose({ id }: { id: string }) {
  const exemplars = useQuery(storyQueries.storyExemplars());
  const exemplar = exemplars.data?.items.find((one) => one.id === id);
  const story = useQuery({
    ...storyQueries.story(id),
    enabled: exemplars.data !== undefined && !exemplar,
  });
  const link = buttonClass('plain', true);
  return (
    <div className="flex min-h-8 flex-wrap items-baseline gap-x-3">
      <h2
        className="font-serif text-xl wrap-anywhere"
        {...(exemplar ? { lang: exemplar.language } : {})}
      >
        {exemplar?.title ?? story.data?.title}
      </h2>
      {exemplar && (
        <Link to="/stories/rehearse" search={{ read: id }} className={link}>
          Read the full text
        </Link>
      )}
      {story.data && (
        <Link to="/stories/$id/preview" params={{ id }} className={link}>
          Read the full text
        </Link>
      )}
    </div>
  );
}

function OneGap({ id, gap, onNext }: { id: string; gap: StoryGap; onNext: () => void }) {
  const [answer, setAnswer] = useState('');
  const [checked, setChecked] = useState<CheckedGap | null>(null);
  const [error, setError] = useState<unknown>(null);
  const form = useRef<HTMLFormElement>(null);
  const further = useRef<HTMLButtonElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  useEffect(() => {
    if (checked) further.current?.focus();
  }, [checked]);
  const check = async () => {
    if (answer.trim() === '') return;
    try {
      setChecked(await api.story.answerGap({ id, number: gap.number, answer }));
      setError(null);
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        void check();
      }}
    >
      {gap.shown !== '_____' && <p className="reading mt-3 wrap-anywhere">{gap.shown}</p>}
      {gap.options ? (
        <fieldset className="mt-4" disabled={checked !== null}>
          <legend className="mb-2 font-medium">{gap.prompt}</legend>
          <div className="space-y-1.5">
            {gap.options.map((option) => (
              <label
                key={option}
                className="flex cursor-pointer items-baseline gap-2 rounded-md px-2 py-1 hover:bg-wash"
              >
                <input
                  type="radio"
                  name="answer"
                  value={option}
                  checked={answer === option}
                  onChange={() => setAnswer(option)}
                  className="accent-accent"
                />
                <span>{option}</span>
              </label>
            ))}
          </div>
        </fieldset>
      ) : (
        <Field
          label={gap.prompt}
          className="mt-4"
          value={answer}
          disabled={checked !== null}
          onChange={(event) => setAnswer(event.target.value)}
        />
      )}
      {!checked && (
        <Button type="submit" look="primary" className="mt-4" disabled={answer.trim() === ''}>
          Check
        </Button>
      )}
      <div aria-live="polite">
        {checked && (
          <div className="mt-4 rounded-md border border-line bg-wash px-3 py-2.5 text-sm">
            <p className="font-semibold">
              {checked.isRight ? 'Yes.' : `Answer: ${checked.answer}`}
            </p>
            <p className="mt-1">{checked.explanation}</p>
          </div>
        )}
      </div>
      {checked && (
        <Button ref={further} look="primary" className="mt-4" keys="]" onClick={onNext}>
          Next gap
        </Button>
      )}
      <div className="mt-3">
        <ProblemNote error={error} />
      </div>
    </form>
  );
}
