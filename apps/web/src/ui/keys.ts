import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';

/**
 * An action of this page: listed in the palette by its label, run by its keys, listed under `?`.
 */
export interface Action {
  id: string;
  label: string;
  /** The heading in the palette and in the list of shortcuts, for example `Record` or `Go to`. */
  group: string;
  /** `j`, `shift+x`, `mod+k` (⌘ or Ctrl), `g i` (a sequence), `?`. */
  keys?: string;
  /** Further search words. */
  also?: string;
  isDisabled?: boolean;
  /** For movement keys: listed under `?`, but not offered in the palette. */
  isKeyOnly?: boolean;
  run: () => void;
}

const registered = new Map<symbol, Action[]>();
const watchers = new Set<() => void>();
let snapshot: Action[] = [];

function refresh(): void {
  snapshot = [...registered.values()].flat();
  for (const watcher of watchers) watcher();
}

/**
 * Registers a screen's actions while it is mounted. If two claim a key, the one registered last
 * gets it.
 */
export function useActions(group: string, actions: Omit<Action, 'id' | 'group'>[]): void {
  const run = useEffectEvent((index: number) => actions[index]?.run());
  const shape = JSON.stringify([group, ...actions]);
  const register = useEffectEvent((key: symbol) => {
    const toAction = (action: (typeof actions)[number], index: number): Action => {
      const id = `${group}.${action.label}.${action.keys}`;
      return { ...action, id, group, run: () => run(index) };
    };
    registered.set(key, actions.map(toAction));
    refresh();
  });
  useEffect(() => {
    const key = Symbol('actions');
    register(key);
    return () => {
      registered.delete(key);
      refresh();
    };
  }, [shape]);
}

/** The key of the action that a control with this name runs: `Edit` also for “Edit: Add an alert”. */
export function findActionKeys(actions: readonly Action[], name: string): string | null {
  const plain = (name.split(/[:…\n]/)[0] ?? '').trim().toLowerCase();
  const found = actions.findLast(
    ({ label, keys, isDisabled }) =>
      keys !== undefined && isDisabled !== true && label.toLowerCase() === plain,
  );
  return found?.keys ?? null;
}

export const listActions = (): readonly Action[] => snapshot;

export function useAllActions(): Action[] {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => snapshot,
  );
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true;
  return (
    target instanceof HTMLInputElement &&
    !['checkbox', 'radio', 'button', 'submit', 'file', 'range'].includes(target.type)
  );
}

const arrowKeys = /^(arrow|home|end|page)/i;

/** An open menu, listbox or dialog handles all keys itself; a radio button or a slider handles the arrow keys. */
function isElsewhere(event: KeyboardEvent): boolean {
  const target = event.target instanceof HTMLElement ? event.target : null;
  if (
    arrowKeys.test(event.key) &&
    target?.matches('[type="radio"], [type="range"], [role="slider"], [role="separator"]')
  )
    return true;
  if (target?.closest('[role="menu"], [role="listbox"], [role="combobox"]')) return true;
  const dialog = document.querySelector(
    '[role="dialog"][data-open], [role="alertdialog"][data-open]',
  );
  return dialog !== null && !dialog.hasAttribute('data-shares-keys');
}

/**
 * The name of a key press: modifiers in the order mod, alt, shift; shift only if it does not
 * produce another character.
 */
export function formatKeyPress(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string {
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase();
  const isLetter = /^[a-z]$/.test(key);
  const hasShift = event.shiftKey && (isLetter || key.length > 1);
  return [
    event.ctrlKey || event.metaKey ? 'mod' : '',
    event.altKey ? 'alt' : '',
    hasShift ? 'shift' : '',
    key,
  ]
    .filter(Boolean)
    .join('+');
}

let runs = 0;
/**
 * How many actions keys have run so far: a delayed action can detect that another one came in
 * between.
 */
export const actionsDone = (): number => runs;

let pending: { key: string; at: number } | null = null;
const togetherMs = 1200;

function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const key = formatKeyPress(event);
  const hasModifier = key.startsWith('mod+');
  const isForText = !hasModifier || key === 'mod+a';
  if (isForText && (isTyping(event.target) || isElsewhere(event))) return;
  if (['shift', 'control', 'alt', 'meta'].includes(event.key.toLowerCase())) return;
  runKey(key, event);
}

function runKey(key: string, event: KeyboardEvent): void {
  const previous = pending && event.timeStamp - pending.at < togetherMs ? pending.key : null;
  pending = null;
  const enabled = snapshot
    .toReversed()
    .filter((action) => action.keys !== undefined && !action.isDisabled);
  const found =
    (previous && enabled.find((action) => action.keys === `${previous} ${key}`)) ||
    enabled.find((action) => action.keys === key);
  if (found) {
    event.preventDefault();
    runs += 1;
    found.run();
    return;
  }
  if (enabled.some((action) => action.keys?.startsWith(`${key} `)))
    pending = { key, at: event.timeStamp };
}

/** The page's only key listener; the frame mounts it. */
export function useKeyboard(): void {
  useEffect(() => {
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
