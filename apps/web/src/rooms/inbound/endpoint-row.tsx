import type { InboundEndpointSummary, InboundSourceName } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { inboundCalls } from '../../data/inbound-calls.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Time } from '../../ui/time.tsx';
import { AddressDialog } from './address-dialog.tsx';
import { EndpointForm } from './endpoint-form.tsx';
import { EndpointDetails } from './endpoint-details.tsx';
import { MappingForm } from './mapping-form.tsx';
import { SecretForm } from './secret-form.tsx';

type Asks = 'rotate' | 'revoke' | 'secret' | 'mapping' | 'change';

interface EndpointRowProps {
  incident: string | null;
  endpoint: InboundEndpointSummary;
  sender: InboundSourceName | undefined;
}

export function EndpointRow({ incident, endpoint, sender }: EndpointRowProps) {
  const [isOpen, setOpen] = useState(false);
  const [asks, setAsks] = useState<Asks | null>(null);
  const program = sender?.title ?? endpoint.source;
  const hasSecret = sender !== undefined && sender.key !== 'none';
  return (
    <li className="border-b border-line py-2">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <p className="font-medium">
            {endpoint.name}{' '}
            {program !== endpoint.name && (
              <span className="font-normal text-ink-soft">{program}</span>
            )}{' '}
            {endpoint.isRevoked && <Chip>revoked</Chip>}
          </p>
          <Status endpoint={endpoint} />
        </div>
        <Button look="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {incident === null ? 'Details' : 'Deliveries'}
        </Button>
        {endpoint.isRevoked ? (
          <span className="w-10 pointer-coarse:w-11" />
        ) : (
          <Menu
            align="end"
            trigger={
              <Button look="quiet" aria-label={`Change ${endpoint.name}`}>
                <Ellipsis size={16} />
              </Button>
            }
            groups={[
              [
                incident === null && {
                  label: 'Change name and days…',
                  run: () => setAsks('change'),
                },
                hasSecret && {
                  label: endpoint.hasSecret ? 'Replace signing secret…' : 'Store signing secret…',
                  run: () => setAsks('secret'),
                },
                endpoint.source === 'generic' && {
                  label: 'Change mapping…',
                  run: () => setAsks('mapping'),
                },
                { label: 'Replace address…', run: () => setAsks('rotate') },
              ],
              [{ label: 'Revoke…', isDanger: true, run: () => setAsks('revoke') }],
            ]}
          />
        )}
      </div>
      {isOpen && <EndpointDetails {...{ incident, endpoint, sender }} />}
      <EndpointDialogs {...{ incident, endpoint, program, asks }} onClose={() => setAsks(null)} />
    </li>
  );
}

/** What needs attention, in one line. */
function Status({ endpoint }: { endpoint: InboundEndpointSummary }) {
  const { lastDeliveryAt, perHour, notUnderstood, refused, oldAddressUntil } = endpoint;
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-soft">
      {lastDeliveryAt === null ? (
        <span>No deliveries yet</span>
      ) : (
        <span>
          Last delivery <Time at={lastDeliveryAt} />
        </span>
      )}
      {lastDeliveryAt !== null && <span>{perHour.at(-1) ?? 0} in the last hour</span>}
      {endpoint.keepDays !== null && <span>kept for {countText(endpoint.keepDays, 'day')}</span>}
      {notUnderstood > 0 && <Chip tone="warn">{notUnderstood} not understood</Chip>}
      {refused > 0 && <Chip tone="danger">{refused} refused</Chip>}
      {endpoint.hasSecret && <Chip tone="good">signatures checked</Chip>}
      {oldAddressUntil !== null && (
        <span>
          The old address works until <Time at={oldAddressUntil} />
        </span>
      )}
      {endpoint.oldSecretUntil !== null && (
        <span>
          The old secret is accepted until <Time at={endpoint.oldSecretUntil} />
        </span>
      )}
    </p>
  );
}

interface EndpointDialogsProps {
  incident: string | null;
  endpoint: InboundEndpointSummary;
  program: string;
  asks: Asks | null;
  onClose: () => void;
}

function EndpointDialogs({ incident, endpoint, program, asks, onClose }: EndpointDialogsProps) {
  const calls = inboundCalls(incident);
  const input = { id: endpoint.id };
  if (asks === 'change') return <EndpointForm {...{ endpoint, onClose }} />;
  if (asks === 'secret') return <SecretForm {...{ incident, endpoint, program, onClose }} />;
  if (asks === 'mapping') return <MappingForm {...{ incident, endpoint, onClose }} />;
  if (asks === 'rotate')
    return (
      <AddressDialog
        {...{ incident, onClose }}
        title={`Replace the address of “${endpoint.name}”?`}
        lead="You get a new address now. The old one works for another day, so that you can change it in the program."
        verb="Replace address"
        hasOverlap
        act={async ({ immediately }) => (await calls.rotate({ ...input, immediately })).path}
      />
    );
  if (asks === 'revoke')
    return (
      <AddressDialog
        {...{ incident, onClose }}
        title={`Revoke “${endpoint.name}”?`}
        lead={`The address stops working immediately. What it delivered is kept (${countText(
          endpoint.perHour.reduce((sum, count) => sum + count, 0),
          'delivery',
          'deliveries',
        )} in the last day).`}
        verb="Revoke address"
        act={async () => calls.revoke(input).then(() => null)}
      />
    );
  return null;
}
