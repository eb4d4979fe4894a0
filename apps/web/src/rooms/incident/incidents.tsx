import { incidentSorts, Severity, statuses } from '@debrief/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Column, PageHead } from '../../frame/page-head.tsx';
import { queries } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { focusField } from '../../ui/focus-field.ts';
import { useActions } from '../../ui/keys.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { useRowSelection } from '../../ui/use-row-selection.ts';
import { DeclareDialog } from './declare-dialog.tsx';
import { SavedViews, SaveView } from '../saved-view/index.ts';
import { IncidentBulk } from './incident-bulk.tsx';
import { readSort, readWord } from '../../routes/search.ts';
import type { IncidentsSearch } from './incidents-search.ts';
import { IncidentTable } from './incident-table.tsx';
import { statusWords } from './words.ts';
import { QueryState } from '../../ui/query-state.tsx';

const route = getRouteApi('/inside/incidents');
const statusFilter = [
  { value: '', label: 'Any' },
  ...statuses.map((status) => ({ value: status, label: statusWords[status].label })),
  { value: 'archived', label: 'Archived' },
] as const;

const severityFilter = [
  { value: '', label: 'Any' },
  ...Severity.options.map((severity) => ({ value: severity, label: severity })),
] as const;

const known = {
  text: null,
  status: [...statuses, 'archived'],
  severity: Severity.options,
  sort: incidentSorts.flatMap((column) => [column, `-${column}`]),
};

export function Incidents() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/incidents' });
  const { data: session } = useQuery(queries.session());
  const status = readWord(statuses, search.status);
  const severity = Severity.safeParse(search.severity).data;
  const sort = readSort(incidentSorts, search.sort);
  const isArchived = search.status === 'archived';
  const list = useInfiniteQuery(
    queries.incidents({
      ...(search.text ? { text: search.text } : {}),
      ...(status ? { status } : {}),
      ...(severity ? { severity } : {}),
      ...(sort ? { sort } : {}),
      ...(isArchived ? { archived: 'true' as const } : {}),
    }),
  );
  const [isDeclaring, setDeclaring] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const mayDeclare = session?.can.declareIncident ?? false;
  const incidents = useMemo(
    () => list.data?.pages.flatMap((page) => page.items) ?? [],
    [list.data],
  );
  const ids = useMemo(() => incidents.map(({ id }) => id), [incidents]);
  const canSelect = incidents.some(({ can }) => can.change || can.unarchive);
  const selection = useRowSelection('Incidents', ids, !canSelect);
  const set = (patch: IncidentsSearch) =>
    void navigate({ search: (before) => ({ ...before, ...patch }), replace: true });
  const put = (text: string) => set({ text });
  const firstRef = incidents[0]?.ref;
  const [opens, setOpens] = useState<string | null>(null);
  useEffect(() => {
    if (opens === null || opens !== (search.text ?? '') || list.isFetching) return;
    setOpens(null);
    if (firstRef !== undefined) void navigate({ to: '/incidents/$ref', params: { ref: firstRef } });
  }, [opens, search.text, list.isFetching, firstRef, navigate]);
  const isFiltered =
    (search.text ?? '') !== '' || status !== undefined || severity !== undefined || isArchived;
  useActions('Incidents', [
    { label: 'Search', keys: '/', run: () => focusField(field.current) },
    {
      label: 'Declare an incident',
      keys: 'n',
      also: 'new create',
      isDisabled: !mayDeclare,
      run: () => setDeclaring(true),
    },
  ]);
  const declare = mayDeclare && (
    <Button look="primary" icon={<Plus size={15} />} onClick={() => setDeclaring(true)}>
      Declare an incident
    </Button>
  );
  return (
    <>
      <PageHead isWide title="Incidents" actions={declare} />
      <Column isWide>
        <SavedViews
          list="incidents"
          search={{ ...search }}
          known={known}
          onOpen={(view) => void navigate({ search: view })}
        />
        <div className="mb-4 flex flex-wrap items-center gap-2">
          <SearchField
            ref={field}
            label="Search incidents"
            value={search.text ?? ''}
            onSearch={put}
            onEnter={(text) => (put(text), setOpens(text))}
            onLeave={() => document.querySelector<HTMLElement>('a[data-row]')?.focus()}
          />
          <FilterChip
            label="Status"
            value={isArchived ? 'archived' : (status ?? '')}
            choices={statusFilter}
            onChoose={(next) => set({ status: next })}
          />
          <FilterChip
            label="Severity"
            value={severity ?? ''}
            choices={severityFilter}
            onChoose={(next) => set({ severity: next })}
          />
          <SaveView list="incidents" search={{ ...search }} known={known} />
        </div>
        <QueryState of={list} lines={6} />
        {incidents.length > 0 && (
          <IncidentTable
            incidents={incidents}
            sort={sort ?? '-number'}
            selection={canSelect ? selection : null}
            onSort={(next) => set({ sort: next })}
          />
        )}
        <IncidentBulk incidents={incidents} selection={selection} />
        <ShowMore list={list} label="Show more incidents" />
        {list.data && incidents.length === 0 && isFiltered && (
          <EmptyState
            title="No incident matches"
            action={
              <Button onClick={() => void navigate({ search: {} })}>Show all incidents</Button>
            }
          >
            Search looks at titles, summaries and names such as INC-12.
          </EmptyState>
        )}
        {list.data && incidents.length === 0 && !isFiltered && (
          <EmptyState title="No incidents yet" action={declare}>
            An incident contains the record of what happened and the timeline made from it. Declare
            one while it happens, or record one after the fact, such as “Search shows no results
            from the last two days”.
          </EmptyState>
        )}
      </Column>
      <DeclareDialog isOpen={isDeclaring} onClose={() => setDeclaring(false)} />
    </>
  );
}
