let early: string | null = null;

function gather(event: KeyboardEvent): void {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Backspace') early = early?.slice(0, -1) ?? null;
  else if (event.key.length === 1) early += event.key;
  else if (event.key !== 'Enter') return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

/**
 * From now on, typed characters are collected for a field that is still loading, and do nothing
 * else.
 */
export function gatherEarlyKeys(): void {
  if (early === null) document.addEventListener('keydown', gather, { capture: true });
  early ??= '';
}

/**
 * Returns what was typed before the field had the focus. From now on, keys go to the focused
 * element.
 */
export function takeEarlyKeys(): string {
  document.removeEventListener('keydown', gather, { capture: true });
  const taken = early ?? '';
  early = null;
  return taken;
}
