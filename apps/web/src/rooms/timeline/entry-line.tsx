import type { Entry } from '@debrief/contract';
import { EntryEditor } from '../investigation/index.ts';
import { EntryRow } from '../investigation/entry-row.tsx';
import { eventRowId, focusEvent, useDesk } from './desk.ts';
import type { EventAct } from './event-row.tsx';

interface EntryLineProps {
  entry: Entry;
  isCurrent: boolean;
  onAct: (act: EventAct, id: string) => void;
}

/** One entry among the events, or its editor in its place. */
export function EntryLine({ entry, isCurrent, onAct }: EntryLineProps) {
  const { search, incident, place, edit } = useDesk();
  if (search.edit === entry.id && incident.can.change) {
    return (
      <div role="row">
        <div role="gridcell" className="py-1">
          <EntryEditor
            entry={entry}
            place={place}
            isStepping={search.step !== undefined}
            onStep={(isStepping) => edit(entry.id, isStepping)}
            onClose={() => (edit(null), focusEvent(entry.id))}
          />
        </div>
      </div>
    );
  }
  return (
    <EntryRow
      entry={entry}
      place={place}
      id={eventRowId(entry.id)}
      isCurrent={isCurrent}
      onFocus={() => onAct('focus', entry.id)}
      onEdit={() => onAct('edit', entry.id)}
      onStep={() => onAct('step', entry.id)}
      onRemove={() => onAct('remove', entry.id)}
    />
  );
}
