import type { OnCallSchedule, ScheduleImport } from '@debrief/contract';
import { countText, numberText } from '@debrief/rules/numbers';
import { timeText } from '@debrief/rules/time';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Buttons, Dialog } from '../../ui/dialog.tsx';
import { ImportDialog } from '../../ui/import-dialog.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { useShownZone } from '../../ui/time-zone.tsx';
import { showProblem } from '../../ui/toast.tsx';
import { ZoneField } from '../../ui/zone-field.tsx';

export function ScheduleImportDialog({ onClose }: { onClose: () => void }) {
  const [zone, setZone] = useState('');
  return (
    <ImportDialog
      title="Import on-call schedules"
      lead="An iCalendar file, a schedule or on-call list of PagerDuty, or a timeline of Opsgenie. Its shifts replace those of the same schedule and time. Only admins can list schedules."
      label="File"
      accept=".ics,.json,text/calendar,application/json"
      send={async (file) =>
        api.people.importSchedules({ name: file.name, ...(zone !== '' && { zone }) }, { file })
      }
      onImported={() => queryClient.invalidateQueries()}
      summarize={summarize}
      onClose={onClose}
    >
      {() => (
        <ZoneField
          label="Time zone"
          hint="Only for times of a calendar that name none"
          value={zone}
          onType={setZone}
          name="zone"
        />
      )}
    </ImportDialog>
  );
}

function summarize({ read, rejected, schedules, problems }: ScheduleImport) {
  const changes = schedules.map(({ name, added, removed, unchanged, gaps, overlaps }) => ({
    place: name,
    reason: `${added} added, ${removed} removed, ${unchanged} unchanged; ${countText(gaps, 'gap')}, ${countText(overlaps, 'overlap')}`,
  }));
  return {
    title: `Read ${countText(read, 'shift')}`,
    lead: rejected > 0 ? `${numberText(rejected)} rejected` : 'None were rejected.',
    lines: [...changes, ...problems],
  };
}

export function ScheduleDialog({
  schedule,
  onClose,
}: {
  schedule: OnCallSchedule;
  onClose: () => void;
}) {
  const zone = useShownZone();
  const { data, error } = useQuery(queries.onCallSchedule(schedule.id));
  const [isAsking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => api.people.removeSchedule({ id: schedule.id }),
    onSuccess: async () => {
      await queryClient.invalidateQueries();
      onClose();
    },
    onError: showProblem,
  });
  const span = (one: { from: string; until: string }) =>
    `${timeText(one.from, zone, 'both')} to ${timeText(one.until, zone, 'both')}`;
  return (
    <Dialog isOpen onClose={onClose} title={schedule.name} lead="The newest 100 of each.">
      <QueryState of={{ data, error }} lines={5} />
      {data && (
        <>
          <Lines title={countText(data.gapCount, 'gap')} lines={data.gaps.map(span)} />
          <Lines
            title={countText(data.overlapCount, 'overlap')}
            lines={data.overlaps.map((one) => `${span(one)}: ${one.names.join(', ')}`)}
          />
          <Lines title="Names that several people in the directory have" lines={data.sharedNames} />
          <Lines
            title={countText(data.schedule.shifts, 'shift')}
            lines={data.shifts.map(
              (one) =>
                `${span(one)}: ${[one.name, one.role, one.isOverride ? 'override' : ''].filter(Boolean).join(', ')}`,
            )}
          />
        </>
      )}
      <Buttons>
        {isAsking ? (
          <Button look="danger" disabled={remove.isPending} onClick={() => remove.mutate()}>
            Remove with {countText(schedule.shifts, 'shift')}
          </Button>
        ) : (
          <Button look="danger" onClick={() => setAsking(true)}>
            Remove schedule
          </Button>
        )}
        <Button onClick={onClose}>{isAsking ? 'Cancel' : 'Close'}</Button>
      </Buttons>
    </Dialog>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <section className="mt-3">
      <h3 className="text-sm font-semibold">{title}</h3>
      <ul className="max-h-56 overflow-y-auto border-t border-line text-sm">
        {lines.map((line, index) => (
          // Two shifts can read the same.
          <li key={`${index} ${line}`} className="border-b border-line py-1.5 wrap-anywhere">
            {line}
          </li>
        ))}
      </ul>
    </section>
  );
}
