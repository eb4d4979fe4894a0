import { findConnectionKind } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { Cable } from 'lucide-react';
import { useState } from 'react';
import { inboundQueries } from '../../data/queries/inbound.ts';
import { Button } from '../../ui/button.tsx';
import { ReadProblem } from '../../ui/problem.tsx';
import { ConnectionForm } from './connection-form.tsx';
import { ConnectionRow } from './connection-row.tsx';

const soonMs = 2_000;
const usualMs = 30_000;

/** The sources of an incident that Debrief asks itself. */
export function Connections({ incident }: { incident: string }) {
  const { data, error } = useQuery({
    ...inboundQueries.connections(incident),
    // Requests are made on the server, and most change nothing that is recorded.
    refetchInterval: ({ state }) => {
      const isSoon = state.data?.items.some(
        ({ source, isAsking, askedAt, nextAt }) =>
          (isAsking && findConnectionKind(source)?.isLive !== true) ||
          (askedAt === null && nextAt !== null),
      );
      return isSoon === true ? soonMs : usualMs;
    },
  });
  const [isMaking, setMaking] = useState(false);
  return (
    <section aria-labelledby="connections" className="mt-10">
      <h2 id="connections" className="mb-1 text-base font-semibold">
        Connections
      </h2>
      <p className="mb-3 max-w-[70ch] text-pretty text-ink-soft">
        Debrief gets new records from these sources itself. Use them for chat and for programs that
        can’t send webhooks.
      </p>
      <ReadProblem error={error} />
      {data && data.items.length > 0 && (
        <ul className="border-t border-line">
          {data.items.map((connection) => (
            <ConnectionRow key={connection.id} {...{ incident, connection }} />
          ))}
        </ul>
      )}
      <Button
        className="mt-3"
        icon={<Cable size={15} />}
        disabled={!data}
        onClick={() => setMaking(true)}
      >
        New connection
      </Button>
      {isMaking && (
        <ConnectionForm {...{ incident }} connection={null} onClose={() => setMaking(false)} />
      )}
    </section>
  );
}
