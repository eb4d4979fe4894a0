import { StoryDimension, storyDimensions, type Story, type StoryView } from '@debrief/contract';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { Button } from '../../../ui/button.tsx';
import { useDraft } from '../../../ui/draft.ts';
import { TextArea } from '../../../ui/field.tsx';
import { sayProblem } from '../../../ui/toast.tsx';
import { showShared } from './show-shared.ts';

/** A level in the words of its anchor; between two of them both are said. Never a figure. */
function levelWords(dimension: StoryDimension, level: number): string {
  const [one, three, five] = storyDimensions[dimension].anchors;
  return { 1: one, 2: `Between “${one}” and “${three}”`, 3: three, 4: `Between “${three}” and “${five}”`, 5: five }[level] ?? '';
}

/** What a mentor finds on each dimension: said by them, read by the owner, beside the evidence. Nothing is added up. */
export function Dimensions({ story }: { story: Story }) {
  const shown = story.isMine ? StoryDimension.options.filter((one) => story.views.some((view) => view.dimension === one)) : StoryDimension.options;
  return (
    <section aria-labelledby="dimensions" className="text-sm">
      <h2 id="dimensions" className="font-semibold">
        {story.isMine ? 'What your mentors find' : 'What I find'}
      </h2>
      <p className="mt-0.5 mb-2 text-ink-soft">
        {story.isMine && shown.length === 0
          ? 'Nobody has said anything yet.'
          : 'In words, each for itself. Nothing is added up, and no figure is kept on anybody.'}
      </p>
      <div className="divide-y divide-line border-y border-line empty:border-0">
        {shown.map((dimension) =>
          story.isMine ? (
            <Found key={dimension} dimension={dimension} views={story.views.filter((view) => view.dimension === dimension)} />
          ) : (
            <Say key={dimension} story={story} dimension={dimension} view={story.views.find((view) => view.dimension === dimension && view.isMine)} />
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

function Say({ story, dimension, view }: { story: Story; dimension: StoryDimension; view: StoryView | undefined }) {
  const [note, setNote, forget] = useDraft(`practice.view.${story.id}.${dimension}`, view?.note ?? '');
  const [isWriting, setWriting] = useState(false);
  const keep = async (level: number | null) => {
    try {
      showShared(await api.story.rate({ id: story.id, dimension, level, note: isWriting ? note : (view?.note ?? '') }));
      if (isWriting) forget();
      setWriting(false);
    } catch (error) {
      sayProblem(error);
    }
  };
  const write = () => {
    if (view?.note) setNote(view.note);
    setWriting(true);
  };
  return (
    <fieldset className="py-2.5">
      <legend className="float-left mb-1 w-full font-medium">{storyDimensions[dimension].name}</legend>
      <div className="clear-both space-y-0.5">
        {[1, 2, 3, 4, 5].map((level) => (
          <label key={level} className="flex cursor-pointer items-baseline gap-2 rounded-sm px-1 py-0.5 text-xs leading-5 hover:bg-wash">
            <input
              type="radio"
              name={`view-${dimension}`}
              className="accent-accent"
              checked={view?.level === level}
              onChange={() => void keep(level)}
              aria-label={`${storyDimensions[dimension].name}: ${levelWords(dimension, level)}`}
            />
            <span className={level % 2 === 0 ? 'text-ink-soft' : ''}>{level % 2 === 0 ? 'between' : levelWords(dimension, level)}</span>
          </label>
        ))}
      </div>
      {isWriting ? (
        <div className="mt-1.5">
          <TextArea label={`Why (${storyDimensions[dimension].name})`} rows={2} autoFocus value={note} onChange={(event) => setNote(event.target.value)} />
          <Button small className="mt-1.5" onClick={() => void keep(view?.level ?? null)}>
            Keep
          </Button>
        </div>
      ) : (
        <div className="mt-1 flex flex-wrap items-baseline gap-2">
          {view?.note && <p className="wrap-anywhere">“{view.note}”</p>}
          <Button small look="quiet" className="-ml-2" onClick={write}>
            {view?.note ? 'Change why' : 'Say why'}
          </Button>
          {view && view.level !== null && (
            <Button small look="quiet" onClick={() => void keep(null)}>
              Take back
            </Button>
          )}
        </div>
      )}
    </fieldset>
  );
}
