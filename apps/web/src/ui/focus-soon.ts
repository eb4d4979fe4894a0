import { actionsDone } from './keys.ts';

/** Puts the focus on what is made with the next frame, unless a key has taken it elsewhere by then: a fast hand stays where it went. */
export function focusSoon(
  find: () => HTMLElement | null | undefined,
  options?: FocusOptions,
): void {
  const [done, from] = [actionsDone(), document.activeElement];
  requestAnimationFrame(() => {
    const now = document.activeElement;
    if (actionsDone() === done || now === from || now === document.body) find()?.focus(options);
  });
}
