import { FactorKind } from '@debrief/contract';
import { Field, Select } from '../../ui/field.tsx';
import { factorLooks } from '../inquiry/index.ts';
import type { LibrarySearch } from './library-search.ts';

const factorFilter = [
  { value: 'any', label: 'Any kind of factor' },
  ...FactorKind.options.map((kind) => ({ value: kind, label: `Factors: ${factorLooks[kind].label.toLowerCase()}` })),
] as const;

/** What narrows the library beside words and kinds. */
export function LibraryFilters({ search, onSet }: { search: LibrarySearch; onSet: (patch: LibrarySearch) => void }) {
  const factor = FactorKind.safeParse(search.factor).data ?? 'any';
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
