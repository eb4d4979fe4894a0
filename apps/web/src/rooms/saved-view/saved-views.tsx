import type { SavedView, ViewedList } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { BookmarkPlus, Ellipsis, Users } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { parseSearch, stringifySearch } from '../../routes/search.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Checkbox, Field } from '../../ui/field.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Popover } from '../../ui/popover.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { showProblem, showToast } from '../../ui/toast.tsx';
import { isSameSearch, keepNames, listUnknown, type KnownFilters } from './view-search.ts';

type Search = Record<string, string | undefined>;

interface SavedViewsProps {
  list: ViewedList;
  /** The filters and the order that the address has now. */
  search: Search;
  known: KnownFilters;
  onOpen: (search: Record<string, string>) => void;
}

const refresh = () => queryClient.invalidateQueries({ queryKey: ['saved-views'] });

function useViews(list: ViewedList, search: Search, known: KnownFilters) {
  const { data } = useQuery(queries.savedViews(list));
  const views = data?.items ?? [];
  const here = stringifySearch(search).slice(1);
  const current = views.find((view) => isSameSearch(keepNames(view.search, known), here));
  return { views, here, current };
}

/** The views of a list: opens, renames, shares and removes them, and says which filters no longer exist. */
export function SavedViews({ list, search, known, onOpen }: SavedViewsProps) {
  const { views, here, current } = useViews(list, search, known);
  // The address drops filters that the list no longer has, so they are looked for in the view.
  const unknown = listUnknown({ ...(current && readSearch(current.search)), ...search }, known);
  if (views.length === 0 && unknown.length === 0) return null;
  return (
    <div className="mb-3">
      <div className="flex flex-wrap items-center gap-1.5">
        {views.map((view) => (
          <ViewChip
            key={view.id}
            view={view}
            isCurrent={view === current}
            here={here}
            onOpen={() => onOpen(readSearch(view.search))}
          />
        ))}
      </div>
      {unknown.length > 0 && (
        <p role="status" className="mt-1.5 text-sm text-ink-soft">
          {unknown
            .map(({ name, value }) => `The filter ${name} “${value}” no longer exists.`)
            .join(' ')}
        </p>
      )}
    </div>
  );
}

function readSearch(search: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parseSearch(search)).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
}

interface ViewChipProps {
  view: SavedView;
  isCurrent: boolean;
  here: string;
  onOpen: () => void;
}

function ViewChip({ view, isCurrent, here, onOpen }: ViewChipProps) {
  const [isRenaming, setRenaming] = useState(false);
  const { id, version, isShared } = view;
  const change = (fields: { name?: string; search?: string; isShared?: boolean }, title: string) =>
    void api['saved-view']
      .change({ id, version, ...fields })
      .then(() => (showToast({ title }), refresh()))
      .catch(showProblem);
  const remove = () =>
    void api['saved-view']
      .remove({ id, version })
      .then(() => {
        const { list, name, search } = view;
        showToast({
          title: `Removed the view “${name}”`,
          undo: () => api['saved-view'].add({ list, name, search, isShared }).then(refresh),
        });
        return refresh();
      })
      .catch(showProblem);
  if (isRenaming)
    return (
      <form
        className="flex items-end gap-1"
        onSubmit={(event) => {
          event.preventDefault();
          const typed = new FormData(event.currentTarget).get('name');
          if (typeof typed === 'string' && typed.trim() !== '')
            change({ name: typed.trim() }, 'View renamed');
          setRenaming(false);
        }}
      >
        <Field label="Name of the view" hideLabel name="name" defaultValue={view.name} autoFocus />
        <Button type="submit">Rename</Button>
      </form>
    );
  return (
    <span
      className={cx(
        'inline-flex h-8 items-center rounded-full border text-sm',
        isCurrent ? 'border-accent bg-accent-wash' : 'border-line-strong bg-sheet',
      )}
    >
      <button
        type="button"
        aria-pressed={isCurrent}
        title={isShared ? `Shared by ${view.ownerName}` : 'Only you see this view'}
        onClick={onOpen}
        className={cx(
          'inline-flex h-full max-w-60 items-center gap-1.5 rounded-full px-3 hover:bg-wash-strong',
          isCurrent && 'font-medium text-accent',
        )}
      >
        {isShared && <Users size={13} aria-label="Shared" />}
        <span className="truncate">{view.name}</span>
      </button>
      {view.can.change && (
        <Menu
          trigger={
            <IconButton
              small
              label={`Actions for the view ${view.name}`}
              icon={<Ellipsis size={14} />}
              className="mr-1"
            />
          }
          groups={[
            [
              { label: 'Rename', run: () => setRenaming(true) },
              here !== '' &&
                !isCurrent && {
                  label: 'Update to the current filters',
                  run: () => change({ search: here }, 'View updated'),
                },
              {
                label: isShared ? 'Stop sharing' : 'Share with everyone',
                run: () =>
                  change({ isShared: !isShared }, isShared ? 'No longer shared' : 'View shared'),
              },
            ],
            [{ label: 'Remove', isDanger: true, run: remove }],
          ]}
        />
      )}
    </span>
  );
}

/** At the end of the filters: nothing without filters, or if they are already saved. */
export function SaveView({ list, search, known }: Omit<SavedViewsProps, 'onOpen'>) {
  const { here, current } = useViews(list, search, known);
  return here === '' || current ? null : <NewView list={list} search={here} />;
}

function NewView({ list, search }: { list: ViewedList; search: string }) {
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const [error, setError] = useState<unknown>(null);
  return (
    <Popover
      title="Save this view"
      trigger={
        <Button look="quiet" title="Save view" icon={<BookmarkPlus size={16} aria-hidden="true" />}>
          <span className="max-xl:sr-only">Save view</span>
        </Button>
      }
    >
      <form
        className="grid w-64 gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          api['saved-view'].add({ list, name, search, isShared }).then(refresh).catch(setError);
        }}
      >
        <ProblemNote error={error} />
        <Field
          label="Name"
          value={name}
          maxLength={80}
          required
          placeholder="Overdue, unassigned"
          onChange={(event) => setName(event.target.value)}
        />
        <Checkbox
          label="Share with everyone"
          checked={isShared}
          onChange={(event) => setShared(event.target.checked)}
        />
        <Button look="primary" type="submit" disabled={name.trim() === ''}>
          Save view
        </Button>
      </form>
    </Popover>
  );
}
