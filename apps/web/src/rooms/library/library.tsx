import type { LibraryCount, LibraryPage, LibraryQueryInput } from '@debrief/contract';
import { numberText } from '@debrief/rules/numbers';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Columns3 } from 'lucide-react';
import { useRef } from 'react';
import { Column, PageHead } from '../../frame/page-head.tsx';
import { queries } from '../../data/queries.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { focusField } from '../../ui/focus-field.ts';
import { useActions } from '../../ui/keys.ts';
import { linkRows, useListCursor } from '../../ui/use-list-cursor.ts';
import { SavedViews, SaveView } from '../saved-view/index.ts';
import { addToTimeline } from './add-to-timeline.ts';
import { HitRow } from './hit-row.tsx';
import { kindStyles } from './kind-styles.tsx';
import { LibrarySearchField } from './library-search-field.tsx';
import { LibraryFilters } from './library-filters.tsx';
import { listKnownFilters } from './known-filters.ts';
import { toLibraryQuery } from './library-query.ts';
import { splitList, toggleName, type LibrarySearch } from './library-search.ts';
import { QueryState } from '../../ui/query-state.tsx';

const route = getRouteApi('/inside/library');
const comparedMost = 5;

export function Library() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/library' });
  const query = toLibraryQuery(search);
  const list = useInfiniteQuery(queries.library(query));
  const field = useRef<HTMLInputElement>(null);
  const rows = useRef<HTMLUListElement>(null);
  const { data: names } = useQuery(queries.libraryNames());
  const pages = list.data?.pages ?? [];
  const hits = pages.flatMap((page) => page.items);
  const chosen = splitList(search.compare);
  const set = (patch: LibrarySearch) =>
    void navigate({
      search: (before) => ({ ...before, ...patch }),
      replace: true,
      resetScroll: false,
    });
  const choose = (ref: string) =>
    (chosen.includes(ref) || chosen.length < comparedMost) &&
    set({ compare: toggleName(search.compare, ref) });
  const group = 'Library';
  const links = linkRows(rows);
  useListCursor({ group, row: 'hit', ...links });
  useActions(group, [
    { label: 'Search the library', keys: '/', run: () => focusField(field.current) },
    {
      label: 'Select the incident to compare',
      keys: 'x',
      isKeyOnly: true,
      run: () => {
        const ref = links.rows().find(links.isCurrent)?.dataset['row'];
        if (ref) choose(ref);
      },
    },
    {
      label: 'Add to timeline',
      keys: 'e',
      isKeyOnly: true,
      run: () => {
        const hit = hits[links.rows().findIndex(links.isCurrent)];
        if (hit?.can.addToTimeline) addToTimeline(hit);
      },
    },
    {
      label: 'Compare selected incidents',
      keys: 'shift+c',
      isDisabled: chosen.length < 2,
      run: () => void navigate({ to: '/library/compare', search: { incidents: chosen.join(',') } }),
    },
  ]);
  const { compare: _, ...view } = search;
  const { sort: _sort, ...filters } = view;
  const isFiltered = Object.keys(filters).length > 0;
  const known = listKnownFilters(names);
  const first = pages[0];
  return (
    <>
      <PageHead
        title="Library"
        lead="Search past incidents: reviews, factors, decisions and evidence."
        actions={
          <Link
            to="/library/compare"
            search={chosen.length > 0 ? { incidents: chosen.join(',') } : {}}
            className={cx(buttonClass(), 'no-underline')}
          >
            <Columns3 size={15} />
            {chosen.length > 1 ? `Compare ${chosen.join(', ')}` : 'Compare incidents'}
          </Link>
        }
      />
      <Column>
        <SavedViews
          list="library"
          search={view}
          known={known}
          onOpen={(opened) => void navigate({ search: opened })}
        />
        <div className="mb-3 flex flex-wrap items-center gap-2">
          <LibrarySearchField
            ref={field}
            value={search.text ?? ''}
            onSearch={(text) => set({ text })}
          />
          <LibraryFilters search={search} onSet={set}>
            <SaveView list="library" search={view} known={known} />
          </LibraryFilters>
        </div>
        {first && (
          <Kinds
            counts={first.counts}
            chosen={splitList(search.kind)}
            onChoose={(kind) => set({ kind })}
          />
        )}
        <QueryState of={list} lines={8} />
        {first && <Said page={first} query={query} />}
        {hits.length > 0 && (
          <ul
            ref={rows}
            aria-label="Results"
            className={cx('border-t border-line', list.isPlaceholderData && 'opacity-60')}
          >
            {hits.map((hit) => (
              <HitRow
                key={`${hit.kind}.${hit.id}`}
                hit={hit}
                isChosen={chosen.includes(hit.incident.ref)}
                onChoose={() => choose(hit.incident.ref)}
              />
            ))}
          </ul>
        )}
        <ShowMore list={list} />
        {first && !list.hasNextPage && first.rankedOfEach !== null && (
          <p className="mt-4 text-sm text-ink-soft">
            Too many results: showing the newest {first.rankedOfEach} of each kind. Add a word or a
            time range to narrow them down.
          </p>
        )}
        {first && hits.length === 0 && isFiltered && (
          <EmptyState
            title="No results"
            action={<Button onClick={() => void navigate({ search: {} })}>Clear search</Button>}
          >
            Try fewer words, or the start of one. Quoted words must appear exactly like this.
          </EmptyState>
        )}
        {first && hits.length === 0 && !isFiltered && (
          <EmptyState
            title="The library is empty"
            action={
              <Link to="/incidents" className={cx(buttonClass('primary'), 'no-underline')}>
                Go to incidents
              </Link>
            }
          >
            Events, factors, decisions and follow-ups from all incidents appear here. Start with the
            timeline of an incident.
          </EmptyState>
        )}
      </Column>
    </>
  );
}

