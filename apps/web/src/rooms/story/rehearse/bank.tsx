import { QuestionDifficulty, QuestionRound, type StoryQuestion } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { storyQueries } from '../../../data/queries/story.ts';
import { Button } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Select, type Choice } from '../../../ui/field.tsx';
import { useActions } from '../../../ui/keys.ts';
import { useListCursor } from '../../../ui/use-list-cursor.ts';
import type { RehearseSearch } from '../preparation-search.ts';
import { AddQuestions } from './add-questions.tsx';
import { removeQuestion } from './own-questions.ts';
import { QuestionRow } from './question-row.tsx';
import { reportFailure } from '../../../ui/toast.tsx';

interface Props {
  all: readonly StoryQuestion[];
  search: RehearseSearch;
  onSearch: (search: RehearseSearch) => void;
  onChoose: (question: StoryQuestion) => void;
}

const any: Choice<string> = { value: '', label: 'any' };
const choices = (values: readonly string[], labelOf = (value: string) => value) => [
  any,
  ...values.map((value) => ({ value, label: labelOf(value) })),
];
const once = (values: readonly string[]) =>
  [...new Set(values)].toSorted((a, b) => a.localeCompare(b));

/**
 * A list that scrolls within the page is for wide screens: a phone shows the first eight, and all
 * on request.
 */
const few = 'max-lg:[&>li:nth-child(n+9)]:hidden';

export function Bank({ all, search, onSearch, onChoose }: Props) {
  const [isAdding, setAdding] = useState(false);
  const [isWhole, setWhole] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const frameworks = useQuery(storyQueries.storyFrameworks());
  const names = new Map(
    frameworks.data?.items.flatMap((framework) =>
      framework.competencies.map((one) => [one.key, one.name]),
    ),
  );
  const findName = (key: string) => names.get(key) ?? key;
  const found = all.filter(
    (one) =>
      (!search.competency || one.competencies.includes(search.competency)) &&
      (!search.difficulty || one.difficulty === search.difficulty) &&
      (!search.round || one.round === search.round) &&
      (!search.role || one.roles.includes(search.role) || one.roles.includes('any')),
  );
  const chosen = found.find((one) => one.id === search.question);
  useListCursor({
    group: 'Questions',
    row: 'question',
    rows: () => found,
    isCurrent: (one) => one === chosen,
    goTo: (one) => {
      onChoose(one);
      list.current?.children[found.indexOf(one)]?.scrollIntoView({ block: 'nearest' });
    },
  });
  useActions('Questions', [
    { label: 'Add my own questions (YAML, CSV)', keys: 'shift+a', run: () => setAdding(true) },
    {
      label: 'Remove my question',
      keys: 'delete',
      isDisabled: chosen?.isMine !== true,
      run: () => chosen && reportFailure(removeQuestion(chosen)),
    },
  ]);
  const set = (name: 'competency' | 'difficulty' | 'role' | 'round') => (value: string) => {
    const { [name]: _, ...rest } = search;
    onSearch(value === '' ? rest : { ...rest, [name]: value });
  };
  return (
    <section aria-labelledby="bank">
      <div className="mb-2 flex items-baseline justify-between gap-2">
        <h2 id="bank" className="font-semibold">
          Questions{' '}
          <span className="tabular text-sm font-normal text-ink-soft">{found.length}</span>
        </h2>
        <Button small look="quiet" onClick={() => setAdding(true)}>
          Add questions
        </Button>
      </div>
      <div className="mb-3 grid grid-cols-2 gap-2">
        <Select
          label="Topic"
          value={search.competency ?? ''}
          choices={choices(once(all.flatMap((one) => one.competencies)), findName)}
          onChoose={set('competency')}
        />
        <Select
          label="Difficulty"
          value={search.difficulty ?? ''}
          choices={choices(QuestionDifficulty.options)}
          onChoose={set('difficulty')}
        />
        <Select
          label="Role"
          value={search.role ?? ''}
          choices={choices(once(all.flatMap((one) => one.roles).filter((role) => role !== 'any')))}
          onChoose={set('role')}
        />
        <Select
          label="Round"
          value={search.round ?? ''}
          choices={choices(QuestionRound.options)}
          onChoose={set('round')}
        />
      </div>
      {found.length === 0 && (
        <p className="text-sm text-ink-soft">No questions match. Remove a filter.</p>
      )}
      <ul
        ref={list}
        aria-label="Questions"
        className={cx(
          'divide-y divide-line border-y border-line empty:hidden lg:max-h-[60vh] lg:overflow-y-auto',
          !isWhole && few,
        )}
      >
        {found.map((one) => (
          <QuestionRow
            key={one.id}
            question={one}
            isChosen={one.id === search.question}
            nameOf={findName}
            onChoose={() => onChoose(one)}
          />
        ))}
      </ul>
      {found.length > 8 && !isWhole && (
        <Button small className="mt-2 lg:hidden" onClick={() => setWhole(true)}>
          Show all {found.length}
        </Button>
      )}
      {isAdding && <AddQuestions onClose={() => setAdding(false)} />}
    </section>
  );
}
