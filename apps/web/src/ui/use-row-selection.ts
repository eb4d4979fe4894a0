import { useMemo, useState, type MouseEvent } from 'react';
import { useActions } from './keys.ts';

export interface RowSelection {
  selected: readonly string[];
  has: (id: string) => boolean;
  /** A checkbox with Shift: selects all rows from the last selected one. */
  press: (id: string, event: MouseEvent) => void;
  setAll: (isSelected: boolean) => void;
  isAll: boolean;
  clear: () => void;
}

/** The ids from one row to another, in either direction. */
export function listBetween(ids: readonly string[], one: string, other: string): string[] {
  const [from, to] = [ids.indexOf(one), ids.indexOf(other)].toSorted((a, b) => a - b);
  return from === undefined || to === undefined || from < 0 ? [other] : ids.slice(from, to + 1);
}

/**
 * Selects rows of a list by checkbox, `x`, Shift and `mod+a`. Rows have their id in `data-row-id`.
 */
export function useRowSelection(
  group: string,
  ids: readonly string[],
  isDisabled = false,
): RowSelection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<string | null>(null);
  const selected = useMemo(() => ids.filter((id) => chosen.has(id)), [ids, chosen]);
  const clear = () => setChosen(new Set());
  const toggle = (id: string, isStretching: boolean) => {
    const range = isStretching && last !== null ? listBetween(ids, last, id) : [id];
    const isSelected = isStretching || !chosen.has(id);
    setChosen(
      new Set(
        isSelected ? [...chosen, ...range] : [...chosen].filter((one) => !range.includes(one)),
      ),
    );
    setLast(id);
  };
  const toggleFocused = (isStretching: boolean) => {
    const row = document.activeElement?.closest<HTMLElement>('[data-row-id]');
    const id = row?.dataset['rowId'];
    if (id !== undefined && ids.includes(id)) toggle(id, isStretching);
  };
  const isOff = isDisabled || ids.length === 0;
  const setAll = (isSelected: boolean) => setChosen(new Set(isSelected ? ids : []));
  useActions(group, [
    {
      label: 'Select',
      keys: 'x',
      isKeyOnly: true,
      isDisabled: isOff,
      run: () => toggleFocused(false),
    },
    {
      label: 'Select up to here',
      keys: 'shift+x',
      isKeyOnly: true,
      isDisabled: isOff,
      run: () => toggleFocused(true),
    },
    { label: 'Select all', keys: 'mod+a', isDisabled: isOff, run: () => setAll(true) },
    {
      label: 'Clear selection',
      keys: 'escape',
      isKeyOnly: true,
      isDisabled: selected.length === 0,
      run: clear,
    },
  ]);
  return {
    selected,
    has: (id) => chosen.has(id),
    press: (id, event) => toggle(id, event.shiftKey),
    setAll,
    isAll: ids.length > 0 && selected.length === ids.length,
    clear,
  };
}
