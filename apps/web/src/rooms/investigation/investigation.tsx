import type { Finding, FindingType } from '@debrief/contract';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { queries } from '../../data/queries.ts';
import { findNeighborRow } from '../../ui/neighbor-row.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { hasDraft } from '../../data/draft.ts';
import { focusSoon } from '../../ui/focus-soon.ts';
import { useActions } from '../../ui/keys.ts';
import { useMaskedIncident } from '../../ui/known-time.tsx';
import { useInstantSearch } from '../../ui/use-instant-search.ts';
import { findCurrentRow, useListCursor } from '../../ui/use-list-cursor.ts';
import { QueryState } from '../../ui/query-state.tsx';
import { showProblem } from '../../ui/toast.tsx';
import { buildLanes, type Lane } from './boards.ts';
import { cardId, FindingCard } from './finding-card.tsx';
import { FindingEditor } from './finding-editor.tsx';
import { findingKeys, findingLooks, FindingName } from '../../ui/finding-shape.tsx';
import { parseNewType, type InvestigationSearch } from './investigation-search.ts';
import { NewDialog } from './new-dialog.tsx';
import { SideSheet } from '../../ui/side-sheet.tsx';
import { draftPlace } from './form.ts';
import { UnsavedFindings } from './unsaved-findings.tsx';
import { useFindingPlace } from './use-place.ts';
import { statusLooks } from './words.ts';

const route = getRouteApi('/inside/incidents/$ref/investigation');
const boardTypes = [
  'hypothesis',
  'question',
  'decision',
  'observation',
  'contradiction',
  'impact',
] as const satisfies FindingType[];

export function focusCard(findingId: string): void {
  focusSoon(() => document.getElementById(cardId(findingId)));
}

export function InvestigationTab() {
  const { ref } = route.useParams();
  const [search, announce] = useInstantSearch(route.useSearch());
  const navigate = route.useNavigate();
  const { data: stored } = useSuspenseQuery(queries.incident(ref));
  const incident = useMaskedIncident(stored);
  const { place, blank } = useFindingPlace(incident);
  const [isChoosing, setChoosing] = useState(false);
  const { investigation } = place;
  const { findings } = investigation;
  const canChange = incident.can.change;
  const setSearch = (next: InvestigationSearch) => {
    announce(() => next);
    void navigate({ search: next, replace: true, resetScroll: false });
  };
  const lanes = buildLanes(findings ?? []);
  const current = findCurrentRow(
    lanes.flatMap((lane) => lane.findings),
    (finding) => finding.id === search.finding,
    search.finding,
  );
  const edit = (finding: Finding, what: 'fields' | 'step' = 'fields') =>
    finding.can.change && setSearch({ finding: finding.id, edit: what });
  const begin = (type: FindingType) => {
    setChoosing(false);
    if (type === 'factor')
      return void navigate({
        to: '/incidents/$ref/factors',
        params: { ref },
        search: { edit: 'new-factor' },
      });
    setSearch({ edit: `new-${type}` });
  };
  /** Opening another finding closes the editor, which keeps its draft; a new finding stays open. */
  const look = (id: string) => {
    if (search.finding !== id)
      setSearch({
        finding: id,
        ...(search.edit !== undefined && parseNewType(search.edit) ? { edit: search.edit } : {}),
      });
  };
  const close = (savedId: string | null) => {
    const id = savedId ?? search.finding ?? current?.id;
    setSearch(id === undefined ? {} : { finding: id });
    if (id !== undefined) focusCard(id);
  };
  const remove = (finding: Finding) => {
    const next = findNeighborRow(
      lanes.flatMap((lane) => lane.findings),
      finding.id,
    );
    investigation.remove(finding);
    setSearch(next ? { finding: next.id } : {});
    if (next) focusCard(next.id);
  };
  useShown(search.finding, findings !== null);
  const group = 'Investigation';
  useListCursor({
    group,
    row: 'finding',
    rows: () => lanes.flatMap((lane) => lane.findings),
    isCurrent: (finding) => finding.id === search.finding,
    goTo: (finding) => (setSearch({ finding: finding.id }), focusCard(finding.id)),
  });
  useActions(group, [
    {
      label: 'Edit this finding',
      keys: '↵',
      isKeyOnly: true,
      isDisabled: !current?.can.change,
      run: () => current && edit(current),
    },
    {
      label: 'Update the status of this hypothesis',
      keys: 's',
      also: 'test support rule out confirm',
      isDisabled: current?.type !== 'hypothesis' || !canChange,
      run: () => current && edit(current, 'step'),
    },
    {
      label: 'Remove this finding',
      keys: 'delete',
      isDisabled: !current?.can.change,
      run: () => current && remove(current),
    },
    {
      label: 'Undo',
      keys: 'u',
      isDisabled: !canChange,
      run: () => void investigation.undo().catch(showProblem),
    },
    {
      label: 'Add a finding',
      keys: 'n',
      isDisabled: !canChange,
      run: () => setChoosing(true),
    },
    ...boardTypes.map((type) => ({
      label: `Add ${findingLooks[type].label.toLowerCase()}`,
      keys: findingKeys[type],
      isDisabled: !canChange,
      run: () => begin(type),
    })),
    {
      label: 'Close what is open',
      keys: 'escape',
      isKeyOnly: true,
      isDisabled: search.edit === undefined,
      run: () => close(null),
    },
  ]);

  const newType = parseNewType(search.edit);
  const edited = newType
    ? blank(newType)
    : search.edit !== undefined
      ? findings?.find((finding) => finding.id === search.finding)
      : undefined;
  const isOpen = edited !== undefined && canChange;
  return (
    <div className="flex flex-1 items-stretch">
      <div className="min-w-0 flex-1 px-4 py-4 sm:px-6">
        <header className="mb-4 flex flex-wrap items-center gap-2">
          <h2 className="text-sm font-semibold">Findings</h2>
          <span className="flex-1" />
          {canChange && (
            <Button small keys="n" icon={<Plus size={14} />} onClick={() => setChoosing(true)}>
              Add finding
            </Button>
          )}
        </header>
        <UnsavedFindings {...place} />
        <QueryState of={{ data: findings ?? undefined, error: investigation.error }} lines={8} />
        {findings !== null &&
          boardTypes.map((type) => (
            <Board
              key={type}
              type={type}
              lanes={lanes.filter((lane) => lane.type === type)}
              canChange={canChange}
              onBegin={() => begin(type)}
            >
              {(finding) => (
                <FindingCard
                  key={finding.id}
                  finding={finding}
                  place={place}
                  isCurrent={finding.id === current?.id}
                  hasDraft={hasDraft(draftPlace(ref, finding.id))}
                  onFocus={() => look(finding.id)}
                  onEdit={() => edit(finding)}
                />
              )}
            </Board>
          ))}
      </div>
      {isOpen && (
        <SideSheet
          title={
            newType
              ? `New ${findingLooks[newType].label.toLowerCase()}`
              : findingLooks[edited.type].label
          }
          onClose={() => close(null)}
        >
          <FindingEditor
            key={newType ?? edited.id}
            finding={edited}
            place={place}
            isNew={newType !== undefined}
            isStepping={search.edit === 'step'}
            onStep={(isStepping) => setSearch({ ...search, edit: isStepping ? 'step' : 'fields' })}
            onClose={close}
            onRemove={() => remove(edited)}
          />
        </SideSheet>
      )}
      {isChoosing && <NewDialog onChoose={begin} onClose={() => setChoosing(false)} />}
    </div>
  );
}

