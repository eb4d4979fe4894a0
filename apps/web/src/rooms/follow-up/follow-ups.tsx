import { incidentFollowUpSorts, type FollowUp, followUpStates } from '@debrief/contract';
import { sortFollowUps } from '@debrief/rules/follow-up';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useEffect } from 'react';
import { queries } from '../../data/queries.ts';
import { findNeighborRow } from '../../ui/neighbor-row.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { hasDraft } from '../../data/draft.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { focusSoon } from '../../ui/focus-soon.ts';
import { useActions } from '../../ui/keys.ts';
import { useInstantSearch } from '../../ui/use-instant-search.ts';
import { useRowSelection } from '../../ui/use-row-selection.ts';
import { findCurrentRow, useListCursor } from '../../ui/use-list-cursor.ts';
import { ReadProblem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showProblem } from '../../ui/toast.tsx';
import { SideSheet } from '../../ui/side-sheet.tsx';
import { runbookQueries } from '../runbook/queries.ts';
import { RolloutSheet } from '../runbook/rollout-sheet.tsx';
import { FollowUpBulk } from './follow-up-bulk.tsx';
import { FollowUpCard, followUpCardId } from './follow-up-card.tsx';
import { draftPlace, FollowUpEditor } from './follow-up-form.tsx';
import { readOrder, type FollowUpSearch } from './follow-up-search.ts';
import { StatusForm } from './status-form.tsx';
import { UnsavedFollowUps } from './unsaved-follow-ups.tsx';
import { useFollowUps } from './use-follow-ups.ts';
import { orderWords, stateWords } from './words.ts';

const route = getRouteApi('/inside/incidents/$ref/follow-ups');

const orders = incidentFollowUpSorts
  .flatMap((column) => [column, `-${column}` as const])
  .map((value) => ({ value, label: orderWords[value] }));

function focusCard(id: string): void {
  focusSoon(() => document.getElementById(followUpCardId(id)));
}

