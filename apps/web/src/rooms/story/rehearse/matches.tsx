import type { QuestionMatch, StoryQuestion } from '@debrief/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { storyQueries } from '../../../data/queries/story.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { ShowMore } from '../../../ui/show-more.tsx';
import { StoryChoice } from './story-choice.tsx';
import { QueryState } from '../../../ui/query-state.tsx';

interface Choosing {
  chosen: string | null;
  /** Null clears the selected story. */
  onChoose: (id: string | null) => void;
}

export function Matches({ question, ...choosing }: Choosing & { question: StoryQuestion | null }) {
  return (
    <section aria-labelledby="matches">
      <h2 id="matches" className="mb-2 font-semibold">
        {question ? 'Answer with' : 'Rehearse a story without a question'}
      </h2>
      {question ? <Answering question={question} {...choosing} /> : <Mine {...choosing} />}
    </section>
  );
}

function Answering({ question, ...choosing }: Choosing & { question: StoryQuestion }) {
  const { data, error, isPlaceholderData } = useQuery(storyQueries.storyMatches(question.id));
  if (!data) return <QueryState of={{ data, error }} />;
  // Until the response for this question arrives, the stories are shown without the reasons of the
  // previous one.
  return (
    <Choices
      {...choosing}
      stories={data.items.map((fit) => ({
        id: fit.storyId,
        title: fit.title,
        fit: isPlaceholderData ? null : fit,
      }))}
    />
  );
}

function Mine(choosing: Choosing) {
  const list = useInfiniteQuery(storyQueries.stories(''));
  if (!list.data) return <QueryState of={list} />;
  const mine = list.data.pages.flatMap((page) => page.items).filter((one) => one.isMine);
  return (
    <Choices
      {...choosing}
      stories={mine.map(({ id, title }) => ({ id, title, fit: null }))}
      more={<ShowMore list={list} small className="mt-2" />}
    />
  );
}

interface ChoicesProps extends Choosing {
  stories: readonly { id: string; title: string; fit: QuestionMatch | null }[];
  more?: ReactNode;
}

function Choices({ stories, chosen, onChoose, more }: ChoicesProps) {
  const one = stories.find((story) => story.id === chosen);
  if (stories.length === 0)
    return (
      <>
        <p className="text-sm text-ink-soft">No stories yet.</p>
        <p className="mt-2 flex flex-wrap gap-2">
          <Link
            to="/stories"
            search={{ begin: 'incident' }}
            className={cx(buttonClass(), 'no-underline')}
          >
            New story
          </Link>
          <Link
            to="/stories/rehearse"
            search={{ read: 'all' }}
            className={cx(buttonClass('quiet'), 'no-underline')}
          >
            Try an example
          </Link>
        </p>
      </>
    );
  return (
    <>
      <ul aria-label="My stories" className="divide-y divide-line border-y border-line">
        {(one ? [one] : stories).map(({ id, title, fit }) => (
          <StoryChoice
            key={id}
            id={id}
            title={title}
            fit={fit}
            isChosen={id === chosen}
            onChoose={() => onChoose(id === chosen ? null : id)}
          />
        ))}
      </ul>
      {one && stories.length > 1 ? (
        <Button small look="quiet" className="mt-2" onClick={() => onChoose(null)}>
          Another story
        </Button>
      ) : (
        more
      )}
    </>
  );
}
