import type { DeliveryState } from '@debrief/contract';
import { bytesText } from '@debrief/rules/numbers';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { queries } from '../../data/queries.ts';
import { Chip } from '../../ui/chip.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { Time } from '../../ui/time.tsx';

const states: Record<DeliveryState, { label: string; tone: 'plain' | 'good' | 'danger' }> = {
  received: { label: 'received', tone: 'plain' },
  imported: { label: 'imported', tone: 'good' },
  unreadable: { label: "couldn't be read", tone: 'danger' },
  refused: { label: 'refused', tone: 'danger' },
  failed: { label: 'failed', tone: 'danger' },
};

/** What an endpoint received, newest first. */
export function Deliveries({ incident, id }: { incident: string; id: string }) {
  const { data, error } = useQuery(queries.deliveries(incident, id));
  return (
    <ul className="mt-2 ml-6 text-sm">
      <ProblemNote error={error} />
      {data?.items.length === 0 && <li className="text-ink-soft">No deliveries yet.</li>}
      {data?.items.map((delivery) => (
        <li key={delivery.id} className="border-t border-line py-1.5">
          <p className="flex flex-wrap items-center gap-x-3">
            <Time at={delivery.receivedAt} />
            <span className="text-ink-soft">{bytesText(delivery.bytes)}</span>
            <Chip tone={states[delivery.state].tone}>{states[delivery.state].label}</Chip>
            {delivery.importId && (
              <Link
                to="/incidents/$ref/imports"
                params={{ ref: incident }}
                search={{ open: delivery.importId }}
                className="underline"
              >
                Import summary
              </Link>
            )}
          </p>
          {delivery.problem && <p className="text-danger">{delivery.problem}</p>}
          {delivery.payload && (
            <pre className="mt-1 max-h-40 overflow-auto bg-wash p-2 font-mono text-xs whitespace-pre-wrap">
              {delivery.payload}
            </pre>
          )}
        </li>
      ))}
    </ul>
  );
}
