import type { IncidentSort, IncidentSummary } from '@debrief/contract';
import { numberText } from '@debrief/rules/numbers';
import { durationText } from '@debrief/rules/time';
import { Link, useNavigate } from '@tanstack/react-router';
import { LockKeyhole } from 'lucide-react';
import { useRef } from 'react';
import { Chip } from '../../ui/chip.tsx';
import { useActions } from '../../ui/keys.ts';
import {
  SelectableRow,
  SelectableTable,
  tableCell,
  type SortColumn,
} from '../../ui/selectable-table.tsx';
import type { RowSelection } from '../../ui/use-row-selection.ts';
import { linkRows, useListCursor } from '../../ui/use-list-cursor.ts';
import { Time } from '../../ui/time.tsx';
import { statusWords } from './words.ts';

const columns: readonly SortColumn<IncidentSort>[] = [
  { column: 'number', label: 'ID', width: 'w-20', startsBackwards: true },
  { column: 'title', label: 'Title', width: '' },
  { column: 'severity', label: 'Severity', width: 'hidden w-24 sm:table-cell' },
  { column: 'status', label: 'Status', width: 'hidden w-24 sm:table-cell' },
  { column: 'start', label: 'Record', width: 'hidden w-60 lg:table-cell', startsBackwards: true },
  {
    column: 'evidence',
    label: 'Evidence',
    width: 'hidden w-24 text-right md:table-cell',
    startsBackwards: true,
  },
  {
    column: 'events',
    label: 'Events',
    width: 'hidden w-20 pr-0 text-right md:table-cell',
    startsBackwards: true,
  },
];

interface IncidentTableProps {
  incidents: readonly IncidentSummary[];
  sort: string;
  /** Null for people who can change none of them. */
  selection: RowSelection | null;
  onSort: (sort: string) => void;
}

export function IncidentTable({ incidents, selection, ...table }: IncidentTableProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const navigate = useNavigate();
  const first = incidents[0];
  useListCursor({ group: 'Incidents', row: 'incident', ...linkRows(body) });
  useActions('Incidents', [
    {
      label: 'Open the first',
      isDisabled: !first,
      run: () => first && void navigate({ to: '/incidents/$ref', params: { ref: first.ref } }),
    },
  ]);
  return (
    <SelectableTable
      {...table}
      label="Incidents"
      columns={columns}
      rows={body}
      selection={selection}
    >
      {incidents.map((incident) => (
        <Row key={incident.id} incident={incident} selection={selection} />
      ))}
    </SelectableTable>
  );
}

function Row({
  incident,
  selection,
}: {
  incident: IncidentSummary;
  selection: RowSelection | null;
}) {
  const { firstAt, lastAt } = incident;
  return (
    <SelectableRow id={incident.id} name={incident.ref} selection={selection}>
      <td className={`${tableCell} whitespace-nowrap text-ink-soft`}>{incident.ref}</td>
      <td className={tableCell}>
        <Link
          to="/incidents/$ref"
          params={{ ref: incident.ref }}
          data-row=""
          className="font-medium wrap-anywhere text-ink no-underline after:absolute after:inset-0"
        >
          {incident.title}
        </Link>{' '}
        {incident.visibility === 'private' && (
          <Chip tone="warn" icon={<LockKeyhole size={11} />}>
            private
          </Chip>
        )}{' '}
        {incident.isDemo && <Chip>demo</Chip>}
        <span className="block text-xs text-ink-soft sm:hidden">
          {[
            incident.severity,
            statusWords[incident.status].label,
            `${numberText(incident.evidenceCount)} items`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </td>
      <td className={`${tableCell} hidden whitespace-nowrap sm:table-cell`}>
        {incident.severity ?? <span className="text-ink-faint">not set</span>}
      </td>
      <td className={`${tableCell} hidden whitespace-nowrap sm:table-cell`}>
        {statusWords[incident.status].label}
      </td>
      <td className={`${tableCell} hidden whitespace-nowrap text-ink-soft lg:table-cell`}>
        {firstAt && lastAt ? (
          <>
            <Time at={firstAt} show="day" />
            {firstAt !== lastAt && (
              <span> · {durationText(Date.parse(lastAt) - Date.parse(firstAt))}</span>
            )}
          </>
        ) : incident.evidenceCount > 0 ? (
          'no dates'
        ) : (
          'empty'
        )}
      </td>
      <td className={`${tableCell} tabular hidden text-right md:table-cell`}>
        {numberText(incident.evidenceCount)}
      </td>
      <td className={`${tableCell} tabular hidden pr-0 text-right md:table-cell`}>
        {numberText(incident.eventCount)}
      </td>
    </SelectableRow>
  );
}
