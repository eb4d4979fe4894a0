import type { Suspects } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { strengthText } from '@debrief/rules/suspects';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { queries } from '../../../data/queries.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { QueryState } from '../../../ui/query-state.tsx';
import { Time } from '../../../ui/time.tsx';
import { useInstantSearch } from '../../../ui/use-instant-search.ts';
import { findCurrentRow } from '../../../ui/use-list-cursor.ts';
import { ComponentList } from './component-list.tsx';
import { HitRateLine } from './hit-rate-line.tsx';
import { StageList } from './stage-list.tsx';
import type { EntryPlace } from './suspect-entry.tsx';
import { SuspectRow } from './suspect-row.tsx';
import { SymptomDialog } from './symptom-dialog.tsx';
import { listRows, shortList, slowKey, useSuspectKeys } from './use-suspect-keys.ts';
import { VerdictDialog, type Judged } from './verdict-dialog.tsx';
import { originWords } from './words.ts';

const route = getRouteApi('/inside/incidents/$ref/suspects');

/** What to look at first, each with the reasons for its place. Never called a cause. */
export function SuspectsTab() {
  const { ref } = route.useParams();
  const [{ item, ...asked }, announce] = useInstantSearch(route.useSearch());
  const navigate = route.useNavigate();
  const { data: incident } = useSuspenseQuery(queries.incident(ref));
  const suspects = useQuery(queries.suspects(ref, asked));
  const { data } = suspects;
  const [judged, setJudged] = useState<Judged | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [isSlowOpen, setSlowOpen] = useState(() => item?.startsWith(slowKey('')) ?? false);
  const at = data?.changes.suspects.findIndex(({ itemId }) => itemId === item) ?? -1;
  const [isAllAsked, setAllAsked] = useState(false);
  const isAllOpen = isAllAsked || at >= shortList;
  const rows = listRows(data, { isAllOpen, isSlowOpen });
  const select = (key: string) => {
    const next = { ...asked, item: key };
    announce(() => next);
    void navigate({ search: next, replace: true, resetScroll: false });
  };
  const canChange = data?.can.change === true;
  const onJudge: EntryPlace['onJudge'] = (suspect, verdict) => setJudged({ suspect, verdict });
  const current = findCurrentRow(rows, ({ key }) => key === item, item)?.key;
  const canLink = data?.can.link === true;
  const place: EntryPlace = { incident, canChange, canLink, current, onFocus: select, onJudge };
  const onAsk = () => setAsking(true);
  const onAll = () => setAllAsked(true);
  useSuspectKeys({ incident, canChange, rows, selected: item, select, onJudge, onAsk });
  return (
    <div className="mx-auto w-full max-w-240 px-4 py-4 sm:px-6">
      <QueryState of={suspects} lines={8} />
      {data && (
        <>
          <Symptom symptom={data.symptom} onChange={onAsk} />
          <ChangeLists
            {...{ suspects: data, place, isAllOpen, onAll, isSlowOpen, onSlow: setSlowOpen }}
          />
          {data.components && <ComponentList components={data.components} place={place} />}
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
  suspects: Suspects;
  place: EntryPlace;
  isAllOpen: boolean;
  onAll: () => void;
  isSlowOpen: boolean;
  onSlow: (isOpen: boolean) => void;
}

function ChangeLists({ suspects, place, isAllOpen, onAll, isSlowOpen, onSlow }: ListsProps) {
  const { changes, symptom } = suspects;
  const { considered, afterCount, after } = changes;
  if (considered === 0 && afterCount === 0)
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
        {considered === 0
          ? 'No change before the symptom.'
          : `${strengthText(changes)} ${countText(considered, 'change')} compared${changes.isLimited ? ', the newest ones' : ''}. A suspect is where to look first, not a cause.`}
      </p>
      <ol aria-label="Changes before the symptom">
        {changes.suspects.slice(0, isAllOpen ? undefined : shortList).map((suspect, index) => (
          <SuspectRow
            key={suspect.itemId}
            entryKey={suspect.itemId}
            number={index + 1}
            suspect={suspect}
            place={place}
          />
        ))}
      </ol>
      {!isAllOpen && changes.suspects.length > shortList && (
        <Button small className="mt-2" onClick={onAll}>
          Show {changes.suspects.length - shortList} more
        </Button>
      )}
      {changes.slow.length > 0 && (
        <Folded
          label={`Changes that could take effect slowly (${changes.slow.length})`}
          isOpen={isSlowOpen}
          onToggle={onSlow}
        >
          <p className="mb-2 text-sm text-ink-soft">
            The last 30 days without regard to time: changes with words of the symptom (
            {symptom.words.join(', ')}).
          </p>
          <ol aria-label="Slow changes">
            {changes.slow.map((suspect, index) => (
              <SuspectRow
                key={suspect.itemId}
                entryKey={slowKey(suspect.itemId)}
                number={index + 1}
                suspect={suspect}
                place={place}
              />
            ))}
          </ol>
        </Folded>
      )}
      {afterCount > 0 && (
        <Folded label={`Left out: ${countText(afterCount, 'change')} after the symptom`}>
          <ul className="text-sm">
            {after.map(({ itemId, at, precision, title }) => (
              <li key={itemId} className="flex gap-x-3 border-b border-line py-1.5 max-sm:flex-col">
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

interface FoldedProps {
  label: string;
  isOpen?: boolean;
  onToggle?: (isOpen: boolean) => void;
  children: React.ReactNode;
}

function Folded({ label, isOpen, onToggle, children }: FoldedProps) {
  return (
    <details
      className="mt-4"
      open={isOpen}
      onToggle={(event) => onToggle?.(event.currentTarget.open)}
    >
      <summary className="cursor-pointer rounded-sm py-1 text-sm font-medium pointer-coarse:py-3">
        {label}
      </summary>
      <div className="mt-2">{children}</div>
    </details>
  );
}
