import type { Finding } from '@debrief/contract';
import { FindingEditor } from '../investigation/index.ts';
import { FindingRow } from '../investigation/finding-row.tsx';
import { eventRowId, focusEvent, useDesk } from './desk.ts';
import type { EventAct } from './event-row.tsx';

interface FindingLineProps {
  finding: Finding;
  isCurrent: boolean;
  onAct: (act: EventAct, id: string) => void;
}

export function FindingLine({ finding, isCurrent, onAct }: FindingLineProps) {
  const { search, incident, place, edit } = useDesk();
  if (search.edit === finding.id && incident.can.change) {
    return (
      <div role="row">
        <div role="gridcell" className="py-1">
          <FindingEditor
            finding={finding}
            place={place}
            isStepping={search.step !== undefined}
            onStep={(isStepping) => edit(finding.id, isStepping)}
            onClose={() => (edit(null), focusEvent(finding.id))}
          />
        </div>
      </div>
    );
  }
  return (
    <FindingRow
      finding={finding}
      place={place}
      id={eventRowId(finding.id)}
      isCurrent={isCurrent}
      onFocus={() => onAct('focus', finding.id)}
      onEdit={() => onAct('edit', finding.id)}
      onStep={() => onAct('step', finding.id)}
      onRemove={() => onAct('remove', finding.id)}
      onTag={() => onAct('tag', finding.id)}
    />
  );
}
