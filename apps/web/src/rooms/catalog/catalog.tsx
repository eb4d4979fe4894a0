import { serviceGaps, serviceKinds, servicePaths } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Plus, Upload } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { catalogQueries } from '../../data/queries/catalog.ts';
import { Column, PageHead } from '../../frame/page-head.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { focusField } from '../../ui/focus-field.ts';
import { useActions } from '../../ui/keys.ts';
import { QueryState } from '../../ui/query-state.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { linkRows, useListCursor } from '../../ui/use-list-cursor.ts';
import { toServiceFilter, type CatalogSearch } from './catalog-search.ts';
import { CatalogImportDialog } from './import-dialog.tsx';
import { ServiceDialog } from './service-dialog.tsx';
import { ServiceTable } from './service-table.tsx';
import { gapLabels, kindLabels, pathLabels } from './words.ts';

const route = getRouteApi('/inside/catalog');

const any = { value: '', label: 'Any' } as const;
const kinds = [any, ...serviceKinds.map((value) => ({ value, label: kindLabels[value] }))] as const;
const paths = [any, ...servicePaths.map((value) => ({ value, label: pathLabels[value] }))] as const;
const gaps = [
  { value: '', label: 'Any' },
  { value: 'orphan', label: 'No owner or runbook' },
  ...serviceGaps.map((value) => ({ value, label: gapLabels[value] })),
  { value: 'tier', label: 'No tier' },
] as const;

export function Catalog() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const list = useInfiniteQuery(catalogQueries.services(toServiceFilter(search)));
  const services = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const [open, setOpen] = useState<'add' | 'import' | null>(null);
  const rows = useRef<HTMLTableSectionElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const page = list.data?.pages[0];
  const canChange = page?.can.change ?? false;
  const put = (next: CatalogSearch) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  const { sort, ...filters } = search;
  const isFiltered = Object.values(filters).some((value) => value !== undefined && value !== '');
  useListCursor({ group: 'Catalog', row: 'service', ...linkRows(rows) });
  useActions('Catalog', [
    { label: 'Search', keys: '/', run: () => focusField(field.current) },
    { label: 'Add a service', keys: 'n', isDisabled: !canChange, run: () => setOpen('add') },
    {
      label: 'Import services',
      keys: 'shift+i',
      isDisabled: !canChange,
      run: () => setOpen('import'),
    },
  ]);
  const actions = canChange && (
    <>
      <Button icon={<Upload size={15} />} onClick={() => setOpen('import')}>
        Import services
      </Button>
      <Button look="primary" icon={<Plus size={15} />} onClick={() => setOpen('add')}>
        Add a service
      </Button>
    </>
  );
  return (
    <>
      <PageHead
        isWide
        title="Catalog"
        lead="Services, their owners and what they depend on."
        actions={actions}
      />
      <Column isWide>
        <div className="mb-4 flex flex-wrap items-center gap-2">
          <SearchField
            ref={field}
            label="Search services"
            value={search.text ?? ''}
            onSearch={(text) => put({ text })}
            onLeave={() => document.querySelector<HTMLElement>('a[data-row]')?.focus()}
          />
          <FilterChip
            label="Kind"
            value={kinds.find(({ value }) => value === search.kind)?.value ?? ''}
            choices={kinds}
            onChoose={(kind) => put({ kind })}
          />
          <FilterChip
            label="Path"
            value={paths.find(({ value }) => value === search.path)?.value ?? ''}
            choices={paths}
            onChoose={(path) => put({ path })}
          />
          <FilterChip
            label="Problem"
            value={gaps.find(({ value }) => value === search.without)?.value ?? ''}
            choices={gaps}
            onChoose={(without) => put({ without })}
          />
          {search.owner && (
            <Button small onClick={() => put({ owner: '' })}>
              Owner: {search.owner} ×
            </Button>
          )}
          {page && page.total > 0 && (
            <span className="text-xs text-ink-soft">{countText(page.total, 'service')}</span>
          )}
          <Link
            to="/runbooks"
            className="touch ml-auto text-sm text-accent underline underline-offset-2"
          >
            Runbooks
          </Link>
          <Link
            to="/manual-checks"
            className="touch text-sm text-accent underline underline-offset-2"
          >
            Manual checks
          </Link>
          <Link
            to="/catalog/knowledge"
            search={{}}
            className="touch text-sm text-accent underline underline-offset-2"
          >
            Depends on one person
          </Link>
        </div>
        <QueryState of={list} lines={6} />
        {services.length > 0 && (
          <ServiceTable
            services={services}
            rows={rows}
            sort={sort ?? 'name'}
            onSort={(next) => put({ sort: next })}
          />
        )}
        <ShowMore list={list} />
        {page && services.length === 0 && (
          <EmptyState
            title={isFiltered ? 'No services match' : 'No services'}
            action={
              isFiltered ? (
                <Button onClick={() => void navigate({ search: {} })}>Clear filters</Button>
              ) : (
                actions
              )
            }
          >
            Import a Backstage catalog, OpenLineage events, a dbt manifest or a CSV file, or add
            services by hand.
          </EmptyState>
        )}
      </Column>
      {open === 'add' && (
        <ServiceDialog
          onClose={() => setOpen(null)}
          onSaved={({ id }) => void navigate({ to: '/catalog/$id', params: { id } })}
        />
      )}
      {open === 'import' && <CatalogImportDialog onClose={() => setOpen(null)} />}
    </>
  );
}
