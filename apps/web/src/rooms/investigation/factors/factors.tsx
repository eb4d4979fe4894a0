import type { Finding, Factor } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Download, List, Plus, Waypoints } from 'lucide-react';
import { Suspense, useState } from 'react';
import { lazyPart } from '../../../ui/lazy-part.ts';
import { queries } from '../../../data/queries.ts';
import { findNeighborRow } from '../../../ui/neighbor-row.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useFactorDrawing } from '../../../ui/factor-drawing.tsx';
import { focusSoon } from '../../../ui/focus-soon.ts';
import { useActions } from '../../../ui/keys.ts';
import { useMaskedIncident } from '../../../ui/known-time.tsx';
import { useListCursor } from '../../../ui/use-list-cursor.ts';
import { ReadProblem } from '../../../ui/problem.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { showProblem } from '../../../ui/toast.tsx';
import { useMedia } from '../../../ui/use-media.ts';
import { LazySimilarFactors } from '../../library/index.ts';
import { cardId } from '../finding-card.tsx';
import { FindingEditor } from '../finding-editor.tsx';
import type { FactorSearch } from '../investigation-search.ts';
import { SideSheet } from '../../../ui/side-sheet.tsx';
import { UnsavedFindings } from '../unsaved-findings.tsx';
import { useFindingPlace } from '../use-place.ts';
import { FactorLinks } from './factor-links.tsx';
import { FactorList } from './factor-list.tsx';
import { FactorNotes } from './factor-notes.tsx';
import { FactorGraph } from './graph.tsx';
import { saveSvg } from './save-svg.ts';
import { FiveWhysSheet } from './five-whys-sheet.tsx';

const LinkDialog = lazyPart(() => import('./link-dialog.tsx'), 'LinkDialog');
const route = getRouteApi('/inside/incidents/$ref/factors');

function isFactor(finding: Finding): finding is Factor {
  return finding.type === 'factor';
}

