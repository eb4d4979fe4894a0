import { element } from './dom.ts';

/**
 * Chips show their note on hover, focus and tap. Enter opens what they cite if the reader can see
 * it.
 */
export function showNotes(): void {
  let open: { chip: HTMLAnchorElement; card: HTMLElement } | null = null;
  let leaving = 0;
  const close = () => {
    open?.chip.removeAttribute('aria-describedby');
    open?.card.remove();
    open = null;
  };
  const show = (chip: HTMLAnchorElement) => {
    clearTimeout(leaving);
    if (open?.chip === chip) return;
    close();
    const note = findNote(chip);
    if (!note) return;
    const card = element(
      'div',
      { id: 'note-card', className: 'floating card no-print' },
      ...[...note.childNodes].map((node) => node.cloneNode(true)),
    );
    card.setAttribute('role', 'note');
    for (const named of card.querySelectorAll('[id]')) named.removeAttribute('id');
    document.body.append(card);
    place(card, chip);
    chip.setAttribute('aria-describedby', 'note-card');
    card.addEventListener('pointerenter', () => clearTimeout(leaving));
    card.addEventListener('pointerleave', leave);
    open = { chip, card };
  };
  const leave = () => {
    clearTimeout(leaving);
    leaving = window.setTimeout(close, 180);
  };
  for (const chip of document.querySelectorAll<HTMLAnchorElement>('a.cite')) {
    let touched = false;
    chip.addEventListener('pointerenter', (event) => event.pointerType === 'mouse' && show(chip));
    chip.addEventListener('pointerleave', (event) => event.pointerType === 'mouse' && leave());
    chip.addEventListener('pointerdown', (event) => (touched = event.pointerType !== 'mouse'));
    chip.addEventListener('focus', () => show(chip));
    chip.addEventListener('blur', leave);
    chip.addEventListener('click', (event) => {
      if (!touched) return;
      event.preventDefault();
      if (open?.chip === chip) close();
      else show(chip);
    });
    chip.addEventListener('keydown', (event) => {
      const place =
        event.key === 'Enter' ? findNote(chip)?.querySelector<HTMLAnchorElement>('a.open') : null;
      if (!place) return;
      event.preventDefault();
      location.assign(place.href);
    });
  }
  document.addEventListener('keydown', (event) => event.key === 'Escape' && close());
  document.addEventListener('pointerdown', (event) => {
    if (
      open &&
      event.target instanceof Node &&
      !open.card.contains(event.target) &&
      event.target !== open.chip
    )
      close();
  });
}

function findNote(chip: HTMLAnchorElement): HTMLElement | null {
  return document.getElementById(chip.hash.slice(1));
}

/** Below the place, or above if there is more room; always inside the page. */
export function place(card: HTMLElement, at: Element | Range): void {
  const box = at.getBoundingClientRect();
  const left = Math.max(
    12,
    Math.min(box.left + scrollX, document.documentElement.clientWidth - card.offsetWidth - 12),
  );
  const isBelow =
    box.bottom + card.offsetHeight + 12 < innerHeight || box.top < card.offsetHeight + 12;
  card.style.left = `${left}px`;
  card.style.top = `${isBelow ? box.bottom + scrollY + 6 : box.top + scrollY - card.offsetHeight - 6}px`;
}
