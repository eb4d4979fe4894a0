import { useEffect } from 'react';

/** The last focus: the element, and its row in a list. */
interface FocusPlace {
  element: HTMLElement;
  row: HTMLElement | null;
  list: HTMLElement | null;
  index: number;
  form: HTMLElement | null;
}

const rowSelector = '[role="row"], [role="option"], article, li, tr';
const remembered = 12;

function listRows(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>(rowSelector)].filter(
    (row) => row.tabIndex >= 0 || row.hasAttribute('tabindex') || findFocusable(row) !== null,
  );
}

function getPlace(element: HTMLElement): FocusPlace {
  const row = element.closest<HTMLElement>(rowSelector);
  const list =
    row?.closest<HTMLElement>('[role="grid"], [role="listbox"], table') ??
    row?.parentElement ??
    null;
  const form = element.closest<HTMLElement>('form, [role="dialog"]');
  return { element, row, list, index: row && list ? listRows(list).indexOf(row) : -1, form };
}

function canTakeFocus(element: HTMLElement): boolean {
  return element.isConnected && element.checkVisibility() && !element.matches(':disabled');
}

function findFocusable(root: HTMLElement): HTMLElement | null {
  const all = root.querySelectorAll<HTMLElement>(
    'a[href], button, input, select, textarea, [tabindex="0"]',
  );
  return [...all].find(canTakeFocus) ?? null;
}

/** The row that took the place of a removed one, else the last row of the list. */
function findRowInPlace({ row, list, index }: FocusPlace): HTMLElement | null {
  if (!row || !list?.isConnected || row.isConnected || index < 0) return null;
  const rows = listRows(list);
  const next = rows[Math.min(index, rows.length - 1)];
  if (!next) return null;
  return next.hasAttribute('tabindex') ? next : findFocusable(next);
}

/** The element, or what was rendered again with its id. */
function findAgain({ element }: FocusPlace): HTMLElement | null {
  return element.isConnected || element.id === '' ? element : document.getElementById(element.id);
}

/** Keys meant for the page must not end up as text in a field outside the form that lost the focus. */
function isOtherText({ element, form }: FocusPlace, last: FocusPlace): boolean {
  const isText = element.matches('input, textarea, [contenteditable="true"]');
  return isText && (form === null || form !== last.form);
}

function findReturn(history: readonly FocusPlace[]): HTMLElement | null {
  const [last, ...earlier] = history;
  if (!last) return null;
  const places = [
    findAgain(last),
    findRowInPlace(last),
    ...earlier.filter((place) => !isOtherText(place, last)).map(findAgain),
  ];
  return places.find((place) => place !== null && canTakeFocus(place)) ?? null;
}

function isNowhere(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/**
 * Returns the focus if its element was removed, hidden or disabled: to the row in its place, else
 * to the previous focus, else to the page. A click on empty space does not count.
 */
export function watchLostFocus(): () => void {
  let history: FocusPlace[] = [];
  let frame = 0;
  const remember = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement) || target === document.body) return;
    history = [getPlace(target), ...history.filter(({ element }) => element !== target)];
    history.length = Math.min(history.length, remembered);
  };
  const restore = () => {
    if (!isNowhere() || history.length === 0 || !document.hasFocus()) return;
    const place = findReturn(history) ?? document.getElementById('main');
    place?.focus({ preventScroll: true });
  };
  // A screen's own focus change comes with the next frame; the browser moves the focus off hidden
  // elements after it.
  const look = () => {
    if (frame !== 0 || !isNowhere() || history.length === 0) return;
    frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        frame = 0;
        restore();
      });
    });
  };
  const lookLater = () => setTimeout(() => requestAnimationFrame(look));
  const leave = ({ target }: PointerEvent) => {
    if (target instanceof Element && !target.closest('button, a, input, [role="menuitem"]'))
      history = [];
  };
  const watcher = new MutationObserver(look);
  watcher.observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['disabled', 'hidden', 'inert'],
  });
  document.addEventListener('focusin', remember);
  document.addEventListener('keyup', lookLater);
  document.addEventListener('pointerdown', leave);
  return () => {
    cancelAnimationFrame(frame);
    watcher.disconnect();
    document.removeEventListener('focusin', remember);
    document.removeEventListener('keyup', lookLater);
    document.removeEventListener('pointerdown', leave);
  };
}

export function useFocusReturn(): void {
  useEffect(watchLostFocus, []);
}