function Said({ page, query }: { page: LibraryPage; query: LibraryQueryInput }) {
  if (page.items.length === 0) return null;
  const hasWords = query.text !== undefined;
  const order =
    query.sort === 'time'
      ? 'Oldest first'
      : hasWords && query.sort === undefined
        ? 'Sorted by relevance (newer first)'
        : 'Newest first';
  return (
    <p className="mb-2 text-xs text-ink-soft">
      {page.matching !== 'all' && (
        <span role="status" className="mb-1 block text-sm text-ink">
          {page.matching === 'similar'
            ? 'Nothing has these words. Showing similar spellings.'
            : 'Nothing has all of these words. Showing results with some of them.'}
        </span>
      )}
      {hasWords ? order : `${order}. Search to include evidence.`}
    </p>
  );
}

interface KindsProps {
  counts: readonly LibraryCount[];
  chosen: readonly string[];
  onChoose: (kind: string) => void;
}

function Kinds({ counts, chosen, onChoose }: KindsProps) {
  return (
    <div role="group" aria-label="Types" className="mb-3 flex flex-wrap gap-1.5">
      {counts
        .filter(({ kind, count }) => count > 0 || chosen.includes(kind))
        .map(({ kind, count, isMore }) => {
          const isChosen = chosen.includes(kind);
          return (
            <button
              key={kind}
              type="button"
              aria-pressed={isChosen}
              onClick={() => onChoose(toggleName(chosen.join(','), kind))}
              className={cx(
                'inline-flex min-h-7 items-center gap-1.5 rounded-md border px-2 text-xs',
                isChosen
                  ? 'border-accent bg-accent-wash text-accent'
                  : 'border-line-strong bg-sheet text-ink hover:bg-wash',
              )}
            >
              {kindStyles[kind].icon}
              {kindStyles[kind].many}
              <span className={cx('tabular', !isChosen && 'text-ink-soft')}>
                {numberText(count)}
                {isMore && '+'}
              </span>
            </button>
          );
        })}
    </div>
  );
}
