import type { CodingRound } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { queries } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { Time } from '../../ui/time.tsx';
import { RoundView } from './round.tsx';
import { StartDialog } from './start-dialog.tsx';

const route = getRouteApi('/inside/incidents/$ref/coding');

/** Rounds in which several people tag the same items, and how far they agree. */
export function CodingTab() {
  const { ref } = route.useParams();
  const { round } = route.useSearch();
  return (
    <div className="max-w-220 px-4 py-4 sm:px-6">
      {round === undefined ? <Rounds incident={ref} /> : <RoundView incident={ref} id={round} />}
    </div>
  );
}

function Rounds({ incident }: { incident: string }) {
  const { data, error } = useQuery(queries.codingRounds(incident));
  const { data: timeline } = useQuery(queries.timeline(incident));
  const [isStarting, setStarting] = useState(false);
  const events = timeline?.events ?? [];
  const start = data?.can.start && events.length > 0 && (
    <Button onClick={() => setStarting(true)}>Code all {countText(events.length, 'event')}</Button>
  );
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <h2 className="mr-auto text-sm font-semibold">Coding</h2>
        {data && data.items.length > 0 && start}
      </div>
      <QueryState of={{ data, error }} lines={3} />
      {data?.items.length === 0 && (
        <EmptyState title="No second coder yet" action={start || null}>
          Two or more people tag the same items without seeing each other's answers. Then you see
          how far they agree. To select items, press t on them and use Second coder.
        </EmptyState>
      )}
      {data && data.items.length > 0 && (
        <ul className="border-t border-line">
          {data.items.map((round) => (
            <RoundRow key={round.id} incident={incident} round={round} />
          ))}
        </ul>
      )}
      {isStarting && (
        <StartDialog
          incident={incident}
          items={events.map(({ id }) => ({ kind: 'event', id }))}
          onClose={() => setStarting(false)}
        />
      )}
    </>
  );
}

function RoundRow({ incident, round }: { incident: string; round: CodingRound }) {
  const done = round.coders.filter((coder) => coder.doneAt !== null).length;
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 border-b border-line py-2">
      <Link
        to="/incidents/$ref/coding"
        params={{ ref: incident }}
        search={{ round: round.id }}
        className="font-medium text-accent hover:underline"
      >
        {countText(round.itemCount, 'item')}, {countText(round.tagIds.length, 'tag')}
      </Link>
      <span className="text-sm text-ink-soft">
        {round.coders.map(({ name }) => name).join(', ')}
      </span>
      {round.isDone ? (
        <Chip tone="good">done</Chip>
      ) : (
        <Chip>
          {done} of {round.coders.length} done
        </Chip>
      )}
      {round.can.code && <Chip tone="accent">waits for you</Chip>}
      <span className="ml-auto text-sm text-ink-soft">
        <Time at={round.createdAt} show="day" />
      </span>
    </li>
  );
}
