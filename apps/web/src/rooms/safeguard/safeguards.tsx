import type { Safeguard } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { queries } from '../../data/queries.ts';
import { Column } from '../../frame/page-head.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useActions } from '../../ui/keys.ts';
import { QueryState } from '../../ui/query-state.tsx';
import { RunsSection } from '../runbook/runs-section.tsx';
import { DrillDialog } from './drill-line.tsx';
import { HeartbeatDialog } from './heartbeat.tsx';
import { ProveChecksDialog } from './prove-checks-dialog.tsx';
import { SafeguardCard } from './safeguard-card.tsx';
import { SafeguardDialog } from './safeguard-dialog.tsx';

const route = getRouteApi('/inside/incidents/$ref/safeguards');

/** What should catch the incident the next time, and whether it is proven to. */
export function SafeguardsTab() {
  const { ref } = route.useParams();
  const { data, error } = useQuery({
    ...queries.safeguards(ref),
    // That a test alert is late is in no activity.
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ lastDrill }) => lastDrill?.state === 'waiting') ? 5_000 : false,
  });
  const [opened, setOpened] = useState<Safeguard | 'new' | null>(null);
  const [expecting, setExpecting] = useState<Safeguard | null>(null);
  const [testing, setTesting] = useState<Safeguard | null>(null);
  const [proving, setProving] = useState<Safeguard | null>(null);
  const add = () => setOpened('new');
  useActions('Safeguards', [
    { label: 'Add a safeguard', isDisabled: data?.can.add !== true, run: add },
  ]);
  const addButton = data?.can.add === true && <Button onClick={add}>Add safeguard</Button>;
  return (
    <Column>
      <RunsSection incident={ref} />
      <h2 className="mb-2 text-base font-semibold">Safeguards</h2>
      <QueryState of={{ data, error }} lines={6} />
      {data?.items.length === 0 && (
        <EmptyState title="No safeguards yet" action={addButton}>
          A safeguard is an alert or data checks that catch this incident and stay silent in a
          healthy window. Only then it is armed.
        </EmptyState>
      )}
      {data && data.items.length > 0 && (
        <>
          <ul className="space-y-4">
            {data.items.map((safeguard) => (
              <li key={safeguard.id}>
                <SafeguardCard
                  safeguard={safeguard}
                  onEdit={() => setOpened(safeguard)}
                  onProve={() => setProving(safeguard)}
                  onDrill={() => setTesting(safeguard)}
                  onHeartbeat={() => setExpecting(safeguard)}
                />
              </li>
            ))}
          </ul>
          <p className="mt-4">{addButton}</p>
        </>
      )}
      {expecting && <HeartbeatDialog safeguard={expecting} onClose={() => setExpecting(null)} />}
      {testing && <DrillDialog safeguard={testing} onClose={() => setTesting(null)} />}
      {proving && <ProveChecksDialog safeguard={proving} onClose={() => setProving(null)} />}
      {opened !== null && (
        <SafeguardDialog
          incident={ref}
          safeguard={opened === 'new' ? null : opened}
          onClose={() => setOpened(null)}
        />
      )}
    </Column>
  );
}
