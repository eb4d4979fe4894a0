import { focusRows } from '../../../ui/use-list-cursor.ts';

/** Where `j` and `k` stop on a shared page: a sentence, a question to a peer, a story of a list. */
export const focusStop = { 'data-stop': '', tabIndex: -1 } as const;
export const focusStopRows = {
  ...focusRows(() => document, 'main [data-stop]'),
  isCurrent: (row: HTMLElement) => row === currentStop(),
};

/** The stop with the focus on or in it. */
function currentStop(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>('[data-stop]') ?? null;
}

/**
 * Clicks the button with this name at the focused stop. Without one it focuses the first stop, so
 * that no one answers what they cannot see.
 */
export function clickAtStop(name: string): void {
  const current = currentStop();
  if (!current) return focusStopRows.rows()[0]?.focus();
  current.querySelector<HTMLElement>(`[data-does="${name}"]`)?.click();
}

/**
 * Returns the focus to the stop of an answered question before its form closes, so that the next
 * key works from here.
 */
export function restoreStopFocus(from: HTMLElement | null): void {
  from?.closest<HTMLElement>('[data-stop]')?.focus();
}
