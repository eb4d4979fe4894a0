import { focusSoon } from '../../../ui/focus-soon.ts';

/** What is beside the sentences has the focus: at once where it is there already, so that the next key goes into it. */
export function focusSide(): void {
  const panel = document.getElementById('story-side');
  if (panel) panel.focus();
  else focusSoon(() => document.getElementById('story-side'));
}
