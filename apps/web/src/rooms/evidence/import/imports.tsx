import type { Import } from '@debrief/contract';
import { useInfiniteQuery, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Column } from '../../../frame/page-head.tsx';
import { queries, queryClient } from '../../../data/queries.ts';
import { ShowMore } from '../../../ui/show-more.tsx';
import { Checkbox } from '../../../ui/field.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Connections, InboundEndpoints } from '../../inbound/index.ts';
import { ImportRow } from './import-row.tsx';
import { ImportButtons } from './import-buttons.tsx';
import { PossibleSecrets } from './possible-secrets.tsx';
import { VerifyEvidence } from './verify-evidence.tsx';
import { QueryState } from '../../../ui/query-state.tsx';

const route = getRouteApi('/inside/incidents/$ref/imports');

export function ImportsTab() {
  const { ref } = route.useParams();
  const { open, deliveries } = route.useSearch();
  const navigate = useNavigate({ from: '/incidents/$ref/imports' });
  const { data: incident } = useSuspenseQuery(queries.incident(ref));
  const list = useInfiniteQuery(
    queries.imports(ref, deliveries === undefined ? 'files' : undefined),
  );
  const imports = useWithLinked(
    ref,
    list.data?.pages.flatMap((page) => page.items),
    open,
  );
  const change = (next: { open?: string; deliveries?: string }) =>
    void navigate({ search: next, replace: true });
  const shown = deliveries === undefined ? {} : { deliveries };
  const toggle = (one: Import) => change({ ...shown, ...(open !== one.id && { open: one.id }) });
  // What was read of the incident before is out of date.
  const refreshIncident = () => void queryClient.invalidateQueries({ queryKey: ['incident', ref] });
  const ways = incident.can.import && <ImportButtons incident={ref} />;
  return (
    <Column>
      {incident.can.change && <PossibleSecrets incident={ref} />}
      <QueryState of={list} lines={5} />
      {list.data && imports.length === 0 && (
        <EmptyState title="No imports yet" action={ways}>
          Drop files anywhere on this page: a Slack export (a zip or its folder), an alert log as
          CSV or JSON lines, emails, a commit log, a call transcript, or an archive of these. Every
          import lists what it read, skipped and rejected.
        </EmptyState>
      )}
      {imports.length > 0 && (
        <>
          <div className="mb-4 flex flex-wrap items-center gap-2">
            {ways}
            {incident.can.import && (
              <p className="text-sm text-ink-soft">
                or drop them anywhere on this page. Duplicates are skipped.
              </p>
            )}
          </div>
          <ul className="border-t border-line">
            {imports.map((one) => (
              <ImportRow
                key={one.id}
                listed={one}
                isOpen={open === one.id}
                onToggle={() => toggle(one)}
                onEnded={refreshIncident}
              />
            ))}
          </ul>
        </>
      )}
      <ShowMore list={list} label="Show earlier imports" />
      <div className="mt-2">
        <Checkbox
          label="Show imports from endpoints and connections"
          checked={deliveries !== undefined}
          onChange={(event) => change(event.target.checked ? { deliveries: 'shown' } : {})}
        />
      </div>
      {imports.length > 0 && <VerifyEvidence incident={ref} />}
      {incident.can.import && <InboundEndpoints incident={ref} />}
      {incident.can.import && <Connections incident={ref} />}
    </Column>
  );
}

/** With the import that a link leads to: an older one, or that of a delivery. */
function useWithLinked(ref: string, listed: Import[] | undefined, open?: string): Import[] {
  const isMissing = open !== undefined && listed?.every(({ id }) => id !== open) === true;
  const { data } = useQuery({ ...queries.import(open ?? ''), enabled: isMissing });
  const linked = isMissing && data?.id === open && data?.incident === ref ? [data] : [];
  return [...linked, ...(listed ?? [])];
}
