import type { IncidentSort, IncidentSummary } from '@debrief/contract';
import { numberText } from '@debrief/rules/numbers';
import { durationText } from '@debrief/rules/time';
import { Link, useNavigate } from '@tanstack/react-router';
import { LockKeyhole } from 'lucide-react';
import { useRef } from 'react';
import { Chip } from '../../ui/chip.tsx';
import { useActions } from '../../ui/keys.ts';
import { SortHeader } from '../../ui/sort-header.tsx';
import type { RowSelection } from '../../ui/use-row-selection.ts';
import { linkRows, useListCursor } from '../../ui/use-list-cursor.ts';
import { Time } from '../../ui/time.tsx';
import { statusWords } from './words.ts';

const head = 'border-b border-line-strong px-2 py-1.5 text-left text-xs font-medium text-ink-soft';
const cell = 'border-b border-line px-2 py-2 align-baseline';

const columns: readonly {
  column: IncidentSort;
  label: string;
  width: string;
  startsBackwards?: boolean;
}[] = [
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

export function IncidentTable({ incidents, sort, selection, onSort }: IncidentTableProps) {
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
    <table className="w-full border-collapse">
      <thead>
        <tr>
          {selection && (
            <th scope="col" className={`${head} w-8 pl-0`}>
              <input
                type="checkbox"
                aria-label="Select all"
                checked={selection.isAll}
                onChange={(event) => selection.setAll(event.target.checked)}
                className="size-4 accent-accent"
              />
            </th>
          )}
          {columns.map(({ column, label, width, startsBackwards }) => (
            <SortHeader
              key={column}
              column={column}
              sort={sort}
              startsBackwards={startsBackwards ?? false}
              onSort={onSort}
              className={`${head} ${width}`}
            >
              {label}
            </SortHeader>
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        {incidents.map((incident) => (
          <Row key={incident.id} incident={incident} selection={selection} />
        ))}
      </tbody>
    </table>
  );
}

function Row({
  incident,
  selection,
}: {
  incident: IncidentSummary;
  selection: RowSelection | null;
}) {
  const isSelected = selection?.has(incident.id) ?? false;
  const { firstAt, lastAt } = incident;
  return (
    <tr
      data-row-id={incident.id}
      className={`relative ${isSelected ? 'bg-accent-wash' : 'hover:bg-wash'}`}
    >
      {selection && (
        <td className={`${cell} pl-0`}>
          <input
            type="checkbox"
            aria-label={`Select: ${incident.ref}`}
            checked={isSelected}
            onClick={(event) => selection.press(incident.id, event)}
            onChange={() => undefined}
            className="relative z-10 size-4 accent-accent"
          />
        </td>
      )}
      <td className={`${cell} whitespace-nowrap text-ink-soft`}>{incident.ref}</td>
      <td className={cell}>
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
      <td className={`${cell} hidden whitespace-nowrap sm:table-cell`}>
        {incident.severity ?? <span className="text-ink-faint">not set</span>}
      </td>
      <td className={`${cell} hidden whitespace-nowrap sm:table-cell`}>
        {statusWords[incident.status].label}
      </td>
      <td className={`${cell} hidden whitespace-nowrap text-ink-soft lg:table-cell`}>
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
      <td className={`${cell} tabular hidden text-right md:table-cell`}>
        {numberText(incident.evidenceCount)}
      </td>
      <td className={`${cell} tabular hidden pr-0 text-right md:table-cell`}>
        {numberText(incident.eventCount)}
      </td>
    </tr>
  );
}
