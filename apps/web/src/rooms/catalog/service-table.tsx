import type { Service, serviceSorts } from '@debrief/contract';
import { numberText } from '@debrief/rules/numbers';
import { Link } from '@tanstack/react-router';
import type { RefObject } from 'react';
import { Chip } from '../../ui/chip.tsx';
import {
  SelectableRow,
  SelectableTable,
  tableCell,
  type SortColumn,
} from '../../ui/selectable-table.tsx';
import { gapLabels, kindLabels, pathLabels, toDisplayName } from './words.ts';

interface ServiceTableProps {
  services: readonly Service[];
  rows: RefObject<HTMLTableSectionElement | null>;
  sort: string;
  onSort: (sort: string) => void;
}

const columns: readonly SortColumn<(typeof serviceSorts)[number]>[] = [
  { column: 'name', label: 'Service', width: '' },
  { column: 'kind', label: 'Kind', width: 'hidden w-24 md:table-cell' },
  { column: 'owner', label: 'Owner', width: 'w-32 sm:w-44' },
  { column: 'tier', label: 'Tier', width: 'hidden w-20 md:table-cell' },
  { column: 'path', label: 'Path', width: 'hidden w-32 lg:table-cell' },
  { column: 'incidents', label: 'Incidents', width: 'w-24', startsBackwards: true },
];

export function ServiceTable({ services, ...table }: ServiceTableProps) {
  return (
    <SelectableTable {...table} label="Services" columns={columns} selection={null}>
      {services.map((service) => (
        <Row key={service.id} service={service} />
      ))}
    </SelectableTable>
  );
}

function Row({ service }: { service: Service }) {
  return (
    <SelectableRow id={service.id} name={service.name} selection={null}>
      <td className={tableCell}>
        <Link
          to="/catalog/$id"
          params={{ id: service.id }}
          data-row=""
          className="font-medium wrap-anywhere text-ink no-underline after:absolute after:inset-0"
        >
          {toDisplayName(service)}
        </Link>
        {service.title !== null && service.title !== service.name && (
          <span className="block text-xs wrap-anywhere text-ink-soft">{service.name}</span>
        )}
        {service.gaps.length > 0 && (
          <span className="mt-0.5 flex flex-wrap gap-1">
            {service.gaps.map((gap) => (
              <Chip key={gap} tone={gap === 'runbook' || gap === 'source' ? 'plain' : 'warn'}>
                {gapLabels[gap]}
              </Chip>
            ))}
          </span>
        )}
      </td>
      <td className={`${tableCell} hidden text-sm md:table-cell`}>{kindLabels[service.kind]}</td>
      <td
        className={`${tableCell} text-sm wrap-anywhere ${service.owner === null ? 'text-ink-soft italic' : ''}`}
      >
        {service.owner ?? 'none'}
      </td>
      <td className={`${tableCell} hidden text-sm md:table-cell`}>{service.tier}</td>
      <td className={`${tableCell} hidden text-sm lg:table-cell`}>
        {service.path === null ? '' : pathLabels[service.path]}
      </td>
      <td className={`${tableCell} tabular text-sm`}>{numberText(service.incidents)}</td>
    </SelectableRow>
  );
}
