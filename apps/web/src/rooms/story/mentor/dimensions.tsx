import { StoryDimension, storyDimensions, StoryView, type Story } from '@debrief/contract';
import { ChevronRight } from 'lucide-react';
import { useRef, useState } from 'react';
import { api, toProblem } from '../../../api.ts';
import { queryClient } from '../../../data/queries.ts';
import { storyQueries } from '../../../data/queries/story.ts';
import { Button } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { useDraft } from '../../../data/draft.ts';
import { TextArea } from '../../../ui/field.tsx';
import { showProblem } from '../../../ui/toast.tsx';
import { TextVersionChoice } from '../../../ui/version-choice.tsx';
import { refreshSharedStory } from './refresh-shared-story.ts';

/** A level in the words of its anchor; between two anchors, both are named. Never a number. */
function levelWords(dimension: StoryDimension, level: number): string {
  const [one, three, five] = storyDimensions[dimension].anchors;
  return (
    {
      1: one,
      2: `Between “${one}” and “${three}”`,
      3: three,
      4: `Between “${three}” and “${five}”`,
      5: five,
    }[level] ?? ''
  );
}

/**
 * A mentor's rating on each dimension: written by them, read by the owner, next to the evidence.
 * Nothing is added up.
 */
export function Dimensions({ story }: { story: Story }) {
  const [open, setOpen] = useState<StoryDimension | null>(null);
  const shown = story.isMine
    ? StoryDimension.options.filter((one) => story.views.some((view) => view.dimension === one))
    : StoryDimension.options;
  return (
    <section aria-labelledby="dimensions" className="text-sm">
      <h2 id="dimensions" className="font-semibold">
        {story.isMine ? 'Feedback from mentors' : 'Your feedback'}
      </h2>
      <p className="mt-0.5 mb-2 text-ink-soft">
        {story.isMine && shown.length === 0
          ? 'No feedback yet.'
          : 'In words, one at a time. There is no score.'}
      </p>
      <div className="divide-y divide-line border-y border-line empty:border-0">
        {shown.map((dimension) =>
          story.isMine ? (
            <Found
              key={dimension}
              dimension={dimension}
              views={story.views.filter((view) => view.dimension === dimension)}
            />
          ) : (
            <Say
              key={dimension}
              story={story}
              dimension={dimension}
              view={story.views.find((view) => view.dimension === dimension && view.isMine)}
              isOpen={open === dimension}
              onToggle={() => setOpen(open === dimension ? null : dimension)}
            />
          ),
        )}
      </div>
    </section>
  );
}

function Found({ dimension, views }: { dimension: StoryDimension; views: readonly StoryView[] }) {
  return (
    <div className="py-2.5">
      <h3 className="font-medium">{storyDimensions[dimension].name}</h3>
      {views.map((view) => (
        <div key={view.by} className="mt-1">
          {view.level !== null && <p>{levelWords(dimension, view.level)}</p>}
          {view.note !== '' && <p className="wrap-anywhere whitespace-pre-line">“{view.note}”</p>}
          <p className="text-xs text-ink-soft">{view.by}</p>
        </div>
      ))}
    </div>
  );
}

interface Answer {
  level: number | null;
  note: string;
}

const inWords = (dimension: StoryDimension, { level, note }: Answer) =>
  [level === null ? '' : levelWords(dimension, level), note === '' ? '' : `“${note}”`]
    .filter((one) => one !== '')
    .join('\n') || '(nothing)';

interface SayProps {
  story: Story;
  dimension: StoryDimension;
  view: StoryView | undefined;
  isOpen: boolean;
  onToggle: () => void;
}

