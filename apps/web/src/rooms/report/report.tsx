import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { lazyPart } from '../../ui/lazy-part.ts';
import { api } from '../../api.ts';
import { Column } from '../../frame/page-head.tsx';
import { queries, queryClient } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useActions } from '../../ui/keys.ts';
import { useKnown } from '../../ui/known-time.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showProblem } from '../../ui/toast.tsx';
import { ImportReport, WaitingSuggestions } from './import-report.tsx';

const route = getRouteApi('/inside/incidents/$ref/report');
const loadRoom = () => import('./writing-room.tsx');
const WritingRoom = lazyPart(loadRoom, 'WritingRoom');
const MaskedReport = lazyPart(() => import('./masked-report.tsx'), 'MaskedReport');

export function ReportTab() {
  const { ref } = route.useParams();
  const { data: incident } = useSuspenseQuery(queries.incident(ref));
  const { data: session } = useSuspenseQuery(queries.session());
  const { data: report, error } = useQuery(queries.report(ref));
  const [isBeginning, setBeginning] = useState(false);
  const [isNew, setNew] = useState(false);
  const { at: knownAt } = useKnown();
  const canBegin = report !== undefined && !report.isBegun && report.can.write;
  const begin = () => {
    if (!canBegin || isBeginning) return;
    setBeginning(true);
    void loadRoom();
    api.report
      .begin({ incident: ref })
      .then(
        (begun) => (setNew(true), queryClient.setQueryData(queries.report(ref).queryKey, begun)),
      )
      .catch(showProblem)
      .finally(() => setBeginning(false));
  };
  useActions('Report', [
    { label: 'Start the report', keys: 'n', isDisabled: !canBegin, run: begin },
  ]);
  if (!report)
    return (
      <Column>
        <QueryState of={{ data: report, error }} lines={8} />
      </Column>
    );
  if (knownAt !== null && report.isBegun)
    return (
      <Suspense
        fallback={
          <Column>
            <Skeleton lines={8} />
          </Column>
        }
      >
        <MaskedReport incident={incident} knownAt={knownAt} />
      </Suspense>
    );
  if (!report.isBegun) {
    return (
      <EmptyState
        title="No report yet"
        action={
          canBegin && (
            <>
              <Button look="primary" keys="n" isBusy={isBeginning} onClick={begin}>
                Start the report
              </Button>
              {incident.can.import && <ImportReport incident={ref} />}
              <WaitingSuggestions incident={ref} />
            </>
          )
        }
      >
        An article that someone from another team can read in four minutes: what happened, what made
        it possible, what limited it. It starts with the recommended sections; empty sections are
        left out. For example{' '}
        <em className="font-serif">“Searches found nothing of the last two days.”</em>, with the
        message that says so.
      </EmptyState>
    );
  }
  return (
    <Suspense
      fallback={
        <Column>
          <Skeleton lines={8} />
        </Column>
      }
    >
      <WritingRoom
        key={report.incidentId}
        incident={incident}
        report={report}
        session={session}
        isNew={isNew}
      />
    </Suspense>
  );
}
