import { findConnectionKind, type Connection } from '@debrief/contract';
import { Ellipsis, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { incidentKey } from '../../data/read.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Time } from '../../ui/time.tsx';
import { showProblem } from '../../ui/toast.tsx';
import { useSend } from '../../ui/use-send.ts';
import { AddressDialog } from './address-dialog.tsx';
import { ConnectionForm } from './connection-form.tsx';
import { EndpointDetails } from './endpoint-details.tsx';
import { ScopeChecklist } from './scope-checklist.tsx';

interface ConnectionRowProps {
  incident: string;
  connection: Connection;
}

export function ConnectionRow({ incident, connection }: ConnectionRowProps) {
  const [isOpen, setOpen] = useState(false);
  const [asks, setAsks] = useState<'change' | 'revoke' | null>(null);
  const { send, isBusy } = useSend(showProblem);
  const { id, name, isPaused, isRevoked } = connection;
  const isLive = findConnectionKind(connection.source)?.isLive === true;
  // It hears everything while it listens.
  const canAsk = !isPaused && !(isLive && connection.isAsking);
  const act = (verb: 'pause' | 'pull' | 'resume') =>
    send(async () => {
      await api.connection[verb]({ incident, id });
      await queryClient.invalidateQueries({ queryKey: incidentKey(incident, 'inbound') });
    });
  const title = findConnectionKind(connection.source)?.title ?? connection.source;
  return (
    <li className="border-b border-line py-2">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <p className="font-medium">
            {name} {title !== name && <span className="font-normal text-ink-soft">{title}</span>}{' '}
            {isRevoked ? <Chip>revoked</Chip> : isPaused && <Chip>paused</Chip>}
          </p>
          <Status connection={connection} />
        </div>
        <Button look="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          Deliveries
        </Button>
        {isRevoked ? (
          <span className="w-10 pointer-coarse:w-11" />
        ) : (
          <Menu
            align="end"
            trigger={
              <Button look="quiet" aria-label={`Change ${name}`}>
                <Ellipsis size={16} />
              </Button>
            }
            groups={[
              [
                canAsk && { label: 'Check now', run: () => act('pull') },
                { label: 'Change settings…', run: () => setAsks('change') },
                isPaused
                  ? { label: 'Resume', run: () => act('resume') }
                  : { label: 'Pause', run: () => act('pause') },
              ],
              [{ label: 'Revoke…', isDanger: true, run: () => setAsks('revoke') }],
            ]}
          />
        )}
      </div>
      {isOpen && (
        <EndpointDetails {...{ incident }} endpoint={connection}>
          {canAsk && !isRevoked && (
            <Button icon={<RefreshCw size={15} />} isBusy={isBusy} onClick={() => act('pull')}>
              Check now
            </Button>
          )}
        </EndpointDetails>
      )}
      {isOpen && <ScopeChecklist connection={connection} />}
      {asks === 'change' && (
        <ConnectionForm {...{ incident, connection }} onClose={() => setAsks(null)} />
      )}
      {asks === 'revoke' && (
        <AddressDialog
          {...{ incident }}
          title={`Revoke “${name}”?`}
          lead="Debrief stops checking it and erases the token. What it delivered is kept."
          verb="Revoke connection"
          act={async () => api.inbound.revoke({ incident, id }).then(() => null)}
          onClose={() => setAsks(null)}
        />
      )}
    </li>
  );
}

/** The last and the next request, and what went wrong. */
function Status({ connection }: { connection: Connection }) {
  const { isAsking, askedAt, nextAt, problem, notUnderstood } = connection;
  const isLive = findConnectionKind(connection.source)?.isLive === true;
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-soft">
        {isAsking ? (
          <span>{isLive ? 'Listening' : 'Checking…'}</span>
        ) : askedAt === null ? (
          <span>Not checked yet</span>
        ) : (
          <span>
            Checked <Time at={askedAt} />
          </span>
        )}
        {!isAsking && nextAt !== null && (
          <span>
            Next check <Time at={nextAt} />
          </span>
        )}
        {notUnderstood > 0 && <Chip tone="warn">{notUnderstood} not understood</Chip>}
      </p>
      {problem !== null && <p className="text-sm wrap-anywhere text-danger">{problem}</p>}
    </>
  );
}
