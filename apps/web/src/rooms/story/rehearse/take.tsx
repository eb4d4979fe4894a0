import type { Rehearsal, Story, StoryForm } from '@debrief/contract';
import { budgets } from '@debrief/craft/story';
import { useEffect, useRef, useState } from 'react';
import { api } from '../../../api.ts';
import { queries, queryClient } from '../../../queries.ts';
import { Button } from '../../../ui/button.tsx';
import { useDraft } from '../../../ui/draft.ts';
import { Select, TextArea } from '../../../ui/field.tsx';
import { useActions } from '../../../ui/keys.ts';
import { ProblemNote } from '../../../ui/problem.tsx';
import { formWords } from '../form-words.ts';
import { clockText } from './clock-text.ts';
import { Marks } from './marks.tsx';

interface Props {
  story: Story;
  question: string;
  form: StoryForm;
  onForm: (form: StoryForm) => void;
}

const forms = Object.entries(formWords).map(([value, { label }]) => ({ value: value as StoryForm, label }));

/** One rehearsal: the clock, what was said, and then what of it were my sentences. */
export function Take({ story, question, form, onForm }: Props) {
  const [said, setSaid, forget] = useDraft(`practice.take.${story.id}`, '');
  const clock = useStopwatch();
  const [kept, setKept] = useState<Rehearsal | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isKeeping, setKeeping] = useState(false);
  const field = useRef<HTMLDivElement>(null);
  const start = () => {
    setKept(null);
    clock.start();
    field.current?.querySelector('textarea')?.focus();
  };
  const keep = async () => {
    if (said.trim() === '' || isKeeping) return;
    setKeeping(true);
    const tookMs = clock.stop();
    try {
      const { sections } = await queryClient.fetchQuery(queries.toldStory(story.id, form));
      const claimIds = sections.flatMap((section) => section.claimIds);
      setKept(await api.story.rehearse({ id: story.id, form, question, said, tookMs, ...(claimIds.length > 0 ? { claimIds } : {}) }));
      setError(null);
      forget();
      void queryClient.invalidateQueries({ queryKey: ['stories', 'rehearsals'] });
    } catch (problem) {
      setError(problem);
    }
    setKeeping(false);
  };
  useActions([
    { id: 'take.start', group: 'Rehearse', label: 'Start the clock', keys: 's', run: start },
    { id: 'take.keep', group: 'Rehearse', label: 'Stop, and see what came', keys: 'mod+enter', isDisabled: said.trim() === '', run: () => void keep() },
  ]);
  const budget = budgets[form].seconds;
  if (kept) return <Marks rehearsal={kept} onChange={setKept} onAgain={start} />;
  return (
    <section aria-labelledby="take" className="max-w-[70ch]">
      <h2 id="take" className="mb-2 font-semibold">
        {story.title}
      </h2>
      <div className="flex flex-wrap items-end gap-3">
        <Select label="Form" value={form} choices={forms} onChoose={onForm} />
        <p role="timer" aria-label="Clock" className="tabular text-xl">
          {clockText(clock.ms)}
          {budget !== null && <span className="text-sm text-ink-soft"> of {clockText(budget * 1000)}</span>}
        </p>
        <Button look={clock.isRunning ? 'plain' : 'primary'} keys="s" onClick={start}>
          {clock.isRunning ? 'Start over' : 'Start'}
        </Button>
      </div>
      <div ref={field} className="mt-3">
        <TextArea
          label="What I say"
          rows={8}
          hint="Type it, or let your system’s dictation write it. The clock starts with the first word."
          value={said}
          onChange={(event) => {
            if (!clock.isRunning) clock.start();
            setSaid(event.target.value);
          }}
        />
      </div>
      <div className="mt-3 flex items-center gap-2">
        <Button look="primary" keys="mod+enter" disabled={said.trim() === ''} isBusy={isKeeping} onClick={() => void keep()}>
          Stop, and see what came
        </Button>
      </div>
      {error !== null && (
        <div className="mt-3">
          <ProblemNote error={error} />
        </div>
      )}
    </section>
  );
}

/** Counts from the start until it is stopped; the display moves once a second. */
function useStopwatch() {
  const [startedAt, setStartedAt] = useState<number | null>(null);
  const [ms, setMs] = useState(0);
  useEffect(() => {
    if (startedAt === null) return;
    const timer = setInterval(() => setMs(performance.now() - startedAt), 500);
    return () => clearInterval(timer);
  }, [startedAt]);
  return {
    ms,
    isRunning: startedAt !== null,
    start: () => {
      setMs(0);
      setStartedAt(performance.now());
    },
    stop: () => {
      const took = startedAt === null ? ms : performance.now() - startedAt;
      setStartedAt(null);
      setMs(took);
      return Math.round(took);
    },
  };
}
