import { followUpFields, followUpSorts, followUpIntents, followUpStates } from '@debrief/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { Column, PageHead } from '../../frame/page-head.tsx';
import { queries } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Field } from '../../ui/field.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { useActions } from '../../ui/keys.ts';
import { useRowSelection } from '../../ui/use-row-selection.ts';
import { linkRows, useListCursor } from '../../ui/use-list-cursor.ts';
import { SavedViews, SaveView } from '../saved-view/index.ts';
import { AgeCounts } from './age-counts.tsx';
import { FollowUpBulk } from './follow-up-bulk.tsx';
import { FollowUpTable } from './follow-up-table.tsx';
import { toFollowUpFilter, type AllFollowUpsSearch } from './follow-up-search.ts';
import { intentWords, stateWords } from './words.ts';
import { QueryState } from '../../ui/query-state.tsx';

const route = getRouteApi('/inside/follow-ups');

const owners = [
  { value: '', label: 'Anyone' },
  { value: 'me', label: 'Mine' },
  { value: 'none', label: 'Unassigned' },
  { value: 'name', label: 'A name…' },
] as const;
const intents = [
  { value: '', label: 'Any' },
  ...followUpIntents.map((value) => ({ value, label: intentWords[value].label })),
] as const;
const states = [
  { value: '', label: 'Unfinished' },
  { value: 'any', label: 'Any' },
  ...followUpStates.map((value) => ({ value, label: stateWords[value].label })),
] as const;
const ages = [
  { value: '', label: 'Any' },
  { value: '7', label: 'Older than a week' },
  { value: '30', label: 'Older than a month' },
  { value: '90', label: 'Older than three months' },
  { value: '365', label: 'Older than a year' },
] as const;

const dues = [
  { value: '', label: 'Any time' },
  { value: 'true', label: 'Overdue' },
] as const;

const asks = [
  { value: '', label: 'Any' },
  { value: 'true', label: 'Asked by a policy' },
] as const;

const values = (choices: readonly { value: string }[]) => choices.map(({ value }) => value);
const known = {
  owner: null,
  intent: values(intents),
  state: values(states),
  age: values(ages),
  overdue: values(dues),
  asked: values(asks),
  sort: followUpSorts.flatMap((column) => [column, `-${column}`]),
};

export function AllFollowUps() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { sort: _sort, asked, ...agingFilter } = toFollowUpFilter(search);
  const list = useInfiniteQuery(queries.allFollowUps(toFollowUpFilter(search)));
  const items = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const ids = useMemo(() => items.map(({ id }) => id), [items]);
  const canSelect = items.some(({ can }) => can.change);
  const selection = useRowSelection('Follow-ups', ids, !canSelect);
  const rows = useRef<HTMLTableSectionElement>(null);
  const put = (next: AllFollowUpsSearch) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  const { sort: _, ...filters } = search;
  const isFiltered = Object.values(filters).some((value) => value !== undefined && value !== '');
  useListCursor({ group: 'Follow-ups', row: 'follow-up', ...linkRows(rows) });
  useActions('Follow-ups', [
    {
      label: 'Show mine',
      keys: 'shift+y',
      run: () => put({ owner: search.owner === 'me' ? '' : 'me' }),
    },
    {
      label: 'Show what is overdue',
      keys: 'shift+o',
      run: () => put({ overdue: search.overdue === 'true' ? '' : 'true' }),
    },
  ]);
  return (
    <>
      <PageHead isWide title="Follow-ups" lead="Work that follows incidents." />
      <Column isWide>
        <SavedViews
          list="follow-ups"
          search={{ ...search }}
          known={known}
          onOpen={(view) => void navigate({ search: view })}
        />
        <div className="mb-4 flex flex-wrap items-center gap-2">
          <OwnerFilter owner={search.owner ?? ''} onChoose={(owner) => put({ owner })} />
          <FilterChip
            label="Status"
            value={states.find(({ value }) => value === search.state)?.value ?? ''}
            choices={states}
            onChoose={(state) => put({ state })}
          />
          <FilterChip
            label={followUpFields.intent.label}
            value={intents.find(({ value }) => value === search.intent)?.value ?? ''}
            choices={intents}
            onChoose={(intent) => put({ intent })}
          />
          <FilterChip
            label="Age"
            value={ages.find(({ value }) => value === search.age)?.value ?? ''}
            choices={ages}
            onChoose={(age) => put({ age })}
          />
          <FilterChip
            label="Due"
            value={search.overdue === 'true' ? 'true' : ''}
            choices={dues}
            onChoose={(overdue) => put({ overdue })}
          />
          <FilterChip
            label="Policies"
            value={search.asked === 'true' ? 'true' : ''}
            choices={asks}
            onChoose={(next) => put({ asked: next })}
          />
          <SaveView list="follow-ups" search={{ ...search }} known={known} />
        </div>
        {asked === undefined && <AgeCounts filter={agingFilter} />}
        <QueryState of={list} lines={6} />
        {items.length > 0 && (
          <FollowUpTable
            items={items}
            rows={rows}
            sort={search.sort ?? 'due'}
            selection={canSelect ? selection : null}
            onSort={(sort) => put({ sort })}
          />
        )}
        <ShowMore list={list} />
        {list.data && items.length === 0 && !list.hasNextPage && (
          <EmptyState
            title={isFiltered ? 'No follow-ups match' : 'Nothing waits'}
            action={
              isFiltered ? (
                <Button onClick={() => void navigate({ search: {} })}>
                  Show all that is unfinished
                </Button>
              ) : undefined
            }
          >
            Add follow-ups in an incident, next to the factor or decision they address.
          </EmptyState>
        )}
        <FollowUpBulk items={items} selection={selection} />
      </Column>
    </>
  );
}

/** `me`, `none`, or the name of an account, person or team. */
function OwnerFilter({ owner, onChoose }: { owner: string; onChoose: (owner: string) => void }) {
  const isName = owner !== '' && owner !== 'me' && owner !== 'none';
  const [isNaming, setNaming] = useState(isName);
  const shown =
    isName || isNaming ? 'name' : (owners.find((one) => one.value === owner)?.value ?? '');
  return (
    <>
      <FilterChip
        label="Owner"
        value={shown}
        choices={owners}
        onChoose={(next) => {
          setNaming(next === 'name');
          if (next !== 'name') onChoose(next);
        }}
      />
      {shown === 'name' && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const typed = new FormData(event.currentTarget).get('name');
            onChoose(typeof typed === 'string' ? typed.trim() : '');
          }}
        >
          <Field
            key={owner}
            label="Name of the owner"
            hideLabel
            name="name"
            defaultValue={isName ? owner : ''}
            placeholder="A person or a team"
            className="w-44"
            onBlur={(event) =>
              event.target.value.trim() !== owner && onChoose(event.target.value.trim())
            }
          />
        </form>
      )}
    </>
  );
}
