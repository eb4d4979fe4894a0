import type { InboundEndpoint } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { Webhook } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { AddressDialog } from './address-dialog.tsx';
import { Deliveries } from './deliveries.tsx';

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
              program={data.sources.find(({ name }) => name === endpoint.source)?.title ?? ''}
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

const endLead = 'The current address stops working at once. What it delivered is kept.';

interface EndpointRowProps {
  incident: string;
  endpoint: InboundEndpoint;
  program: string;
}

function EndpointRow({ incident, endpoint, program }: EndpointRowProps) {
  const [isOpen, setOpen] = useState(false);
  const [asks, setAsks] = useState<'rotate' | 'revoke' | null>(null);
  const input = { incident, id: endpoint.id };
  const verb = asks === 'revoke' ? 'Revoke' : 'Replace';
  return (
    <li className="border-b border-line py-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <p className="min-w-0 flex-1 basis-56 font-medium">
          {endpoint.name}{' '}
          {program !== endpoint.name && (
            <span className="font-normal text-ink-soft">{program}</span>
          )}{' '}
          {endpoint.isRevoked && <Chip>revoked</Chip>}
        </p>
        <Button look="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          Deliveries
        </Button>
        {!endpoint.isRevoked && (
          <>
            <Button look="quiet" onClick={() => setAsks('rotate')}>
              Replace address
            </Button>
            <Button look="quiet" onClick={() => setAsks('revoke')}>
              Revoke
            </Button>
          </>
        )}
      </div>
      {isOpen && <Deliveries {...input} />}
      {asks && (
        <AddressDialog
          {...{ incident }}
          title={`${verb} the address of “${endpoint.name}”?`}
          lead={endLead}
          verb={`${verb} address`}
          act={async () =>
            asks === 'revoke'
              ? api.inbound.revoke(input).then(() => null)
              : (await api.inbound.rotate(input)).path
          }
          onClose={() => setAsks(null)}
        />
      )}
    </li>
  );
}
