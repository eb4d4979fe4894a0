import { actionsDone } from './keys.ts';

/** Focuses what is rendered in the next frame, unless the focus has moved by then. */
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
