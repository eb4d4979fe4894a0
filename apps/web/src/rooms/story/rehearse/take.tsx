import type { Rehearsal, Story, StoryForm } from '@debrief/contract';
import { budgets } from '@debrief/prose/story';
import { useEffect, useRef, useState } from 'react';
import { api } from '../../../api.ts';
import { queryClient } from '../../../data/queries.ts';
import { storyQueries } from '../../../data/queries/story.ts';
import { Button } from '../../../ui/button.tsx';
import { useDraft } from '../../../data/draft.ts';
import { Select, TextArea } from '../../../ui/field.tsx';
import { useActions } from '../../../ui/keys.ts';
import { ProblemNote } from '../../../ui/problem.tsx';
import { formWords } from '../form-words.ts';
import { clockText } from './clock-text.ts';
import { PastTakes } from './past-takes.tsx';
import { Marks } from './marks.tsx';
import { useStopwatch } from './use-stopwatch.ts';

interface Props {
  story: Pick<Story, 'id' | 'title'>;
  question: string;
  form: StoryForm;
  onForm: (form: StoryForm) => void;
}

const forms = Object.entries(formWords).map(([value, { label }]) => ({
  value: value as StoryForm,
  label,
}));

export function Take(props: Props) {
  const { story } = props;
  const [shown, setShown] = useState<Rehearsal | null>(null);
  const [begun, setBegun] = useState(0);
  const again = () => {
    setShown(null);
    setBegun((before) => before + 1);
  };
  return (
    <>
      {shown ? (
        <Marks
          key={shown.id}
          rehearsal={shown}
          onChange={setShown}
          onAgain={again}
          onRemoved={() => setShown(null)}
        />
      ) : (
        <Telling key={begun} {...props} isBegun={begun > 0} onKept={setShown} />
      )}
      <PastTakes storyId={story.id} shownId={shown?.id ?? null} onShow={setShown} />
    </>
  );
}

function Telling({
  story,
  question,
  form,
  onForm,
  isBegun,
  onKept,
}: Props & { isBegun: boolean; onKept: (rehearsal: Rehearsal) => void }) {
  const [said, setSaid, forget] = useDraft(`stories.take.${story.id}`, '');
  // A rehearsal sent twice over an unstable connection is stored once.
  const [rehearsalId] = useState(() => crypto.randomUUID());
  const clock = useStopwatch();
  const [error, setError] = useState<unknown>(null);
  const [isKeeping, setKeeping] = useState(false);
  const field = useRef<HTMLDivElement>(null);
  const start = () => {
    clock.start();
    field.current?.querySelector('textarea')?.focus();
  };
  const startNow = useRef(start);
  useEffect(() => {
    if (isBegun) startNow.current();
  }, [isBegun]);
  const keep = async () => {
    if (said.trim() === '' || isKeeping) return;
    setKeeping(true);
    const tookMs = clock.stop();
    try {
      const { sections } = await queryClient.fetchQuery(storyQueries.storyPreview(story.id, form));
      const claimIds = sections.flatMap((section) => section.claimIds);
      const kept = await api.story.rehearse({
        id: story.id,
        rehearsalId,
        form,
        question,
        said,
        tookMs,
        ...(claimIds.length > 0 ? { claimIds } : {}),
      });
      forget();
      void queryClient.invalidateQueries({ queryKey: ['stories', 'rehearsals'] });
      onKept(kept);
    } catch (problem) {
      setError(problem);
      setKeeping(false);
    }
  };
  useActions('Rehearse', [
    { label: 'Start the clock', keys: 's', run: start },
    {
      label: 'Stop and check',
      keys: 'mod+enter',
      isDisabled: said.trim() === '',
      run: () => void keep(),
    },
  ]);
  const budget = budgets[form].seconds;
  return (
    <section aria-labelledby="take" className="max-w-[70ch]">
      <h2 id="take" className="mb-2 font-semibold">
        Answer
      </h2>
      <div className="flex flex-wrap items-end gap-3">
        <Select label="Form" value={form} choices={forms} onChoose={onForm} />
        <p role="timer" aria-label="Clock" className="tabular text-xl">
          {clockText(clock.ms)}
          {budget !== null && (
            <span className="text-sm text-ink-soft"> of {clockText(budget * 1000)}</span>
          )}
        </p>
        <Button look={clock.isRunning ? 'plain' : 'primary'} keys="s" onClick={start}>
          {clock.isRunning ? 'Start over' : 'Start'}
        </Button>
      </div>
      <div ref={field} className="mt-3">
        <TextArea
          label="Your answer"
          rows={8}
          hint="Type or dictate. The clock starts with the first word."
          value={said}
          onChange={(event) => {
            if (!clock.isRunning && clock.ms === 0) clock.start();
            setSaid(event.target.value);
          }}
        />
      </div>
      <div className="mt-3">
        <Button
          look="primary"
          keys="mod+enter"
          disabled={said.trim() === ''}
          isBusy={isKeeping}
          onClick={() => void keep()}
        >
          Stop and check
        </Button>
      </div>
      <div className="mt-3 empty:hidden">
        <ProblemNote error={error} />
      </div>
    </section>
  );
}
