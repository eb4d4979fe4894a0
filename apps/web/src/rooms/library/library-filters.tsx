import { factorKinds } from '@debrief/contract';
import { readWord } from '../../routes/search.ts';
import { readDay } from '@debrief/rules/time';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { queries } from '../../data/queries.ts';
import { useDateInput } from '../../ui/date-field.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { factorLooks } from '../investigation/index.ts';
import type { LibrarySearch } from './library-search.ts';

const factorFilter = [
  { value: 'any', label: 'Any' },
  ...factorKinds.map((kind) => ({
    value: kind,
    label: factorLooks[kind].label,
  })),
] as const;

/** With words, the default order is relevance; without, it is the newest first. */
const orders = (hasWords: boolean) => [
  { value: '', label: hasWords ? 'Relevance' : 'Newest first' },
  ...(hasWords ? [{ value: '-time', label: 'Newest first' }] : []),
  { value: 'time', label: 'Oldest first' },
];

interface LibraryFiltersProps {
  search: LibrarySearch;
  onSet: (patch: LibrarySearch) => void;
  /** On the line of the last filter, however the filters wrap. */
  children: ReactNode;
}

export function LibraryFilters({ search, onSet, children }: LibraryFiltersProps) {
  const factor = readWord(factorKinds, search.factor) ?? 'any';
  const { data: names } = useQuery(queries.libraryNames());
  const sorts = orders((search.text ?? '') !== '');
  return (
    <>
      <FilterChip
        label="Factor type"
        value={factor}
        choices={factorFilter}
        onChoose={(next) => onSet({ factor: next === 'any' ? '' : next })}
      />
      <NameFilter
        label="Service"
        names={names?.services ?? []}
        value={search.service}
        onChoose={(service) => onSet({ service })}
      />
      <NameFilter
        label="Team"
        names={names?.teams ?? []}
        value={search.team}
        onChoose={(team) => onSet({ team })}
      />
      <DayFilter label="From" value={search.from} onChoose={(from) => onSet({ from })} />
      <DayFilter label="Until" value={search.until} onChoose={(until) => onSet({ until })} />
      <span className="inline-flex items-center gap-2">
        <FilterChip
          label="Sort"
          value={sorts.find(({ value }) => value === search.sort)?.value ?? ''}
          choices={sorts}
          onChoose={(sort) => onSet({ sort })}
        />
        {children}
      </span>
    </>
  );
}

interface NameFilterProps {
  label: string;
  names: readonly string[];
  value: string | undefined;
  onChoose: (name: string) => void;
}

/** Nothing if no incident has names; a name from the URL stays, even if it does not exist. */
function NameFilter({ label, names, value = '', onChoose }: NameFilterProps) {
  const all = value === '' || names.includes(value) ? names : [value, ...names];
  if (all.length === 0) return null;
  const choices = [
    { value: '', label: 'Any' },
    ...all.map((name) => ({ value: name, label: name })),
  ];
  return <FilterChip label={label} value={value} choices={choices} onChoose={onChoose} />;
}

function DayFilter({
  label,
  value = '',
  onChoose,
}: {
  label: string;
  value: string | undefined;
  onChoose: (day: string) => void;
}) {
  const date = useDateInput(value, (day) => (day === '' || readDay(day) !== null) && onChoose(day));
  return (
    <span
      className={`inline-flex h-8 items-center gap-1 rounded-md border pr-1 pl-2.5 text-sm ${value === '' ? 'border-line-strong bg-sheet' : 'border-accent bg-accent-wash'}`}
    >
      <label className="inline-flex items-center gap-1">
        <span className="text-ink-soft">
          {label}
          <span aria-hidden="true">:</span>
        </span>
        <input {...date.input} className="w-24 rounded-sm bg-transparent text-ink" />
      </label>
      {date.calendar}
    </span>
  );
}
