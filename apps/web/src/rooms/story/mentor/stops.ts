/** Where `j` and `k` stop on a page that is read with others: a sentence, a question to a peer, a story of a list. */
export const stop = { 'data-stop': '', tabIndex: -1 } as const;

function stops(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('main [data-stop]')];
}

/** The stop that the focus is on or in. */
function currentStop(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>('[data-stop]') ?? null;
}

/** Goes to the next stop or the one before; from nowhere to the first. */
export function goStop(step: 1 | -1): void {
  const all = stops();
  const current = currentStop();
  const at = current === null ? -1 : all.indexOf(current);
  const next = all[Math.max(0, Math.min(all.length - 1, at === -1 ? 0 : at + step))];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

/** Does what the button of this name does at the stop that the focus is on. From nowhere it goes to the first stop, so that nobody answers what they do not see. */
export function pressAtStop(name: string): void {
  const current = currentStop();
  if (!current) return goStop(1);
  current.querySelector<HTMLElement>(`[data-does="${name}"]`)?.click();
}

/** Puts the focus back on the stop that something was said at: at once, before what is open there goes, so that the next key goes on from here. */
export function backToStop(from: HTMLElement | null): void {
  from?.closest<HTMLElement>('[data-stop]')?.focus();
}
