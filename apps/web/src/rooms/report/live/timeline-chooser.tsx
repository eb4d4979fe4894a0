import type { Incident } from '@debrief/contract';
import { timeText } from '@debrief/rules/time';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../../data/queries.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox, Select } from '../../../ui/field.tsx';
import { Time } from '../../../ui/time.tsx';
import { useShownZone } from '../../../ui/time-zone.tsx';
import type { LiveHandle } from '../writing/live-view.ts';
import { filterEvents } from './timeline-part.ts';

export function TimelineChooser({ incident, handle }: { incident: Incident; handle: LiveHandle }) {
  const { data } = useQuery(queries.timeline(incident.ref));
  const events = data?.events ?? [];
  const zone = useShownZone();
  const { attrs, change } = handle;
  const shown = new Set(filterEvents(events, attrs).map((event) => event.id));
  const times = [...new Map(events.map((event) => [event.at, event.title]))];
  const choices = (whole: string) => [
    { value: '', label: whole },
    ...times.map(([at, title]) => ({
      value: at,
      label: `${timeText(at, zone, 'both')}  ${title.slice(0, 60)}`,
    })),
  ];
  const toggle = (id: string) => {
    const next = new Set(shown);
    if (!next.delete(id)) next.add(id);
    change({ ids: events.map((event) => event.id).filter((one) => next.has(one)) });
  };
  return (
    <div className="w-80 max-w-full space-y-3 text-sm">
      <Select
        label="From"
        value={attrs.from ?? ''}
        choices={choices('the start')}
        onChoose={(from) => change({ from: from || null })}
      />
      <Select
        label="Until"
        value={attrs.until ?? ''}
        choices={choices('the end')}
        onChoose={(until) => change({ until: until || null })}
      />
      <fieldset>
        <legend className="text-sm font-medium">Rows</legend>
        <div className="mt-1 max-h-64 overflow-y-auto">
          {events.map((event) => (
            <Checkbox
              key={event.id}
              checked={shown.has(event.id)}
              onChange={() => toggle(event.id)}
              label={
                <span className="min-w-0">
                  <Time at={event.at} className="text-xs text-ink-soft" /> {event.title}
                </span>
              }
            />
          ))}
        </div>
      </fieldset>
      <Button small onClick={() => change({ from: null, until: null, ids: null })}>
        Show all, also what comes
      </Button>
    </div>
  );
}
