import { difficulties, packs, rounds, type Question } from '@debrief/craft/story';
import { useRef, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Select, type Choice } from '../../../ui/field.tsx';
import { useActions } from '../../../ui/keys.ts';
import type { RehearseSearch } from '../practice-search.ts';
import { AddQuestions } from './add-questions.tsx';

interface Props {
  all: readonly Question[];
  ownCount: number;
  search: RehearseSearch;
  onSearch: (search: RehearseSearch) => void;
  onChoose: (question: Question) => void;
}

const any: Choice<string> = { value: '', label: 'any' };
const choices = (values: readonly string[], labelOf = (value: string) => value) => [any, ...values.map((value) => ({ value, label: labelOf(value) }))];
const once = (values: readonly string[]) => [...new Set(values)].toSorted((a, b) => a.localeCompare(b));
const competencyName = (id: string) => packs.flatMap((pack) => pack.competencies).find((one) => one.id === id)?.name ?? id;

/** The bank of questions, narrowed by what they ask about, how hard they are, whom they are asked, and when. */
export function Bank({ all, ownCount, search, onSearch, onChoose }: Props) {
  const [isAdding, setAdding] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const found = all.filter(
    (one) =>
      (!search.competency || one.competencies.includes(search.competency)) &&
      (!search.difficulty || one.difficulty === search.difficulty) &&
      (!search.round || one.round === search.round) &&
      (!search.role || one.roles.includes(search.role) || one.roles.includes('any')),
  );
  const at = found.findIndex((one) => one.id === search.question);
  const move = (by: number) => {
    const next = found[Math.min(found.length - 1, Math.max(0, at + by))];
    if (!next) return;
    onChoose(next);
    list.current?.children[found.indexOf(next)]?.scrollIntoView({ block: 'nearest' });
  };
  useActions([
    { id: 'bank.next', group: 'Questions', label: 'Next question', keys: 'j', isKeyOnly: true, run: () => move(1) },
    { id: 'bank.previous', group: 'Questions', label: 'Question before', keys: 'k', isKeyOnly: true, run: () => move(-1) },
    { id: 'bank.add', group: 'Questions', label: 'Add questions of my own (YAML, CSV)', keys: 'shift+a', run: () => setAdding(true) },
  ]);
  const set = (name: 'competency' | 'difficulty' | 'role' | 'round') => (value: string) => {
    const { [name]: _, ...rest } = search;
    onSearch(value === '' ? rest : { ...rest, [name]: value });
  };
  return (
    <section aria-labelledby="bank">
      <div className="mb-2 flex items-baseline justify-between gap-2">
        <h2 id="bank" className="font-semibold">
          Questions
        </h2>
        <Button small look="quiet" onClick={() => setAdding(true)}>
          Add my own{ownCount > 0 ? ` (${ownCount})` : ''}
        </Button>
      </div>
      <div className="mb-3 grid grid-cols-2 gap-2">
        <Select
          label="About"
          value={search.competency ?? ''}
          choices={choices(once(all.flatMap((one) => one.competencies)), competencyName)}
          onChoose={set('competency')}
        />
        <Select label="Difficulty" value={search.difficulty ?? ''} choices={choices(difficulties)} onChoose={set('difficulty')} />
        <Select
          label="Role"
          value={search.role ?? ''}
          choices={choices(once(all.flatMap((one) => one.roles).filter((role) => role !== 'any')))}
          onChoose={set('role')}
        />
        <Select label="Round" value={search.round ?? ''} choices={choices(rounds)} onChoose={set('round')} />
      </div>
      {found.length === 0 && <p className="text-sm text-ink-soft">No question is like this. Take one of the filters away.</p>}
      <ul ref={list} aria-label="Questions of the bank" className="max-h-[60vh] divide-y divide-line overflow-y-auto border-y border-line">
        {found.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              aria-pressed={one.id === search.question}
              onClick={() => onChoose(one)}
              className={cx('w-full px-2 py-2 text-left text-sm -outline-offset-2', one.id === search.question ? 'bg-accent-wash' : 'hover:bg-wash')}
            >
              {one.text}
              <span className="block text-xs text-ink-soft">{[...one.competencies.map(competencyName), one.difficulty, one.round].join(' · ')}</span>
            </button>
          </li>
        ))}
      </ul>
      {isAdding && <AddQuestions onClose={() => setAdding(false)} />}
    </section>
  );
}
