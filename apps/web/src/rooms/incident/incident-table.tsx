import type { IncidentSummary } from '@debrief/contract';
import { numberText } from '@debrief/rules/numbers';
import { durationText } from '@debrief/rules/time';
import { Link, useNavigate } from '@tanstack/react-router';
import { LockKeyhole } from 'lucide-react';
import { useRef } from 'react';
import { Chip } from '../../ui/chip.tsx';
import { useActions } from '../../ui/keys.ts';
import { linkRows, useListCursor } from '../../ui/use-list-cursor.ts';
import { Time } from '../../ui/time.tsx';
import { statusWords } from './words.ts';

const head = 'border-b border-line-strong px-2 py-1.5 text-left text-xs font-medium text-ink-soft';
const cell = 'border-b border-line px-2 py-2 align-baseline';

export function IncidentTable({ incidents }: { incidents: readonly IncidentSummary[] }) {
  const body = useRef<HTMLTableSectionElement>(null);
  const navigate = useNavigate();
  const first = incidents[0];
  useListCursor({ group: 'Incidents', row: 'incident', ...linkRows(body) });
  useActions('Incidents', [
    {
      label: 'Open the newest',
      isDisabled: !first,
      run: () => first && void navigate({ to: '/incidents/$ref', params: { ref: first.ref } }),
    },
  ]);
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr>
          <th scope="col" className={`${head} w-20 pl-0`}>
            Name
          </th>
          <th scope="col" className={head}>
            Title
          </th>
          <th scope="col" className={`${head} hidden w-20 sm:table-cell`}>
            Severity
          </th>
          <th scope="col" className={`${head} hidden w-24 sm:table-cell`}>
            Status
          </th>
          <th scope="col" className={`${head} hidden w-60 lg:table-cell`}>
            Record
          </th>
          <th scope="col" className={`${head} hidden w-24 text-right md:table-cell`}>
            Evidence
          </th>
          <th scope="col" className={`${head} hidden w-20 pr-0 text-right md:table-cell`}>
            Events
          </th>
        </tr>
      </thead>
      <tbody ref={body}>
        {incidents.map((incident) => (
          <Row key={incident.id} incident={incident} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ incident }: { incident: IncidentSummary }) {
  const { firstAt, lastAt } = incident;
  return (
    <tr className="relative hover:bg-wash">
      <td className={`${cell} pl-0 whitespace-nowrap text-ink-soft`}>{incident.ref}</td>
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
            `${numberText(incident.evidenceCount)} evidence`,
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
