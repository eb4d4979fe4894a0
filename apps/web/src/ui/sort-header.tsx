import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

interface SortHeaderProps<Column extends string> {
  column: Column;
  /** The column of the list, with a leading `-` for descending order. */
  sort: string;
  /** The order of the first click: descending for numbers and times. */
  startsBackwards?: boolean;
  className?: string;
  onSort: (sort: string) => void;
  children: ReactNode;
}

/** A column header that sorts; a second click reverses the order. */
export function SortHeader<Column extends string>({
  column,
  sort,
  startsBackwards = false,
  className,
  onSort,
  children,
}: SortHeaderProps<Column>) {
  const isForwards = sort === column;
  const isBackwards = sort === `-${column}`;
  const isSorted = isForwards || isBackwards;
  const next = isSorted ? isForwards : startsBackwards;
  const Arrow = isBackwards ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={isForwards ? 'ascending' : isBackwards ? 'descending' : 'none'}
      className={className}
    >
      <button
        type="button"
        onClick={() => onSort(next ? `-${column}` : column)}
        className={cx(
          'inline-flex min-h-6 items-center gap-1 rounded-sm font-medium hover:text-ink',
          isSorted && 'text-ink',
        )}
      >
        {children}
        {isSorted && <Arrow size={12} aria-hidden="true" />}
      </button>
    </th>
  );
}
