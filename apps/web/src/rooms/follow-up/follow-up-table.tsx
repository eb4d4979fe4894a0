import { followUpFields, type FollowUp, type FollowUpSort } from '@debrief/contract';
import { dayText } from '@debrief/rules/time';
import { Link } from '@tanstack/react-router';
import type { RefObject } from 'react';
import { nowMs } from '../../clock.ts';
import { Chip } from '../../ui/chip.tsx';
import { SortHeader } from '../../ui/sort-header.tsx';
import type { RowSelection } from '../../ui/use-row-selection.ts';
import { useShownZone } from '../../ui/time-zone.tsx';
import { ageText, intentWords, ownerText, stateWords } from './words.ts';

const head = 'border-b border-line-strong px-2 py-1.5 text-left text-xs font-medium text-ink-soft';
const cell = 'border-b border-line px-2 py-2 align-baseline';

interface FollowUpTableProps {
  items: readonly FollowUp[];
  rows: RefObject<HTMLTableSectionElement | null>;
  sort: string;
  selection: RowSelection;
  canSelect: boolean;
  onSort: (sort: string) => void;
}

const columns: readonly { column: FollowUpSort; label: string; width: string }[] = [
  { column: 'text', label: 'Follow-up', width: '' },
  { column: 'due', label: followUpFields.dueOn.label, width: 'w-36' },
  { column: 'owner', label: followUpFields.owner.label, width: 'hidden w-36 md:table-cell' },
  { column: 'intent', label: followUpFields.intent.label, width: 'hidden w-24 lg:table-cell' },
  { column: 'state', label: 'Status', width: 'hidden w-28 sm:table-cell' },
  { column: 'age', label: 'Age', width: 'hidden w-28 lg:table-cell' },
];

export function FollowUpTable({
  items,
  rows,
  sort,
  selection,
  canSelect,
  onSort,
}: FollowUpTableProps) {
  return (
    <table aria-label="Follow-ups" className="w-full border-collapse">
      <thead>
        <tr>
          {canSelect && (
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
          {columns.map(({ column, label, width }) => (
            <SortHeader
              key={column}
              column={column}
              sort={sort}
              onSort={onSort}
              className={`${head} ${width}`}
            >
              {label}
            </SortHeader>
          ))}
        </tr>
      </thead>
      <tbody ref={rows}>
        {items.map((one) => (
          <Row key={one.id} followUp={one} selection={canSelect ? selection : null} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ followUp, selection }: { followUp: FollowUp; selection: RowSelection | null }) {
  const zone = useShownZone();
  const isSelected = selection?.has(followUp.id) ?? false;
  return (
    <tr
      data-row-id={followUp.id}
      className={`relative ${isSelected ? 'bg-accent-wash' : 'hover:bg-wash'}`}
    >
      {selection && (
        <td className={`${cell} pl-0`}>
          <input
            type="checkbox"
            aria-label={`Select: ${followUp.text}`}
            checked={isSelected}
            onClick={(event) => selection.press(followUp.id, event)}
            onChange={() => undefined}
            className="relative z-10 size-4 accent-accent"
          />
        </td>
      )}
      <td className={cell}>
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
        </span>
        <span className="block text-xs text-ink-soft md:hidden">
          {ownerText(followUp.owner)}
          <span className="sm:hidden"> · {stateWords[followUp.state].label}</span>
        </span>
      </td>
      <td
        className={`${cell} tabular text-xs ${followUp.isOverdue ? 'font-medium text-danger' : 'text-ink-soft'}`}
      >
        {followUp.dueOn === null
          ? 'none'
          : `${followUp.isOverdue ? 'overdue ' : ''}${dayText(followUp.dueOn)}`}
      </td>
      <td
        className={`${cell} hidden text-sm md:table-cell ${followUp.owner === null ? 'text-ink-soft italic' : ''}`}
      >
        {ownerText(followUp.owner)}
      </td>
      <td className={`${cell} hidden text-sm lg:table-cell`}>
        {intentWords[followUp.intent].label}
      </td>
      <td className={`${cell} hidden sm:table-cell`}>
        <Chip tone={stateWords[followUp.state].tone}>{stateWords[followUp.state].label}</Chip>
      </td>
      <td className={`${cell} tabular hidden text-xs text-ink-soft lg:table-cell`}>
        {ageText(followUp, { nowMs: nowMs(), zone })}
      </td>
    </tr>
  );
}