export function FactorsTab() {
  const { ref } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data: stored } = useSuspenseQuery(queries.incident(ref));
  const incident = useMaskedIncident(stored);
  const { place, blank } = useFindingPlace(incident);
  const isNarrow = useMedia('(max-width: 767px)');
  const [isLinking, setLinking] = useState(false);
  const { investigation } = place;
  const factors = (investigation.findings ?? []).filter(isFactor);
  const view =
    search.view === 'list' || search.view === 'graph' ? search.view : isNarrow ? 'list' : 'graph';
  const drawing = useFactorDrawing(
    investigation.findings === null ? null : factors,
    investigation.links,
  );
  const canChange = incident.can.change;
  const current = factors.find((factor) => factor.id === search.finding);
  const setSearch = (next: { [Name in keyof FactorSearch]?: FactorSearch[Name] | undefined }) => {
    const merged = { ...search, ...next };
    void navigate({
      search: Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined)),
      replace: true,
      resetScroll: false,
    });
  };
  const focus = (id: string) =>
    focusSoon(() => document.getElementById(cardId(id)), { preventScroll: view === 'graph' });
  const edit = (id: string) => canChange && setSearch({ finding: id, edit: 'fields' });
  const close = (id: string | null) => {
    const next = id ?? search.finding;
    setSearch({ edit: undefined, ...(next === undefined ? {} : { finding: next }) });
    if (next !== undefined) focus(next);
  };
  const remove = (factor: Factor) => {
    const next = findNeighborRow(factors, factor.id);
    investigation.remove(factor);
    setSearch({ finding: next?.id, edit: undefined });
    if (next) focus(next.id);
  };
  const turn = () => {
    setSearch({ view: view === 'graph' ? 'list' : 'graph' });
    if (current) focus(current.id);
  };
  const look = (id: string) =>
    search.finding !== id &&
    setSearch({ finding: id, ...(search.edit === 'fields' ? { edit: undefined } : {}) });
  const show = (id: string) => (setSearch({ finding: id, edit: undefined }), focus(id));
  const exportSvg = () =>
    drawing && saveSvg(drawing, `${incident.ref} ${incident.title}`, `${incident.ref}-factors.svg`);
  const group = 'Factors';
  useListCursor({
    group,
    row: 'factor',
    rows: () => factors,
    isCurrent: (factor) => factor.id === search.finding,
    goTo: (factor) => focus(factor.id),
  });
  useActions(group, [
    {
      label: 'Open this factor',
      keys: '↵',
      isKeyOnly: true,
      run: () => current && edit(current.id),
    },
    {
      label: 'Add a factor',
      keys: 'n',
      isDisabled: !canChange,
      run: () => setSearch({ edit: 'new-factor' }),
    },
    {
      label: 'Add a factor',
      keys: 'f',
      isKeyOnly: true,
      isDisabled: !canChange,
      run: () => setSearch({ edit: 'new-factor' }),
    },
    {
      label: 'Five whys',
      keys: 'w',
      also: 'five whys',
      isDisabled: !canChange,
      run: () => setSearch({ edit: 'why' }),
    },
    {
      label: 'Link to another factor',
      keys: 'l',
      isDisabled: !current || !canChange,
      run: () => setLinking(true),
    },
    {
      label: 'Remove this factor',
      keys: 'delete',
      isDisabled: !current || !canChange,
      run: () => current && remove(current),
    },
    { label: view === 'graph' ? 'Show as a list' : 'Show as a graph', keys: 'v', run: turn },
    {
      label: 'Save the graph as SVG',
      also: 'export download',
      isDisabled: !drawing,
      run: exportSvg,
    },
    {
      label: 'Undo',
      keys: 'u',
      isDisabled: !canChange,
      run: () => void investigation.undo().catch(showProblem),
    },
    {
      label: 'Close what is open',
      keys: 'escape',
      isKeyOnly: true,
      isDisabled: search.edit === undefined,
      run: () => close(null),
    },
  ]);
  const empty = blank('factor');
  const mechanism: Finding = empty.type === 'factor' ? { ...empty, kind: 'mechanism' } : empty;
  const isNew = search.edit === 'new-factor' || search.edit === 'new-mechanism';
  const edited =
    search.edit === 'new-mechanism'
      ? mechanism
      : isNew
        ? empty
        : search.edit === 'fields'
          ? current
          : undefined;
  return (
    <div className="flex flex-1 items-stretch">
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="flex flex-wrap items-center gap-2 px-4 py-3 sm:px-6">
          <h2 className="text-sm font-semibold max-md:mr-auto">Contributing factors</h2>
          <p className="min-w-0 flex-1 truncate text-xs text-ink-soft empty:hidden max-md:order-last max-md:basis-full">
            {factors.length > 0 &&
              `${countText(factors.length, 'factor')}, ${countText(investigation.links.length, 'link')}`}
          </p>
          {factors.length > 0 && (
            <Button
              small
              look="quiet"
              keys="v"
              icon={view === 'graph' ? <List size={14} /> : <Waypoints size={14} />}
              onClick={turn}
            >
              {view === 'graph' ? 'List' : 'Graph'}
            </Button>
          )}
          {factors.length > 0 && (
            <Button small look="quiet" icon={<Download size={14} />} onClick={exportSvg}>
              SVG
            </Button>
          )}
          {canChange && (
            <>
              <Button small keys="l" disabled={!current} onClick={() => setLinking(true)}>
                Link
              </Button>
              <Button small keys="w" onClick={() => setSearch({ edit: 'why' })}>
                Five whys
              </Button>
              <Button
                small
                keys="n"
                icon={<Plus size={14} />}
                onClick={() => setSearch({ edit: 'new-factor' })}
              >
                Factor
              </Button>
            </>
          )}
        </header>
        <UnsavedFindings {...place} />
        <ReadProblem error={investigation.error} />
        <FactorNotes
          factors={factors}
          cycles={investigation.cycles}
          canChange={canChange}
          onMechanism={() => setSearch({ edit: 'new-mechanism' })}
        />
        {investigation.findings === null && !investigation.error && <Skeleton lines={8} />}
        {investigation.findings !== null && factors.length === 0 && (
          <NoFactors canChange={canChange} onWhy={() => setSearch({ edit: 'why' })} />
        )}
        {factors.length > 0 && view === 'list' && (
          <FactorList
            factors={factors}
            place={place}
            current={current?.id ?? factors[0]?.id}
            onFocus={look}
            onEdit={edit}
            onShow={show}
          />
        )}
        {factors.length > 0 && view === 'graph' && (
          <div className="relative min-h-100 flex-1 border-t border-line">
            <div className="absolute inset-0">
              {drawing && (
                <FactorGraph
                  drawing={drawing}
                  links={investigation.links}
                  current={search.finding}
                  onFocus={look}
                  onEdit={edit}
                />
              )}
            </div>
          </div>
        )}
      </div>
      {edited && canChange && (
        <SideSheet title={isNew ? 'New factor' : 'Factor'} onClose={() => close(null)}>
          <FindingEditor
            key={isNew ? search.edit : edited.id}
            finding={edited}
            place={place}
            isNew={isNew}
            onStep={() => undefined}
            onClose={close}
            {...(current && { onRemove: () => remove(current) })}
          >
            {!isNew && edited.type === 'factor' && (
              <>
                <section aria-label="Links">
                  <h3 className="text-sm font-medium">Links</h3>
                  <FactorLinks
                    factor={edited}
                    investigation={investigation}
                    onShow={show}
                    isEditing
                  />
                  <div className="mt-1 flex gap-2">
                    <Button small onClick={() => setLinking(true)}>
                      Link to another…
                    </Button>
                    <Button small look="quiet" onClick={() => setSearch({ edit: 'why' })}>
                      Ask why…
                    </Button>
                  </div>
                </section>
                <section aria-label="Elsewhere" className="mt-3">
                  <h3 className="text-sm font-medium">Elsewhere</h3>
                  <Suspense>
                    <LazySimilarFactors id={edited.id} />
                  </Suspense>
                </section>
              </>
            )}
          </FindingEditor>
        </SideSheet>
      )}
      {search.edit === 'why' && canChange && (
        <SideSheet title="Five whys" onClose={() => close(null)}>
          <FiveWhysSheet place={place} factors={factors} from={current?.id} onClose={close} />
        </SideSheet>
      )}
      <Suspense>
        {isLinking && current && (
          <LinkDialog
            factor={current}
            factors={factors}
            investigation={investigation}
            onClose={() => (setLinking(false), focus(current.id))}
          />
        )}
      </Suspense>
    </div>
  );
}

function NoFactors({ canChange, onWhy }: { canChange: boolean; onWhy: () => void }) {
  return (
    <EmptyState
      title="No contributing factors yet"
      action={
        canChange && (
          <Button look="primary" keys="w" onClick={onWhy}>
            Start with five whys
          </Button>
        )
      }
    >
      What set it off, how exactly one thing led to another, what made it worse, and what kept it
      small. For example “Customers could not see orders”: why? “The alias pointed at last week’s
      index”: and why that?
    </EmptyState>
  );
}
