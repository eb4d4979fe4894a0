import { timeText } from '@debrief/rules/time';
import { useDesk } from './desk.ts';
import { hasDraft } from '../../data/draft.ts';
import { useShownZone } from '../../ui/time-zone.tsx';
import { EventEditor } from './lazy-editor.tsx';
import { EventRow, type EventAct } from './event-row.tsx';
import { FindingLine } from './lazy-finding-line.tsx';
import { groupByDay, type PerspectiveKey } from './event-order.ts';
import { ColumnNames, InColumn } from './perspective-columns.tsx';
import { isFinding, listConflicts, type Row } from './rows.ts';

interface TimelineListProps {
  rows: readonly Row[];
  /** Two perspectives side by side, on one clock. */
  columns: readonly [PerspectiveKey, PerspectiveKey] | null;
  current: string | null;
  chosen: ReadonlySet<string>;
  onAct: (act: EventAct, eventId: string) => void;
  onFollow: (itemId: string) => void;
}

export function TimelineList({
  rows,
  columns,
  current,
  chosen,
  onAct,
  onFollow,
}: TimelineListProps) {
  const zone = useShownZone();
  const desk = useDesk();
  const { numbers, timeline, incident, search } = desk;
  const waiting = new Set(
    timeline.unsaved.flatMap(({ ask, state }) =>
      state === 'waiting' || state === 'sending' ? ('id' in ask.input ? [ask.input.id] : []) : [],
    ),
  );
  const conflicts = listConflicts(desk.place.investigation.findings ?? []);
  const first = rows.some((row) => row.id === current) ? current : (rows[0]?.id ?? null);
  return (
    <div
      role="grid"
      aria-label="Timeline"
      aria-multiselectable="true"
      className="@container px-1 pb-4"
    >
      {columns && <ColumnNames columns={columns} />}
      {groupByDay(rows, (at) => timeText(at, zone, 'day')).map((day) => (
        <div key={day.date} role="rowgroup">
          <div role="row" className="sticky top-0 z-10 bg-paper">
            <div
              role="rowheader"
              className="flex items-center gap-2 px-2 pt-2 pb-1 text-xs font-semibold text-ink-soft"
            >
              {day.date}
              <span className="h-px flex-1 bg-line" />
            </div>
          </div>
          {day.events.map((event) =>
            isFinding(event) ? (
              <FindingLine
                key={event.id}
                finding={event}
                isCurrent={event.id === first}
                onAct={onAct}
              />
            ) : search.edit === event.id && incident.can.change ? (
              <div key={event.id} role="row">
                <div role="gridcell">
                  <EventEditor event={event} />
                </div>
              </div>
            ) : (
              <InColumn key={event.id} event={event} columns={columns}>
                <EventRow
                  event={event}
                  numbers={event.citations
                    .map((citation) => numbers.get(citation.itemId) ?? 0)
                    .join(',')}
                  incident={incident.ref}
                  isCurrent={event.id === first}
                  isChosen={chosen.has(event.id)}
                  isWaiting={waiting.has(event.id)}
                  hasDraft={hasDraft(`${incident.ref}.event.${event.id}`)}
                  chosenCount={chosen.size}
                  onAct={onAct}
                  conflictId={conflicts.get(event.id) ?? null}
                  onFollow={onFollow}
                />
              </InColumn>
            ),
          )}
        </div>
      ))}
    </div>
  );
}
