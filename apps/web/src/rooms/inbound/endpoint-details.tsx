import type { InboundEndpointSummary, InboundSourceName } from '@debrief/contract';
import { RotateCcw, Send } from 'lucide-react';
import type { ReactNode } from 'react';
import { inboundCalls, inboundKey } from '../../data/inbound-calls.ts';
import { queryClient } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { CopyLines } from '../../ui/copy-lines.tsx';
import { Time } from '../../ui/time.tsx';
import { showProblem } from '../../ui/toast.tsx';
import { useSend } from '../../ui/use-send.ts';
import { Deliveries } from './deliveries.tsx';
import { HourlyBars } from './hourly-bars.tsx';
import { RoutingRules } from './routing-rules.tsx';

interface EndpointDetailsProps {
  incident: string | null;
  endpoint: InboundEndpointSummary;
  /** None for a connection. */
  sender?: InboundSourceName | undefined;
  /** More buttons. */
  children?: ReactNode;
}

/** What arrived at an endpoint lately, how to set up its sender, a test, and the rules of the organization. */
export function EndpointDetails({ incident, endpoint, sender, children }: EndpointDetailsProps) {
  const { send, isBusy } = useSend(showProblem);
  const calls = inboundCalls(incident);
  const { id } = endpoint;
  const act = (request: () => Promise<unknown>) =>
    send(async () => {
      await request();
      await queryClient.invalidateQueries({ queryKey: inboundKey(incident) });
    });
  return (
    <div className="mt-2 border-l-2 border-line pl-4">
      <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
        <HourlyBars perHour={endpoint.perHour} />
        <div className="flex flex-wrap gap-2">
          {children}
          {sender && !endpoint.isRevoked && (
            <Button
              icon={<Send size={15} />}
              isBusy={isBusy}
              onClick={() => act(() => calls.test({ id }))}
            >
              Send a test
            </Button>
          )}
          {endpoint.notUnderstood > 0 && (
            <Button
              icon={<RotateCcw size={15} />}
              isBusy={isBusy}
              onClick={() => act(() => calls.reread({ id }))}
            >
              Read again
            </Button>
          )}
        </div>
      </div>
      {endpoint.lastProblem && (
        <p className="mt-2 max-w-[80ch] text-sm wrap-anywhere">
          Last problem, <Time at={endpoint.lastProblem.at} />:{' '}
          <span className="text-danger">{endpoint.lastProblem.problem}</span>
        </p>
      )}
      {sender && !endpoint.isRevoked && <SetUp sender={sender} />}
      {incident === null && (
        <>
          <RoutingRules endpoint={endpoint} />
          <h3 className="mt-5 text-sm font-semibold">Deliveries</h3>
        </>
      )}
      <Deliveries {...{ incident, id }} />
    </div>
  );
}

/** The address itself can't be shown again. */
function SetUp({ sender }: { sender: InboundSourceName }) {
  const address = `${globalThis.location.origin}/in/${sender.name}/…`;
  return (
    <details className="mt-3 text-sm">
      <summary className="touch cursor-pointer font-medium">How to set up the program</summary>
      <p className="mt-1 max-w-[70ch] text-pretty">{sender.setUp}</p>
      {sender.snippet && (
        <CopyLines label="Lines to paste" text={sender.snippet.replace('ADDRESS', address)} />
      )}
      <p className="mt-1 text-ink-soft">
        The address was shown when the endpoint was created. If you lost it, replace it.
      </p>
    </details>
  );
}
