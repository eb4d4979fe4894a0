import { FactorKind } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../data/queries.ts';
import { Field, Select } from '../../ui/field.tsx';
import { factorLooks } from '../investigation/index.ts';
import type { LibrarySearch } from './library-search.ts';

const factorFilter = [
  { value: 'any', label: 'Any factor type' },
  ...FactorKind.options.map((kind) => ({
    value: kind,
    label: `Factors: ${factorLooks[kind].label.toLowerCase()}`,
  })),
] as const;

export function LibraryFilters({
  search,
  onSet,
}: {
  search: LibrarySearch;
  onSet: (patch: LibrarySearch) => void;
}) {
  const factor = FactorKind.safeParse(search.factor).data ?? 'any';
  const { data: names } = useQuery(queries.libraryNames());
  return (
    <>
      <Select
        label="Kind of factor"
        hideLabel
        className="w-44"
        value={factor}
        choices={factorFilter}
        onChoose={(next) => onSet({ factor: next === 'any' ? '' : next })}
      />
      <NameFilter
        label="Service"
        any="Any service"
        names={names?.services ?? []}
        value={search.service}
        onChoose={(service) => onSet({ service })}
      />
      <NameFilter
        label="Team"
        any="Any team"
        names={names?.teams ?? []}
        value={search.team}
        onChoose={(team) => onSet({ team })}
      />
      <div className="flex items-end gap-2">
        <Field
          label="From"
          hideLabel
          title="From"
          type="date"
          className="w-34"
          value={search.from ?? ''}
          onChange={(event) => onSet({ from: event.target.value })}
        />
        <span className="pb-1.5 text-sm text-ink-soft">to</span>
        <Field
          label="Until"
          hideLabel
          title="Until"
          type="date"
          className="w-34"
          value={search.until ?? ''}
          onChange={(event) => onSet({ until: event.target.value })}
        />
      </div>
    </>
  );
}

interface NameFilterProps {
  label: string;
  any: string;
  names: readonly string[];
  value: string | undefined;
  onChoose: (name: string) => void;
}

/** Nothing if no incident has names; a name from the URL stays, even if it does not exist. */
function NameFilter({ label, any, names, value = '', onChoose }: NameFilterProps) {
  const all = value === '' || names.includes(value) ? names : [value, ...names];
  if (all.length === 0) return null;
  const choices = [{ value: '', label: any }, ...all.map((name) => ({ value: name, label: name }))];
  return (
    <Select
      label={label}
      hideLabel
      className="w-36"
      value={value}
      choices={choices}
      onChoose={onChoose}
    />
  );
}
