import type { SourceStream } from '@debrief/contract';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Upload } from 'lucide-react';
import { Column } from '../../../frame/page-head.tsx';
import { queries } from '../../../data/queries.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { chooseFiles } from '../import/index.ts';
import { SourcePart } from './source-part.tsx';
import { StreamAxis } from './stream-bar.tsx';
import { findExtent } from './time-range.ts';
import { QueryState } from '../../../ui/query-state.tsx';

const route = getRouteApi('/inside/incidents/$ref/sources');

export function SourcesTab() {
  const { ref } = route.useParams();
  const { data: incident } = useSuspenseQuery(queries.incident(ref));
  const { data, error } = useQuery(queries.sources(ref));
  const included = data?.items.filter((entry) => entry.isIncluded) ?? [];
  const others = data?.items.filter((entry) => !entry.isIncluded) ?? [];
  const extent = findExtent(included);
  const parts = (streams: SourceStream[]) =>
    bySource(streams).map(([id, group]) => (
      <SourcePart key={id} incident={incident} streams={group} extent={extent} />
    ));
  return (
    <Column>
      <QueryState of={{ data, error }} lines={6} />
      {data && included.length === 0 && (
        <EmptyState
          title="No sources yet"
          action={
            incident.can.import && (
              <Button
                look="primary"
                icon={<Upload size={15} />}
                onClick={() => chooseFiles({ incident: ref })}
              >
                Import data
              </Button>
            )
          }
        >
          A stream is a channel, service, repository or call, such as #inc-search or deploys.
          Imported streams belong to this incident. You can include others below.
        </EmptyState>
      )}
      {included.length > 0 && (
        <>
          <p className="mb-5 max-w-[70ch] text-pretty text-ink-soft">
            Select which channels and time ranges belong to this incident. You can change them at
            any time without importing again.
          </p>
          <h2 className="sr-only">Sources of this incident</h2>
          {extent && <StreamAxis extent={extent} />}
          {parts(included)}
        </>
      )}
      {others.length > 0 && (
        <section aria-labelledby="others" className="mt-10">
          <h2 id="others" className="mb-3 text-base font-semibold">
            Available sources
          </h2>
          {parts(others)}
        </section>
      )}
    </Column>
  );
}

function bySource(streams: SourceStream[]): [string, SourceStream[]][] {
  return [...Map.groupBy(streams, (stream) => stream.sourceId)];
}
