import { focusRows } from '../../../ui/use-list-cursor.ts';

/** Where `j` and `k` stop on a page that is read with others: a sentence, a question to a peer, a story of a list. */
export const focusStop = { 'data-stop': '', tabIndex: -1 } as const;
export const focusStopRows = {
  ...focusRows(() => document, 'main [data-stop]'),
  isCurrent: (row: HTMLElement) => row === currentStop(),
};

/** The stop that the focus is on or in. */
function currentStop(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>('[data-stop]') ?? null;
}

/** Does what the button of this name does at the stop that the focus is on. From nowhere it goes to the first stop, so that nobody answers what they do not see. */
export function clickAtStop(name: string): void {
  const current = currentStop();
  if (!current) return focusStopRows.rows()[0]?.focus();
  current.querySelector<HTMLElement>(`[data-does="${name}"]`)?.click();
}

/** Puts the focus back on the stop that something was said at: at once, before what is open there goes, so that the next key goes on from here. */
export function restoreStopFocus(from: HTMLElement | null): void {
  from?.closest<HTMLElement>('[data-stop]')?.focus();
}
