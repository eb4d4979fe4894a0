import { focusSoon } from '../../../ui/focus-soon.ts';

/** Focuses the side panel, at once if it is open, so that the next key goes into it. */
export function focusSide(): void {
  const panel = document.getElementById('story-side');
  if (panel) panel.focus();
  else focusSoon(() => document.getElementById('story-side'));
}
