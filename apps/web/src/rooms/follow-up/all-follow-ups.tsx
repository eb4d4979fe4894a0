import { followUpFields, FollowUpIntent, FollowUpState } from '@debrief/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { Column, PageHead } from '../../frame/page-head.tsx';
import { queries } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Checkbox, Field, Select } from '../../ui/field.tsx';
import { useActions } from '../../ui/keys.ts';
import { linkRows, useListCursor } from '../../ui/use-list-cursor.ts';
import { ProblemNote } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { FollowUpLine } from './follow-up-line.tsx';
import { toFollowUpFilter, type AllFollowUpsSearch } from './follow-up-search.ts';
import { intentWords, stateWords } from './words.ts';

const route = getRouteApi('/inside/follow-ups');

const owners = [
  { value: '', label: 'Anyone' },
  { value: 'me', label: 'Mine' },
  { value: 'nobody', label: 'Unassigned' },
  { value: 'name', label: 'Of a name …' },
] as const;
const intents = [
  { value: '', label: 'For anything' },
  ...FollowUpIntent.options.map((value) => ({ value, label: intentWords[value].label })),
] as const;
const states = [
  { value: '', label: 'Unfinished' },
  { value: 'any', label: 'In any state' },
  ...FollowUpState.options.map((value) => ({ value, label: stateWords[value].label })),
] as const;
const ages = [
  { value: '', label: 'Of any age' },
  { value: '7', label: 'Older than a week' },
  { value: '30', label: 'Older than a month' },
  { value: '90', label: 'Older than three months' },
  { value: '365', label: 'Older than a year' },
] as const;

export function AllFollowUps() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const list = useInfiniteQuery(queries.allFollowUps(toFollowUpFilter(search)));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const rows = useRef<HTMLUListElement>(null);
  const put = (next: AllFollowUpsSearch) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  const isFiltered = Object.values(search).some((value) => value !== undefined && value !== '');
  useListCursor({ group: 'Follow-ups', row: 'follow-up', ...linkRows(rows) });
  useActions('Follow-ups', [
    { label: 'Show mine', keys: 'm', run: () => put({ owner: search.owner === 'me' ? '' : 'me' }) },
    {
      label: 'Show what is overdue',
      keys: 'o',
      run: () => put({ overdue: search.overdue === 'true' ? '' : 'true' }),
    },
  ]);
  return (
    <>
      <PageHead
        title="Follow-ups"
        lead="The work that follows incidents, by the day when it is due."
      />
      <Column isWide>
        <div className="mb-4 flex flex-wrap items-center gap-2">
          <OwnerFilter owner={search.owner ?? ''} onChoose={(owner) => put({ owner })} />
          <Select
            label="State"
            hideLabel
            className="w-36"
            value={search.state ?? ''}
            choices={states}
            onChoose={(state) => put({ state })}
          />
          <Select
            label={followUpFields.intent.label}
            hideLabel
            className="w-36"
            value={search.intent ?? ''}
            choices={intents}
            onChoose={(intent) => put({ intent })}
          />
          <Select
            label="Age"
            hideLabel
            className="w-48"
            value={search.age ?? ''}
            choices={ages}
            onChoose={(age) => put({ age })}
          />
          <Checkbox
            label="Overdue only"
            checked={search.overdue === 'true'}
            onChange={(event) => put({ overdue: event.target.checked ? 'true' : '' })}
          />
        </div>
        <ProblemNote error={list.error} />
        {list.isPending && <Skeleton lines={6} />}
        {items.length > 0 && (
          <ul ref={rows} aria-label="Follow-ups" className="border-t border-line">
            {items.map((one) => (
              <FollowUpLine key={one.id} followUp={one} />
            ))}
          </ul>
        )}
        <ShowMore list={list} />
        {list.data && items.length === 0 && (
          <EmptyState
            title={isFiltered ? 'No follow-up is like this' : 'Nothing waits'}
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
      </Column>
    </>
  );
}

/** `me`, `nobody`, or the name of an account, person or team. */
function OwnerFilter({ owner, onChoose }: { owner: string; onChoose: (owner: string) => void }) {
  const isName = owner !== '' && owner !== 'me' && owner !== 'nobody';
  const [isNaming, setNaming] = useState(isName);
  const shown =
    isName || isNaming ? 'name' : (owners.find((one) => one.value === owner)?.value ?? '');
  return (
    <>
      <Select
        label="Owner"
        hideLabel
        className="w-36"
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
