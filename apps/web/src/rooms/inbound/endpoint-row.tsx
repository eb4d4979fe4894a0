import type { InboundEndpoint, InboundSourceName } from '@debrief/contract';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Time } from '../../ui/time.tsx';
import { AddressDialog } from './address-dialog.tsx';
import { Deliveries } from './deliveries.tsx';
import { SecretForm } from './secret-form.tsx';

interface EndpointRowProps {
  incident: string;
  endpoint: InboundEndpoint;
  sender: InboundSourceName | undefined;
}

export function EndpointRow({ incident, endpoint, sender }: EndpointRowProps) {
  const [isOpen, setOpen] = useState(false);
  const [asks, setAsks] = useState<'rotate' | 'revoke' | 'secret' | null>(null);
  const input = { incident, id: endpoint.id };
  const program = sender?.title ?? '';
  const onClose = () => setAsks(null);
  return (
    <li className="border-b border-line py-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <p className="min-w-0 flex-1 basis-56 font-medium">
          {endpoint.name}{' '}
          {program !== endpoint.name && (
            <span className="font-normal text-ink-soft">{program}</span>
          )}{' '}
          {endpoint.isRevoked && <Chip>revoked</Chip>}
          {endpoint.refused > 0 && <Chip tone="danger">{endpoint.refused} refused</Chip>}
        </p>
        <Button look="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          Deliveries
        </Button>
        {!endpoint.isRevoked && (
          <>
            {sender && sender.key !== 'none' && (
              <Button look="quiet" onClick={() => setAsks('secret')}>
                Signing secret
              </Button>
            )}
            <Button look="quiet" onClick={() => setAsks('rotate')}>
              Replace address
            </Button>
            <Button look="quiet" onClick={() => setAsks('revoke')}>
              Revoke
            </Button>
          </>
        )}
      </div>
      <Overlap label="The old address works until" until={endpoint.oldAddressUntil} />
      <Overlap label="The old signing secret is accepted until" until={endpoint.oldSecretUntil} />
      {isOpen && <Deliveries {...input} />}
      {asks === 'secret' && <SecretForm {...{ incident, endpoint, program, onClose }} />}
      {asks === 'rotate' && (
        <AddressDialog
          {...{ incident, onClose }}
          title={`Replace the address of “${endpoint.name}”?`}
          lead="You get a new address now. The old one works for another day, so that you can change it in the program."
          verb="Replace address"
          hasOverlap
          act={async (_name, _source, immediately) =>
            (await api.inbound.rotate({ ...input, immediately })).path
          }
        />
      )}
      {asks === 'revoke' && (
        <AddressDialog
          {...{ incident, onClose }}
          title={`Revoke “${endpoint.name}”?`}
          lead="The address stops working immediately. What it delivered is kept."
          verb="Revoke address"
          act={async () => api.inbound.revoke(input).then(() => null)}
        />
      )}
    </li>
  );
}

function Overlap({ label, until }: { label: string; until: string | null }) {
  if (until === null) return null;
  return (
    <p className="text-sm text-ink-soft">
      {label} <Time at={until} />.
    </p>
  );
}
