import type { DeliveryState, InboundDelivery } from '@debrief/contract';
import { bytesText } from '@debrief/rules/numbers';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { inboundQueries } from '../../data/queries/inbound.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { ProblemNote, ReadProblem } from '../../ui/problem.tsx';
import { Time } from '../../ui/time.tsx';
import { AddDeliveryDialog } from './add-delivery-dialog.tsx';

const states: Record<DeliveryState, { label: string; tone: 'plain' | 'good' | 'danger' }> = {
  received: { label: 'received', tone: 'plain' },
  imported: { label: 'imported', tone: 'good' },
  read: { label: 'read', tone: 'good' },
  unreadable: { label: 'not understood', tone: 'danger' },
  refused: { label: 'refused', tone: 'danger' },
  failed: { label: 'failed', tone: 'danger' },
};

/** What an endpoint received, newest first. */
export function Deliveries({ incident, id }: { incident: string | null; id: string }) {
  const { data, error } = useQuery({
    ...inboundQueries.deliveries(incident, id),
    // What no incident gets is in no activity.
    ...(incident === null && { refetchInterval: 10_000 }),
  });
  return (
    <ul aria-label="Deliveries" className="mt-3 text-sm">
      <ReadProblem error={error} />
      {data?.items.length === 0 && <li className="text-ink-soft">No deliveries yet.</li>}
      {data?.items.map((delivery) => (
        <li key={delivery.id} className="border-t border-line py-1.5">
          <p className="flex flex-wrap items-center gap-x-3">
            <Time at={delivery.receivedAt} />
            <span className="text-ink-soft">{bytesText(delivery.bytes)}</span>
            <Chip tone={states[delivery.state].tone}>{states[delivery.state].label}</Chip>
            {delivery.isTest && <Chip tone="accent">test</Chip>}
            {delivery.importId && incident !== null && (
              <Link
                to="/incidents/$ref/imports"
                params={{ ref: incident }}
                search={{ open: delivery.importId }}
                className="underline"
              >
                Import summary
              </Link>
            )}
            {incident === null && <AddedTo delivery={delivery} />}
            {incident === null && <AddButton {...{ id, delivery }} />}
          </p>
          {delivery.problem && <p className="text-danger wrap-anywhere">{delivery.problem}</p>}
          <Payload {...{ incident, id, delivery }} />
        </li>
      ))}
    </ul>
  );
}

/** The incidents that got records of a delivery. */
function AddedTo({ delivery: { addedTo, state, isTest } }: { delivery: InboundDelivery }) {
  if (addedTo.length === 0)
    return (
      state === 'read' &&
      !isTest && <span className="text-ink-soft">in no incident that you can see</span>
    );
  return addedTo.map(({ incident, importId }) => (
    <Link
      key={importId}
      to="/incidents/$ref/imports"
      params={{ ref: incident }}
      search={{ open: importId }}
      className="underline"
    >
      {incident}
    </Link>
  ));
}

/** Adds a delivery to an incident although no rule does. */
function AddButton({ id, delivery }: { id: string; delivery: InboundDelivery }) {
  const [isOpen, setOpen] = useState(false);
  if (delivery.state !== 'read' || delivery.isTest || delivery.payload === null) return null;
  return (
    <>
      <Button small look="quiet" icon={<Plus size={14} />} onClick={() => setOpen(true)}>
        Add to incident…
      </Button>
      {isOpen && <AddDeliveryDialog {...{ id, delivery }} onClose={() => setOpen(false)} />}
    </>
  );
}

/** So that a delivery can be recognized before it is opened. */
const longestExcerpt = 200;

interface PayloadProps {
  incident: string | null;
  id: string;
  delivery: InboundDelivery;
}

/** What was sent, if it is kept: the start of it, or everything. */
function Payload({ incident, id, delivery }: PayloadProps) {
  const [isOpen, setOpen] = useState(false);
  const complete = useQuery({
    ...inboundQueries.delivery(incident, id, delivery.id),
    enabled: isOpen,
  });
  const text = complete.data?.payload ?? delivery.payload;
  if (text === null) return null;
  const payload = (
    <pre className="mt-1 max-h-60 overflow-auto rounded-md bg-wash p-2 font-mono text-xs wrap-anywhere whitespace-pre-wrap">
      {text}
    </pre>
  );
  return (
    <>
      {delivery.state === 'read' && delivery.problem === null ? (
        <details className="group">
          <summary className="touch cursor-pointer truncate text-ink-soft">
            Payload{' '}
            <code className="ml-1 text-xs group-open:hidden">{text.slice(0, longestExcerpt)}</code>
          </summary>
          {payload}
        </details>
      ) : (
        payload
      )}
      <ProblemNote error={complete.error} />
      {delivery.isCut && !complete.data && (
        <Button small look="quiet" isBusy={complete.isLoading} onClick={() => setOpen(true)}>
          Show everything
        </Button>
      )}
    </>
  );
}