export function FollowUpsTab() {
  const { ref } = route.useParams();
  const [search, announce] = useInstantSearch(route.useSearch());
  const navigate = route.useNavigate();
  const { data: incident } = useSuspenseQuery(queries.incident(ref));
  const followUps = useFollowUps(ref);
  const { data: safeguards } = useQuery(queries.safeguards(ref));
  const { data: runs } = useQuery(runbookQueries.runs(ref));
  const { items } = followUps;
  const canChange = incident.can.change;
  const order = readOrder(search);
  const sorted = sortFollowUps(items ?? [], order);
  const ordered = followUpStates.flatMap((state) => sorted.filter((one) => one.state === state));
  const current = findCurrentRow(ordered, (one) => one.id === search.item, search.item);
  const ids = ordered.map((one) => one.id);
  const selection = useRowSelection('Follow-ups', ids, !canChange);
  const setSearch = (patch: FollowUpSearch) => {
    const next = { sort: search.sort ?? '', ...patch };
    announce(() => next);
    void navigate({ search: next, replace: true, resetScroll: false });
  };
  const begin = () =>
    canChange &&
    setSearch({ ...(search.item === undefined ? {} : { item: search.item }), edit: 'new' });
  const open = (one: FollowUp | undefined, edit: 'fields' | 'move' | 'rollout') =>
    one && (one.can.change || edit === 'rollout') && setSearch({ item: one.id, edit });
  const close = (savedId: string | null) => {
    const id = savedId ?? search.item ?? current?.id;
    setSearch(id === undefined ? {} : { item: id });
    if (id !== undefined) focusCard(id);
  };
  const remove = (one: FollowUp) => {
    const next = findNeighborRow(ordered, one.id);
    followUps.remove(one);
    setSearch(next ? { item: next.id } : {});
    if (next) focusCard(next.id);
  };
  const look = (id: string) =>
    search.item !== id &&
    setSearch({ item: id, ...(search.edit === 'new' ? { edit: 'new' } : {}) });
  const keepAsIs = (one: FollowUp, rule: string) =>
    void followUps.setMeant(one, [...one.meant, rule]).catch(showProblem);
  const isRead = items !== null;
  useEffect(() => {
    if (search.item !== undefined && isRead)
      document.getElementById(followUpCardId(search.item))?.scrollIntoView({ block: 'nearest' });
  }, [search.item, isRead]);
  const group = 'Follow-ups';
  const isStill = !current?.can.change;
  useListCursor({
    group,
    row: 'follow-up',
    rows: () => ordered,
    isCurrent: (one) => one.id === search.item,
    goTo: (one) => (look(one.id), focusCard(one.id)),
  });
  useActions(group, [
    {
      label: 'Edit this follow-up',
      keys: '↵',
      isKeyOnly: true,
      isDisabled: isStill,
      run: () => open(current, 'fields'),
    },
    {
      label: 'Change status',
      keys: 's',
      also: 'state done verify decline wont reopen',
      isDisabled: isStill,
      run: () => open(current, 'move'),
    },
    {
      label: 'Open the rollout',
      also: 'fix test canary region roll back',
      isDisabled: current === undefined,
      run: () => open(current, 'rollout'),
    },
    {
      label: 'Remove this follow-up',
      keys: 'delete',
      isDisabled: isStill,
      run: () => current && remove(current),
    },
    { label: 'Undo', keys: 'u', run: followUps.undoLast },
    {
      label: 'Add follow-up',
      keys: 'n',
      also: 'action item new',
      isDisabled: !canChange,
      run: begin,
    },
    {
      label: 'Close what is open',
      keys: 'escape',
      isKeyOnly: true,
      isDisabled: search.edit === undefined,
      run: () => close(null),
    },
  ]);
  const edited = search.edit === 'new' ? null : ordered.find((one) => one.id === search.item);
  const isRollout = search.edit === 'rollout';
  const isOpen =
    (canChange || isRollout) &&
    search.edit !== undefined &&
    (edited !== undefined || search.edit === 'new');
  const add = canChange && (
    <Button small keys="n" icon={<Plus size={14} />} onClick={begin}>
      Follow-up
    </Button>
  );
  return (
    <div className="flex flex-1 items-stretch">
      <div className="min-w-0 flex-1 px-4 py-4 sm:px-6">
        <header className="mb-4 flex max-w-240 flex-wrap items-center gap-2">
          <h2 className="text-sm font-semibold">Follow-ups</h2>
          <span className="flex-1" />
          {ordered.length > 1 && (
            <FilterChip
              label="Sort"
              value={order}
              choices={orders}
              onChoose={(sort) =>
                void navigate({ search: (before) => ({ ...before, sort }), replace: true })
              }
            />
          )}
          {(items?.length ?? 0) > 0 && add}
        </header>
        <UnsavedFollowUps {...followUps} />
        <ReadProblem error={followUps.error} />
        {items === null && !followUps.error && <Skeleton lines={6} />}
        {items?.length === 0 && (
          <EmptyState title="No follow-ups yet" action={add}>
            What this incident asks for: work that brings something back, keeps it from happening
            this way again, or shows it sooner. Each with an owner and a result that can be
            verified, such as “An alias that lacks one of the last three days is refused”. None at
            all is a legitimate outcome.
          </EmptyState>
        )}
        {followUpStates.map((state) => {
          const here = ordered.filter((one) => one.state === state);
          if (here.length === 0) return null;
          return (
            <section key={state} aria-label={stateWords[state].label} className="mb-6 max-w-240">
              <h3 className="mb-2 flex items-center gap-2" title={stateWords[state].hint}>
                <Chip tone={stateWords[state].tone}>{stateWords[state].label}</Chip>
                <span className="tabular text-xs font-normal text-ink-soft">{here.length}</span>
                <span className="h-px flex-1 bg-line" />
              </h3>
              <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
                {here.map((one) => (
                  <FollowUpCard
                    key={one.id}
                    followUp={one}
                    incident={ref}
                    isPrivate={incident.visibility === 'private'}
                    safeguards={
                      safeguards?.items.filter(({ followUpId }) => followUpId === one.id) ?? []
                    }
                    rollouts={runs?.items.filter(({ followUpId }) => followUpId === one.id) ?? []}
                    isCurrent={one.id === current?.id}
                    hasDraft={hasDraft(draftPlace(ref, one.id))}
                    selection={canChange ? selection : null}
                    onFocus={() => look(one.id)}
                    onEdit={() => open(one, 'fields')}
                    onChangeStatus={() => open(one, 'move')}
                    onRollout={() => open(one, 'rollout')}
                    onMeant={(rule) => keepAsIs(one, rule)}
                  />
                ))}
              </div>
            </section>
          );
        })}
        <FollowUpBulk items={ordered} selection={selection} />
      </div>
      {isOpen && (
        <SideSheet
          title={
            isRollout
              ? 'Rollout'
              : search.edit === 'new'
                ? 'A new follow-up'
                : search.edit === 'move'
                  ? 'Update status'
                  : 'Follow-up'
          }
          onClose={() => close(null)}
        >
          {isRollout && edited ? (
            <RolloutSheet
              key={edited.id}
              incident={ref}
              followUp={edited}
              onClose={() => close(edited.id)}
            />
          ) : search.edit === 'move' && edited ? (
            <StatusForm
              key={edited.id}
              incident={ref}
              followUp={edited}
              followUps={followUps}
              onDone={() => close(edited.id)}
            />
          ) : (
            <FollowUpEditor
              key={edited?.id ?? `new ${search.origin ?? ''}`}
              incident={ref}
              followUps={followUps}
              followUp={edited ?? null}
              originId={search.origin}
              onClose={close}
              onRemove={remove}
            />
          )}
        </SideSheet>
      )}
    </div>
  );
}
