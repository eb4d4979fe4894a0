import { countText } from '@debrief/rules/numbers';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { storyQueries } from '../../../data/queries/story.ts';
import { Button } from '../../../ui/button.tsx';
import { ShowMore } from '../../../ui/show-more.tsx';
import { FindIncident } from './find-incident.tsx';
import { IncidentOption } from './incident-option.tsx';
import { QueryState } from '../../../ui/query-state.tsx';

interface Props {
  value: string;
  onChoose: (ref: string) => void;
}

/**
 * The incident of a story: first those in which the user took part, each with how; the other
 * visible ones are one step away.
 */
export function IncidentPicker({ value, onChoose }: Props) {
  const taken = useInfiniteQuery(storyQueries.storyIncidents());
  const mine = taken.data?.pages.flatMap((page) => page.items) ?? [];
  const [wantsOthers, setWantsOthers] = useState(value !== '');
  const refs = new Set(mine.map((one) => one.ref));
  const group = useId();
  const isNone = taken.data !== undefined && mine.length === 0;
  const hasOthers = wantsOthers || isNone;
  return (
    <div className="flex flex-col gap-3">
      <fieldset className="min-w-0">
        <legend className="mb-1 text-sm font-medium">Incidents that you took part in</legend>
        <QueryState of={taken} lines={3} />
        {isNone && (
          <p className="text-sm text-pretty text-ink-soft">
            None found. Anything you wrote, own or declared counts. To include what you posted, open
            a story's suggested evidence and select which person you are.
          </p>
        )}
        {mine.length > 0 && (
          <div className="max-h-64 overflow-y-auto rounded-md border border-line-strong">
            {mine.map((one) => (
              <IncidentOption
                key={one.id}
                group={group}
                isChosen={value === one.ref}
                incident={one}
                onChoose={onChoose}
              >
                {one.by.join(' · ')}
                {one.stories > 0 && (
                  <span className="block">
                    You have {countText(one.stories, 'story', 'stories')} about it
                  </span>
                )}
              </IncidentOption>
            ))}
            <ShowMore list={taken} small look="quiet" className="m-1" />
          </div>
        )}
      </fieldset>
      {hasOthers ? (
        <fieldset className="min-w-0">
          <legend className="mb-1 text-sm font-medium">Other incidents</legend>
          <FindIncident
            first={refs.has(value) ? '' : value}
            value={value}
            without={refs}
            onChoose={onChoose}
          />
        </fieldset>
      ) : (
        <Button
          small
          look="quiet"
          className="-ml-2 self-start"
          onClick={() => setWantsOthers(true)}
        >
          Other incidents…
        </Button>
      )}
    </div>
  );
}
