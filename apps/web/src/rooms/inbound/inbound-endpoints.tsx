import { useQuery } from '@tanstack/react-query';
import { Webhook } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { AddressDialog } from './address-dialog.tsx';
import { EndpointRow } from './endpoint-row.tsx';

/** The URLs of an incident to which other programs send records. */
export function InboundEndpoints({ incident }: { incident: string }) {
  const { data, error } = useQuery(queries.inbound(incident));
  const [isMaking, setMaking] = useState(false);
  return (
    <section aria-labelledby="inbound" className="mt-10">
      <h2 id="inbound" className="mb-1 text-base font-semibold">
        Inbound endpoints
      </h2>
      <p className="mb-3 max-w-[70ch] text-pretty text-ink-soft">
        Other programs, such as Alertmanager, GitHub or PagerDuty, can add records to this incident.
        Give each one its own address.
      </p>
      <ProblemNote error={error} />
      {data && data.items.length > 0 && (
        <ul className="border-t border-line">
          {data.items.map((endpoint) => (
            <EndpointRow
              key={endpoint.id}
              {...{ incident, endpoint }}
              sender={data.sources.find(({ name }) => name === endpoint.source)}
            />
          ))}
        </ul>
      )}
      <Button
        className="mt-3"
        icon={<Webhook size={15} />}
        disabled={!data}
        onClick={() => setMaking(true)}
      >
        New inbound endpoint
      </Button>
      {isMaking && (
        <AddressDialog
          {...{ incident }}
          title="New inbound endpoint"
          lead="The program sends its webhooks to an address of this incident."
          verb="Create endpoint"
          sources={data?.sources ?? []}
          act={async (name, source) => (await api.inbound.create({ incident, name, source })).path}
          onClose={() => setMaking(false)}
        />
      )}
    </section>
  );
}
