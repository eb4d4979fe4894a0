import { useQuery } from '@tanstack/react-query';
import { queries } from '../../../queries.ts';
import { ProblemNote } from '../../../ui/problem.tsx';
import type { RehearseSearch } from '../practice-search.ts';
import { defaultForm } from '../form-words.ts';
import { Bank } from './bank.tsx';
import { Due } from './due.tsx';
import { Matches } from './matches.tsx';
import { useBank } from './own-questions.ts';
import { Take } from './take.tsx';
import { useMyStories } from './use-my-stories.ts';

interface Props {
  search: RehearseSearch;
  onSearch: (search: RehearseSearch) => void;
}

/** Left the questions, right the story that answers the chosen one, against a clock. */
export function Practise({ search, onSearch }: Props) {
  const { all, own } = useBank();
  const { stories, error } = useMyStories();
  const due = useQuery(queries.rehearsalsDue());
  const question = all.find((one) => one.id === search.question || one.text === search.question);
  const asked = question?.text ?? search.question ?? '';
  const story = stories.find((one) => one.id === search.story);
  const form = search.form ?? defaultForm;
  return (
    <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(18rem,26rem)_minmax(0,1fr)]">
      <div className="space-y-6">
        <Due due={due.data?.items ?? []} onChoose={(one) => onSearch({ question: one.question, story: one.storyId, form: one.form ?? defaultForm })} />
        <Bank all={all} ownCount={own.length} search={search} onSearch={onSearch} onChoose={(one) => onSearch({ ...search, question: one.id })} />
      </div>
      <div className="space-y-6">
        <ProblemNote error={error ?? due.error} />
        {asked !== '' && (
          <blockquote className="reading" aria-label="The question">
            {asked}
          </blockquote>
        )}
        {asked === '' && !story && (
          <p className="reading text-ink-soft">Choose a question. Your stories are then held against it, with the reasons, and with what differs.</p>
        )}
        <Matches question={question ?? null} stories={stories} chosen={story?.id ?? null} onChoose={(id) => onSearch({ ...search, story: id })} />
        {story && (
          <Take key={`${story.id} ${asked} ${form}`} story={story} question={asked} form={form} onForm={(next) => onSearch({ ...search, form: next })} />
        )}
      </div>
    </div>
  );
}
