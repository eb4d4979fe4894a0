import type { ReactNode, RefObject } from 'react';
import { RowCheckbox } from './row-checkbox.tsx';
import { SortHeader } from './sort-header.tsx';
import type { RowSelection } from './use-row-selection.ts';

const head = 'border-b border-line-strong px-2 py-1.5 text-left text-xs font-medium text-ink-soft';
export const tableCell = 'border-b border-line px-2 py-2 align-baseline max-sm:h-11';

export interface SortColumn<Name extends string> {
  column: Name;
  label: string;
  width: string;
  startsBackwards?: boolean;
}

interface SelectableTableProps<Name extends string> {
  label: string;
  columns: readonly SortColumn<Name>[];
  sort: string;
  onSort: (sort: string) => void;
  /** Null for people who can change none of the rows. */
  selection: RowSelection | null;
  rows: RefObject<HTMLTableSectionElement | null>;
  children: ReactNode;
}

/** A table that sorts by its headings, with a checkbox in each row. */
export function SelectableTable<Name extends string>({
  label,
  columns,
  sort,
  onSort,
  selection,
  rows,
  children,
}: SelectableTableProps<Name>) {
  return (
    <table aria-label={label} className="w-full border-collapse">
      <thead>
        <tr>
          {selection && (
            <th scope="col" className={`${head} w-8 pl-0`}>
              <RowCheckbox
                aria-label="Select all"
                checked={selection.isAll}
                onChange={(event) => selection.setAll(event.target.checked)}
              />
            </th>
          )}
          {columns.map(({ column, label, width, startsBackwards = false }) => (
            <SortHeader
              key={column}
              column={column}
              sort={sort}
              startsBackwards={startsBackwards}
              onSort={onSort}
              className={`${head} ${width}`}
            >
              {label}
            </SortHeader>
          ))}
        </tr>
      </thead>
      <tbody ref={rows}>{children}</tbody>
    </table>
  );
}

interface SelectableRowProps {
  id: string;
  name: string;
  selection: RowSelection | null;
  children: ReactNode;
}

export function SelectableRow({ id, name, selection, children }: SelectableRowProps) {
  const isSelected = selection?.has(id) ?? false;
  return (
    <tr data-row-id={id} className={`relative ${isSelected ? 'bg-accent-wash' : 'hover:bg-wash'}`}>
      {selection && (
        <td className={`${tableCell} pl-0`}>
          <RowCheckbox
            aria-label={`Select: ${name}`}
            checked={isSelected}
            onClick={(event) => selection.press(id, event)}
            onChange={() => undefined}
          />
        </td>
      )}
      {children}
    </tr>
  );
}