/** One line until it is opened: its name and the rating. Open: its anchors, and the reason. */
function Say({ story, dimension, view, isOpen, onToggle }: SayProps) {
  const [note, setNote, forget] = useDraft(
    `stories.view.${story.id}.${dimension}`,
    view?.note ?? '',
  );
  const [isWriting, setWriting] = useState(false);
  const [both, setBoth] = useState<{ mine: Answer; theirs: StoryView | null } | null>(null);
  const place = useRef<HTMLFieldSetElement>(null);
  const { name } = storyDimensions[dimension];
  const [chosen, setChosen] = useState<number | null>(view?.level ?? null);
  const before = useRef<Promise<unknown>>(Promise.resolve());
  const { queryKey } = storyQueries.story(story.id);
  /**
   * One after the other, each based on the result of the one before: two quick arrow keys do not
   * conflict. Resolves whether it was saved.
   */
  const send = (change: Partial<Answer>, over?: number): Promise<boolean> => {
    const sent = before.current.then(() => sendNow(change, over));
    before.current = sent;
    return sent;
  };
  const sendNow = async (change: Partial<Answer>, over?: number): Promise<boolean> => {
    const there = queryClient
      .getQueryData<Story>(queryKey)
      ?.views.find((one) => one.dimension === dimension && one.isMine);
    const mine = { level: there?.level ?? null, note: there?.note ?? '', ...change };
    try {
      refreshSharedStory(
        await api.story.rate({
          id: story.id,
          dimension,
          version: over ?? there?.version ?? 0,
          ...mine,
        }),
      );
      setBoth(null);
      return true;
    } catch (error) {
      const problem = toProblem(error);
      if (problem.code === 'conflict')
        setBoth({ mine, theirs: StoryView.safeParse(problem.current).data ?? null });
      else showProblem(error);
      return false;
    }
  };
  // A level is saved independently of the text, so that typing a reason is not interrupted.
  const choose = (level: number | null) => {
    setChosen(level);
    void send({ level });
  };
  const keepWhy = async () => {
    if (await send({ level: chosen, note })) forget();
    place.current?.querySelector<HTMLElement>('input:checked, input')?.focus();
    setWriting(false);
  };
  const settle = (side: 'mine' | 'theirs') => {
    if (!both) return;
    if (side === 'mine')
      return void send(both.mine, both.theirs?.version ?? 0).then((isKept) => isKept && forget());
    setBoth(null);
    setChosen(both.theirs?.level ?? null);
    forget();
    void queryClient.invalidateQueries({ queryKey });
  };
  const write = () => {
    if (view?.note) setNote(view.note);
    setWriting(true);
  };
  return (
    <fieldset ref={place} data-dimension={dimension}>
      <legend className="sr-only">{name}</legend>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={onToggle}
        className="flex w-full items-baseline gap-2 rounded-sm px-1 py-2 text-left -outline-offset-2 hover:bg-wash"
      >
        <ChevronRight
          size={14}
          className={cx('shrink-0 self-center text-ink-faint', isOpen && 'rotate-90')}
        />
        <span className="min-w-0 flex-1">
          <span className="block font-medium">{name}</span>
          {!isOpen && view && (
            <span className="block text-xs wrap-anywhere whitespace-pre-line text-ink-soft">
              {inWords(dimension, view)}
            </span>
          )}
        </span>
      </button>
      {isOpen && (
        <div className="space-y-0.5 pb-3 pl-6">
          {both && (
            <TextVersionChoice
              what="view"
              heading="You said something else on this in another window while you were editing."
              mine={inWords(dimension, both.mine)}
              theirs={both.theirs === null ? '(removed)' : inWords(dimension, both.theirs)}
              keepLabel="Keep this feedback"
              takeLabel="Use the saved feedback"
              onChoose={settle}
            />
          )}
          {[1, 2, 3, 4, 5].map((level) => (
            <label
              key={level}
              className="flex cursor-pointer items-baseline gap-2 rounded-sm px-1 py-0.5 text-xs leading-5 hover:bg-wash"
            >
              <input
                type="radio"
                name={`view-${dimension}`}
                className="accent-accent"
                checked={chosen === level}
                onChange={() => choose(level)}
                aria-label={`${name}: ${levelWords(dimension, level)}`}
              />
              <span className={level % 2 === 0 ? 'text-ink-soft' : ''}>
                {level % 2 === 0 ? 'between' : levelWords(dimension, level)}
              </span>
            </label>
          ))}
          {isWriting ? (
            <div className="mt-1.5">
              <TextArea
                label={`Why (${name})`}
                rows={2}
                autoFocus
                value={note}
                onChange={(event) => setNote(event.target.value)}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void keepWhy();
                  if (event.key !== 'Escape') return;
                  event.preventDefault();
                  setWriting(false);
                }}
              />
              <Button small className="mt-1.5" keys="mod+enter" onClick={() => void keepWhy()}>
                Save
              </Button>
            </div>
          ) : (
            <div className="mt-1 flex flex-wrap items-baseline gap-2">
              {view?.note && <p className="wrap-anywhere">“{view.note}”</p>}
              <Button small look="quiet" className="-ml-2" data-does="why" onClick={write}>
                {view?.note ? 'Edit reason' : 'Add reason'}
                <span className="sr-only"> ({name})</span>
              </Button>
              {view && view.level !== null && (
                <Button small look="quiet" onClick={() => choose(null)}>
                  Remove<span className="sr-only"> ({name})</span>
                </Button>
              )}
            </div>
          )}
        </div>
      )}
    </fieldset>
  );
}

/** Moves to the next or previous dimension, at its selected level. */
export function goDimension(step: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>('[data-dimension]')];
  const at = all.findIndex((one) => one.contains(document.activeElement));
  const next = all[Math.max(0, Math.min(all.length - 1, at === -1 ? 0 : at + step))];
  if (!next) return;
  // Focuses the line at once, so that the next key works from here; focuses its levels when they
  // are rendered.
  const line = next.querySelector<HTMLElement>('[aria-expanded]');
  line?.focus();
  if (line?.getAttribute('aria-expanded') === 'false') line.click();
  requestAnimationFrame(() => {
    if (!next.contains(document.activeElement)) return;
    (
      next.querySelector<HTMLElement>('input:checked') ?? next.querySelector<HTMLElement>('input')
    )?.focus();
    next.scrollIntoView({ block: 'nearest' });
  });
}

/** Opens the reason field of the focused dimension. */
export function openReason(): void {
  document.activeElement
    ?.closest('[data-dimension]')
    ?.querySelector<HTMLElement>('[data-does="why"]')
    ?.click();
}
