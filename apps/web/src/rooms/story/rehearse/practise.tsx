import type { Rehearsal } from '@debrief/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useRef } from 'react';
import { storyQueries } from '../../../data/queries/story.ts';
import { Button } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { useActions } from '../../../ui/keys.ts';
import { ReadProblem } from '../../../ui/problem.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { defaultForm } from '../form-words.ts';
import type { RehearseSearch } from '../preparation-search.ts';
import { Bank } from './bank.tsx';
import { DueToday } from './due-today.tsx';
import { Matches } from './matches.tsx';
import { Take } from './take.tsx';
import { useListDetailFocus } from './use-list-detail-focus.ts';

interface Props {
  search: RehearseSearch;
  onSearch: (search: RehearseSearch) => void;
}

/**
 * The questions on the left; on the right the story that answers the selected one, with a timer. A
 * narrow screen shows one of the two.
 */
export function Practise({ search, onSearch }: Props) {
  const bank = useQuery(storyQueries.storyQuestions());
  const due = useQuery(storyQueries.rehearsalsDue());
  const chosen = useQuery({
    ...storyQueries.story(search.story ?? ''),
    enabled: search.story !== undefined,
  });
  const all = bank.data?.items ?? [];
  const takes = useInfiniteQuery({
    ...storyQueries.rehearsalsOf(search.story ?? ''),
    enabled: search.story !== undefined,
  });
  const question = all.find((one) => one.id === search.question);
  // The question may have been removed since. Its rehearsal has the text, and the URL only its id:
  // private words stay out of the browser's history.
  const taken = [
    ...(due.data?.items ?? []),
    ...(takes.data?.pages.flatMap((page) => page.items) ?? []),
  ].find((one) => one.id === search.question);
  const asked = question?.text ?? taken?.question ?? '';
  const story = search.story !== undefined && chosen.data?.isMine ? chosen.data : null;
  const form = search.form ?? defaultForm;
  const isOpen = search.question !== undefined || search.story !== undefined;
  const without = (...names: (keyof RehearseSearch)[]): RehearseSearch =>
    Object.fromEntries(
      Object.entries(search).filter(([name]) => !names.some((one) => one === name)),
    );
  const back = () =>
    onSearch(search.story === undefined ? without('question', 'form') : without('story', 'form'));
  const chooseDue = ({ id, question: words, storyId, form }: Rehearsal) => {
    const of = words === '' ? {} : { question: all.find((one) => one.text === words)?.id ?? id };
    onSearch({ ...of, story: storyId, form: form ?? defaultForm });
  };
  const right = useRef<HTMLDivElement>(null);
  const left = useRef<HTMLDivElement>(null);
  useListDetailFocus(left, right, search.question, isOpen);
  const toStories = () => right.current?.querySelector<HTMLButtonElement>('ul button')?.focus();
  useActions('Rehearse', [
    { label: 'Go to my stories', keys: 'g n', isKeyOnly: true, run: toStories },
    {
      label: 'Back to the questions',
      keys: 'escape',
      isKeyOnly: true,
      isDisabled: !isOpen,
      run: back,
    },
  ]);
  return (
    <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(18rem,26rem)_minmax(0,1fr)]">
      <div ref={left} className={cx('min-w-0 space-y-6', isOpen && 'max-lg:hidden')}>
        <DueToday due={due.data?.items ?? []} onChoose={chooseDue} />
        {bank.data ? (
          <Bank
            all={all}
            search={search}
            onSearch={onSearch}
            onChoose={(one) => onSearch({ ...search, question: one.id })}
          />
        ) : (
          !bank.error && <Skeleton lines={6} />
        )}
      </div>
      <div ref={right} className="min-w-0 scroll-mt-4 space-y-6">
        {isOpen && (
          <Button
            small
            look="quiet"
            className="-ml-2 lg:hidden"
            icon={<ArrowLeft size={14} />}
            onClick={() => onSearch(without('question', 'story', 'form'))}
          >
            All questions
          </Button>
        )}
        <ReadProblem error={bank.error ?? chosen.error ?? due.error} />
        {asked !== '' && (
          <blockquote className="reading wrap-anywhere" aria-label="Current question">
            {asked}
          </blockquote>
        )}
        {!isOpen && (
          <p className="reading text-ink-soft">
            Select a question. Debrief suggests which of your stories answer it, and why.
          </p>
        )}
        <Matches
          question={question ?? null}
          chosen={story?.id ?? null}
          onChoose={(id) =>
            onSearch(id === null ? without('story', 'form') : { ...search, story: id })
          }
        />
        {story && (
          <Take
            key={`${story.id} ${search.question ?? ''} ${form}`}
            story={story}
            question={asked}
            form={form}
            onForm={(next) => onSearch({ ...search, form: next })}
          />
        )}
      </div>
    </div>
  );
}
