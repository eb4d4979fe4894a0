import { useQuery } from '@tanstack/react-query';
import { Webhook } from 'lucide-react';
import { useState } from 'react';
import { inboundCalls } from '../../data/inbound-calls.ts';
import { inboundQueries } from '../../data/queries/inbound.ts';
import { Button } from '../../ui/button.tsx';
import { ReadProblem } from '../../ui/problem.tsx';
import { AddressDialog } from './address-dialog.tsx';
import { EndpointRow } from './endpoint-row.tsx';

/** The URLs of an incident to which other programs send records. */
export function InboundEndpoints({ incident }: { incident: string }) {
  return (
    <section aria-labelledby="inbound" className="mt-10">
      <h2 id="inbound" className="mb-1 text-base font-semibold">
        Inbound endpoints
      </h2>
      <p className="mb-3 max-w-[70ch] text-pretty text-ink-soft">
        Other programs, such as Alertmanager, GitHub or PagerDuty, can add records to this incident.
        Give each one its own address.
      </p>
      <Endpoints incident={incident} />
    </section>
  );
}

/** The URLs of the organization: its rules decide which incidents get the records. */
export function OrganizationEndpoints() {
  return (
    <>
      <p className="mb-3 max-w-[70ch] text-pretty text-ink-soft">
        Receive alerts before anyone declares an incident. Deliveries are kept, and rules add them
        to incidents with the same service, from an hour before they started. Only admins see what
        no incident gets.
      </p>
      <Endpoints incident={null} />
    </>
  );
}

function Endpoints({ incident }: { incident: string | null }) {
  const { data, error } = useQuery(inboundQueries.inbound(incident));
  const [isMaking, setMaking] = useState(false);
  return (
    <>
      <ReadProblem error={error} />
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
          lead={
            incident === null
              ? 'The program sends its webhooks to an address of your organization.'
              : 'The program sends its webhooks to an address of this incident.'
          }
          verb="Create endpoint"
          sources={data?.sources ?? []}
          act={async ({ name, source, mappingId }) =>
            (await inboundCalls(incident).create({ name, source, mappingId })).path
          }
          onClose={() => setMaking(false)}
        />
      )}
    </>
  );
}
