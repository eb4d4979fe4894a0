import { followUpFields, type FollowUp, type FollowUpSort } from '@debrief/contract';
import { dayText } from '@debrief/rules/time';
import { Link } from '@tanstack/react-router';
import type { RefObject } from 'react';
import { nowMs } from '../../clock.ts';
import { Chip } from '../../ui/chip.tsx';
import {
  SelectableRow,
  SelectableTable,
  tableCell,
  type SortColumn,
} from '../../ui/selectable-table.tsx';
import type { RowSelection } from '../../ui/use-row-selection.ts';
import { useShownZone } from '../../ui/time-zone.tsx';
import { Asks } from './asks.tsx';
import { ageText, intentWords, overdueText, ownerText, stateWords } from './words.ts';

interface FollowUpTableProps {
  items: readonly FollowUp[];
  rows: RefObject<HTMLTableSectionElement | null>;
  sort: string;
  /** Null for people who can change none of them. */
  selection: RowSelection | null;
  onSort: (sort: string) => void;
}

const columns: readonly SortColumn<FollowUpSort>[] = [
  { column: 'text', label: 'Follow-up', width: '' },
  { column: 'due', label: followUpFields.dueOn.label, width: 'w-36' },
  { column: 'owner', label: followUpFields.owner.label, width: 'hidden w-36 md:table-cell' },
  { column: 'intent', label: followUpFields.intent.label, width: 'hidden w-24 lg:table-cell' },
  { column: 'state', label: 'Status', width: 'hidden w-28 sm:table-cell' },
  { column: 'age', label: 'Age', width: 'hidden w-28 lg:table-cell' },
];

export function FollowUpTable({ items, selection, ...table }: FollowUpTableProps) {
  return (
    <SelectableTable {...table} label="Follow-ups" columns={columns} selection={selection}>
      {items.map((one) => (
        <Row key={one.id} followUp={one} selection={selection} />
      ))}
    </SelectableTable>
  );
}

function Row({ followUp, selection }: { followUp: FollowUp; selection: RowSelection | null }) {
  const zone = useShownZone();
  return (
    <SelectableRow id={followUp.id} name={followUp.text} selection={selection}>
      <td className={tableCell}>
        <Link
          to="/incidents/$ref/follow-ups"
          params={{ ref: followUp.incidentRef }}
          search={{ item: followUp.id }}
          data-row=""
          className="font-medium wrap-anywhere text-ink no-underline after:absolute after:inset-0"
        >
          {followUp.text}
        </Link>
        <span className="block text-xs wrap-anywhere text-ink-soft">
          {followUp.incidentRef} {followUp.incidentTitle}
          {followUp.issue?.key && ` · ${followUp.issue.key}`}
        </span>
        <span className="block text-xs text-ink-soft md:hidden">
          {ownerText(followUp.owner)}
          <span className="sm:hidden"> · {stateWords[followUp.state].label}</span>
        </span>
        <Asks asks={followUp.asks} />
      </td>
      <td
        className={`${tableCell} tabular text-xs ${followUp.isOverdue ? 'font-medium text-danger' : 'text-ink-soft'}`}
      >
        {followUp.dueOn === null ? 'none' : dayText(followUp.dueOn)}
        {followUp.isOverdue && followUp.dueOn !== null && (
          <span className="block">{overdueText(followUp.dueOn, nowMs())}</span>
        )}
      </td>
      <td
        className={`${tableCell} hidden text-sm md:table-cell ${followUp.owner === null ? 'text-ink-soft italic' : ''}`}
      >
        {ownerText(followUp.owner)}
      </td>
      <td className={`${tableCell} hidden text-sm lg:table-cell`}>
        {intentWords[followUp.intent].label}
      </td>
      <td className={`${tableCell} hidden sm:table-cell`}>
        <Chip tone={stateWords[followUp.state].tone}>{stateWords[followUp.state].label}</Chip>
      </td>
      <td className={`${tableCell} tabular hidden text-xs text-ink-soft lg:table-cell`}>
        {ageText(followUp, { nowMs: nowMs(), zone })}
      </td>
    </SelectableRow>
  );
}