interface BoardProps {
  type: (typeof boardTypes)[number];
  lanes: readonly Lane[];
  canChange: boolean;
  onBegin: () => void;
  children: (finding: Finding) => React.ReactNode;
}

function Board({ type, lanes, canChange, onBegin, children }: BoardProps) {
  const count = lanes.reduce((sum, lane) => sum + lane.findings.length, 0);
  const look = findingLooks[type];
  const filledLanes = lanes.filter((lane) => lane.status === null || lane.findings.length > 0);
  return (
    <section aria-label={look.many} className="@container mb-7">
      <h3 className="mb-2 flex items-center gap-2 text-sm font-semibold">
        <FindingName type={type} isMany />{' '}
        <span className="tabular text-xs font-normal text-ink-soft">
          {count === 0 ? '' : count}
        </span>
        <span className="h-px flex-1 bg-line" />
      </h3>
      {count === 0 && <NothingYet type={type} canChange={canChange} onBegin={onBegin} />}
      {count > 0 && (
        <div
          className={
            type === 'hypothesis'
              ? 'grid gap-3 @xl:grid-cols-2 @6xl:flex @6xl:gap-x-5'
              : 'grid max-w-240 gap-2'
          }
        >
          {filledLanes.map((lane) => (
            <div
              key={lane.key}
              className={lane.status === null ? '' : 'min-w-0 flex-1 @6xl:max-w-160'}
            >
              {lane.status !== null && (
                <p
                  className="mb-1.5 flex items-center gap-1.5"
                  title={statusLooks[lane.status].hint}
                >
                  <Chip tone={statusLooks[lane.status].tone}>{statusLooks[lane.status].label}</Chip>
                  <span className="tabular text-xs text-ink-soft">{lane.findings.length}</span>
                </p>
              )}
              <div className="grid gap-2">{lane.findings.map(children)}</div>
            </div>
          ))}
        </div>
      )}
    </section>
  );
}

const invitations: Record<BoardProps['type'], string> = {
  hypothesis:
    'What might explain it, and how that was tested. Ruled-out hypotheses teach as much as confirmed ones.',
  question: 'Open questions, and questions answered with evidence.',
  decision: 'What was decided, by which role, with what was known then.',
  observation: 'Signals looked at, attempts to reproduce, measurements, and counts compared.',
  contradiction: 'What people saw or remember differently. Both accounts stay.',
  impact: 'Who or what was affected, and how: customers, colleagues, data.',
};

function NothingYet({
  type,
  canChange,
  onBegin,
}: {
  type: BoardProps['type'];
  canChange: boolean;
  onBegin: () => void;
}) {
  const look = findingLooks[type];
  return (
    <div className="rounded-md border border-dashed border-line-strong px-4 py-3 text-sm text-ink-soft">
      <p>{invitations[type]}</p>
      <p className="mt-1">
        For example <span className="font-serif text-base text-ink">“{look.example}”</span>
      </p>
      {canChange && (
        <Button small className="mt-2" keys={findingKeys[type]} onClick={onBegin}>
          Add {look.label.toLowerCase()}
        </Button>
      )}
    </div>
  );
}

function useShown(id: string | undefined, isRead: boolean): void {
  useEffect(() => {
    if (id !== undefined && isRead)
      document.getElementById(cardId(id))?.scrollIntoView({ block: 'nearest' });
  }, [id, isRead]);
}
