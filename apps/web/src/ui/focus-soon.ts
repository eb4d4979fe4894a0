import { actionsDone } from './keys.ts';

/** About two seconds: the code of a row can still be loading. */
const mostFrames = 120;

/** Focuses what is rendered in one of the next frames, unless the focus has moved by then. */
export function focusSoon(
  find: () => HTMLElement | null | undefined,
  options?: FocusOptions,
): void {
  const [done, from] = [actionsDone(), document.activeElement];
  const tryFrame = (left: number) => {
    const now = document.activeElement;
    if (actionsDone() !== done && now !== from && now !== document.body) return;
    const found = find();
    if (found) found.focus(options);
    else if (left > 0) requestAnimationFrame(() => tryFrame(left - 1));
  };
  requestAnimationFrame(() => tryFrame(mostFrames));
}
