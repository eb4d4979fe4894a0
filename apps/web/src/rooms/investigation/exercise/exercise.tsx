import type { TimelineEvent } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { listExerciseStops, type ExerciseStop } from '@debrief/rules/known';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { queries } from '../../../data/queries.ts';
import { Column } from '../../../frame/page-head.tsx';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useActions } from '../../../ui/keys.ts';
import { useKnown } from '../../../ui/known-time.tsx';
import { QueryState } from '../../../ui/query-state.tsx';
import { Time } from '../../../ui/time.tsx';
import { useCursorKeys } from '../../../ui/use-list-cursor.ts';
import { DecisionFacts } from '../finding-facts.tsx';

const route = getRouteApi('/inside/incidents/$ref/exercise');

const questions = [
  'What do you think is happening, and what makes you think so?',
  'What would you look at next?',
  'Who would you call?',
  'What would you do now, and when would you change your mind?',
];

/** The incident from decision to decision, as the responders lived it. Nothing is stored. */
export function ExerciseTab() {
  const { ref } = route.useParams();
  const timeline = useQuery(queries.timeline(ref));
  const investigation = useQuery(queries.investigation(ref));
  const stops = useMemo(
    () =>
      timeline.data && investigation.data
        ? listExerciseStops(investigation.data.findings, timeline.data.events)
        : undefined,
    [timeline.data, investigation.data],
  );
  return (
    <Column>
      <h2 className="text-base font-semibold">Exercise</h2>
      <QueryState of={{ data: stops, error: timeline.error ?? investigation.error }} lines={6} />
      {stops?.length === 0 && (
        <EmptyState title="No decisions yet">
          Each decision in the investigation is a stop of the exercise. Add what responders decided,
          with its time.
        </EmptyState>
      )}
      {stops !== undefined && stops.length > 0 && <Stops stops={stops} incident={ref} />}
    </Column>
  );
}

/** At the first stop that is not before the time of the mask; with the mask, all tabs show that time. */
function Stops({ stops, incident }: { stops: readonly ExerciseStop[]; incident: string }) {
  const { at, move } = useKnown();
  const [isOver, setOver] = useState(false);
  const [shownAt, setShownAt] = useState<number | null>(null);
  const knownMs = at === null ? null : Date.parse(at);
  const last = stops.length - 1;
  const place = isOver
    ? last
    : stops.findIndex(({ atMs }) => knownMs !== null && (atMs === null || atMs >= knownMs));
  const stop = stops[place];
  const goTo = (index: number) => {
    const next = stops[index];
    if (next === undefined) return;
    setShownAt(null);
    setOver(next.atMs === null);
    move(next.atMs, true);
  };
  const isRevealed = shownAt === place;
  const toggle = () => setShownAt(isRevealed ? null : place);
  useCursorKeys({ group: 'Exercise', row: 'stop', move: (by) => goTo(place + by) });
  useActions('Exercise', [
    {
      label: 'Show or hide what they did',
      keys: 'v',
      isDisabled: stop === undefined || stop.atMs === null,
      run: toggle,
    },
  ]);
  if (stop === undefined)
    return (
      <div className="mt-2 space-y-3 text-sm">
        <p>
          Go through the incident together, one decision after the other. At each stop, everything
          that became known later is hidden, also on the other pages of this incident. There is no
          right answer: what they did made sense with what they knew.
        </p>
        <p className="text-ink-soft">{countText(last, 'stop')}. Nothing is stored.</p>
        <Button look="primary" onClick={() => goTo(0)}>
          Start the exercise
        </Button>
      </div>
    );
  const known = stop.atMs === null ? undefined : new Date(stop.atMs).toISOString();
  return (
    <article aria-label="Stop" className="mt-2">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h3 className="mr-auto text-sm font-semibold">
          {known === undefined ? (
            'After the last decision'
          ) : (
            <>
              Stop {place + 1} of {last}: <Time at={known} />
            </>
          )}
        </h3>
        <span className="flex gap-2">
          <Button
            small
            keys="k"
            icon={<ChevronLeft size={14} />}
            disabled={place === 0}
            onClick={() => goTo(place - 1)}
          >
            Previous stop
          </Button>
          <Button
            small
            keys="j"
            icon={<ChevronRight size={14} />}
            disabled={place === last}
            onClick={() => goTo(place + 1)}
          >
            Next stop
          </Button>
        </span>
      </header>
      <section aria-label="News" className="mt-5">
        <h4 className="text-sm font-semibold">
          {place === 0 ? 'Known so far' : 'New since the last stop'}
        </h4>
        <EventList events={stop.news} />
      </section>
      {known !== undefined && (
        <>
          <p className="mt-3 text-sm">
            <Link
              to="/incidents/$ref"
              params={{ ref: incident }}
              search={{ known, at: known }}
              className="touch text-accent underline underline-offset-2"
            >
              Read the record as it was then
            </Link>
          </p>
          <section aria-label="Questions" className="mt-5">
            <h4 className="text-sm font-semibold">Discuss</h4>
            <ul className="mt-1 list-disc space-y-1 pl-5 text-sm">
              {questions.map((question) => (
                <li key={question}>{question}</li>
              ))}
            </ul>
          </section>
          <Button className="mt-5" look="primary" keys="v" onClick={toggle}>
            {isRevealed ? 'Hide what they did' : 'Show what they did'}
          </Button>
          {isRevealed && (
            <section aria-label="What they did" className="mt-5 border-t border-line pt-4">
              {stop.decisions.map((decision) => (
                <div key={decision.id} className="mb-4 text-sm">
                  <h4 className="font-semibold wrap-anywhere">{decision.statement}</h4>
                  <DecisionFacts decision={decision} />
                </div>
              ))}
            </section>
          )}
        </>
      )}
    </article>
  );
}

function EventList({ events }: { events: readonly TimelineEvent[] }) {
  if (events.length === 0) return <p className="mt-1 text-sm text-ink-soft">No events.</p>;
  return (
    <ol className="mt-1 text-sm">
      {events.map((event) => (
        <li key={event.id} className="flex gap-3 border-b border-line py-2">
          <Time at={event.at} precision={event.precision} className="shrink-0" />
          <span className="min-w-0 wrap-anywhere">{event.title}</span>
        </li>
      ))}
    </ol>
  );
}
