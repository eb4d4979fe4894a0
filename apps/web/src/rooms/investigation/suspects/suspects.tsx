import type { ChangeSuspect, Incident, Suspects } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { strengthText } from '@debrief/rules/suspects';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { queries } from '../../../data/queries.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { focusSoon } from '../../../ui/focus-soon.ts';
import { useActions } from '../../../ui/keys.ts';
import { ProblemNote } from '../../../ui/problem.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Time } from '../../../ui/time.tsx';
import { useListCursor } from '../../../ui/use-list-cursor.ts';
import { addToTimeline } from './add-to-timeline.ts';
import { ComponentList } from './component-list.tsx';
import { StageList } from './stage-list.tsx';
import { HitRateLine } from './hit-rate-line.tsx';
import { SuspectRow, suspectId } from './suspect-row.tsx';
import { SymptomDialog } from './symptom-dialog.tsx';
import { VerdictDialog, type Judged } from './verdict-dialog.tsx';
import { originWords } from './words.ts';

const route = getRouteApi('/inside/incidents/$ref/suspects');

/** What to look at first, each with the reasons for its place. Never called a cause. */
export function SuspectsTab() {
  const { ref } = route.useParams();
  const { item, ...asked } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: incident } = useSuspenseQuery(queries.incident(ref));
  const { data, error } = useQuery(queries.suspects(ref, asked));
  const [judged, setJudged] = useState<Judged | null>(null);
  const [isAsking, setAsking] = useState(false);
  const rows = data ? [...data.changes.suspects, ...data.changes.slow] : [];
  const current = rows.find(({ itemId }) => itemId === item) ?? rows[0];
  const select = (itemId: string) =>
    void navigate({
      search: (before) => ({ ...before, item: itemId }),
      replace: true,
      resetScroll: false,
    });
  const canChange = data?.can.change === true;
  const canCite = canChange && current?.isInSources === true;
  const judge = (verdict: Judged['verdict']) => current && setJudged({ suspect: current, verdict });
  const group = 'Suspects';
  useListCursor({
    group,
    row: 'suspect',
    rows: () => rows,
    isCurrent: ({ itemId }) => itemId === item,
    goTo: ({ itemId }) => {
      select(itemId);
      focusSoon(() => document.getElementById(suspectId(itemId)));
    },
  });
  useActions(group, [
    { label: 'Confirm suspect', keys: 'a', isDisabled: !canCite, run: () => judge('confirmed') },
    {
      label: 'Dismiss suspect',
      keys: 'shift+d',
      isDisabled: !canCite,
      run: () => judge('dismissed'),
    },
    {
      label: 'Add to timeline',
      keys: 'e',
      isDisabled: !canCite,
      run: () => current && addToTimeline(incident, current),
    },
    { label: 'Change the symptom', keys: 's', run: () => setAsking(true) },
  ]);
  return (
    <div className="mx-auto w-full max-w-240 px-4 py-4 sm:px-6">
      <ProblemNote error={error} />
      {!data && !error && <Skeleton lines={8} />}
      {data && (
        <>
          <Symptom symptom={data.symptom} onChange={() => setAsking(true)} />
          <ChangeLists
            incident={incident}
            suspects={data}
            current={current?.itemId}
            onFocus={select}
            onJudge={(suspect, verdict) => setJudged({ suspect, verdict })}
          />
          {data.components && <ComponentList incident={incident} components={data.components} />}
          {data.stages.length > 0 && <StageList incident={incident} stages={data.stages} />}
          <HitRateLine />
        </>
      )}
      {judged && (
        <VerdictDialog incident={incident} judged={judged} onClose={() => setJudged(null)} />
      )}
      {isAsking && data && (
        <SymptomDialog
          symptom={data.symptom}
          onClose={() => setAsking(false)}
          onSave={(search) => {
            setAsking(false);
            void navigate({ search, replace: false });
          }}
        />
      )}
    </div>
  );
}

function Symptom({ symptom, onChange }: { symptom: Suspects['symptom']; onChange: () => void }) {
  return (
    <header className="mb-5">
      <h2 className="text-sm font-semibold">What to look at first</h2>
      <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        <span className="text-ink-soft">Symptom:</span>
        <span className="font-medium wrap-anywhere">{symptom.text.split('\n', 1)[0]}</span>
        <Time at={symptom.at} precision={symptom.precision} className="whitespace-nowrap" />
        <span className="text-ink-soft">{originWords[symptom.origin]}</span>
        <Button small keys="s" onClick={onChange}>
          Change
        </Button>
      </p>
    </header>
  );
}

interface ListsProps {
  incident: Incident;
  suspects: Suspects;
  current: string | undefined;
  onFocus: (itemId: string) => void;
  onJudge: (suspect: ChangeSuspect, verdict: Judged['verdict']) => void;
}

function ChangeLists({ incident, suspects, ...rows }: ListsProps) {
  const { changes, symptom, can } = suspects;
  const { considered, afterCount, after } = changes;
  const place = { incident, canChange: can.change, ...rows };
  if (considered === 0)
    return (
      <EmptyState title="No changes to rank">
        Import a deploy log or the history of a repository. Changes of up to 90 days before the
        symptom are compared with it.
      </EmptyState>
    );
  return (
    <>
      <p
        role="status"
        className="mb-4 rounded-md border border-line bg-wash px-3 py-2 text-sm text-pretty"
      >
        {strengthText(changes)} {countText(considered, 'change')} compared
        {changes.isLimited ? ', the newest ones' : ''}. A suspect is where to look first, not a
        cause.
      </p>
      <SuspectList label="Changes before the symptom" {...{ suspects: changes.suspects, place }} />
      {changes.slow.length > 0 && (
        <Folded label={`Changes that could take effect slowly (${changes.slow.length})`}>
          <p className="mb-2 text-sm text-ink-soft">
            The last 30 days without regard to time: changes with words of the symptom (
            {symptom.words.join(', ')}).
          </p>
          <SuspectList label="Slow changes" {...{ suspects: changes.slow, place }} />
        </Folded>
      )}
      {afterCount > 0 && (
        <Folded label={`Left out: ${countText(afterCount, 'change')} after the symptom`}>
          <ul className="text-sm">
            {after.map(({ itemId, at, precision, title }) => (
              <li key={itemId} className="flex gap-3 border-b border-line py-1.5">
                <Time at={at} precision={precision} className="w-44 shrink-0 text-ink-soft" />
                <span className="min-w-0 wrap-anywhere">{title}</span>
              </li>
            ))}
          </ul>
        </Folded>
      )}
    </>
  );
}

function SuspectList({
  label,
  suspects,
  place,
}: {
  label: string;
  suspects: readonly ChangeSuspect[];
  place: Omit<ListsProps, 'suspects'> & { canChange: boolean };
}) {
  return (
    <ol aria-label={label}>
      {suspects.map((suspect, index) => (
        <SuspectRow
          key={suspect.itemId}
          number={index + 1}
          suspect={suspect}
          incident={place.incident}
          canChange={place.canChange}
          isCurrent={suspect.itemId === place.current}
          onFocus={() => place.onFocus(suspect.itemId)}
          onJudge={(verdict) => place.onJudge(suspect, verdict)}
        />
      ))}
    </ol>
  );
}

function Folded({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <details className="mt-4">
      <summary className="cursor-pointer text-sm font-medium">{label}</summary>
      <div className="mt-2">{children}</div>
    </details>
  );
}
