import type { RefObject } from 'react';
import { useActions } from './keys.ts';

export interface CursorKeys {
  group: string;
  row: string;
  isDisabled?: boolean;
  /** Whether the arrow keys also move, like `j` and `k`; not if the list handles them itself. */
  hasArrows?: boolean;
  move: (by: 1 | -1) => void;
}

/** `j` and `k` for a screen that knows itself which row comes next. */
export function useCursorKeys({
  group,
  row,
  isDisabled = false,
  hasArrows = true,
  move,
}: CursorKeys) {
  const action = (keys: string, by: 1 | -1) => ({
    label: `${by === 1 ? 'Next' : 'Previous'} ${row}`,
    keys,
    isKeyOnly: true,
    isDisabled,
    run: () => move(by),
  });
  const arrows = hasArrows ? [action('arrowdown', 1), action('arrowup', -1)] : [];
  useActions(group, [action('j', 1), action('k', -1), ...arrows]);
}

export interface ListCursor<Row> extends Omit<CursorKeys, 'move'> {
  rows: () => readonly Row[];
  isCurrent: (row: Row) => boolean;
  goTo: (row: Row) => void;
}

/**
 * The row that the URL names, else the first. None if the named row is not in the list: a key never
 * acts on another row than the one that someone asked for.
 */
export function findCurrentRow<Row>(
  rows: readonly Row[],
  isNamed: (row: Row) => boolean,
  name: string | undefined,
): Row | undefined {
  return name === undefined ? rows[0] : rows.find(isNamed);
}

/** The row after or before the current one; the first if none is current. Stops at both ends. */
export function findNeighbor<Row>(
  rows: readonly Row[],
  isCurrent: (row: Row) => boolean,
  by: 1 | -1,
): Row | undefined {
  const index = rows.findIndex(isCurrent);
  return rows[index === -1 ? 0 : Math.max(0, Math.min(rows.length - 1, index + by))];
}

export function useListCursor<Row>({ rows, isCurrent, goTo, ...keys }: ListCursor<Row>): void {
  const move = (by: 1 | -1) => {
    const next = findNeighbor(rows(), isCurrent, by);
    if (next !== undefined) goTo(next);
  };
  useCursorKeys({ ...keys, move });
}

/** Rows that the focus moves through: matching elements in `container`. */
export function focusRows(container: () => ParentNode | null, selector: string) {
  return {
    rows: () => [...(container()?.querySelectorAll<HTMLElement>(selector) ?? [])],
    isCurrent: (row: HTMLElement) =>
      (row.closest('li, tr') ?? row).contains(document.activeElement),
    goTo: (row: HTMLElement) => {
      row.focus();
      row.scrollIntoView({ block: 'nearest' });
    },
  };
}

export const linkRows = (container: RefObject<HTMLElement | null>) =>
  focusRows(() => container.current, 'a[data-row]');
