import { timeText } from '@debrief/rules/time';
import './read.css';
import { countReading, addLearnedButton } from './learned-button.ts';
import { showNotes } from './notes.ts';
import { addQuestionForms } from './questions.ts';
import { addUseForm } from './uses.ts';
import { button } from './dom.ts';
import { readerZone } from '../ui/reader-zone.ts';

const main = document.querySelector<HTMLElement>('main[data-number]');
if (main) {
  showNotes();
  addQuestionForms(main);
  addUseForm(main);
  addLearnedButton(main);
  countReading(main);
}

// A graph wider than the page starts scrolled to its middle, where most of it is.
for (const graph of document.querySelectorAll('.graph .wide'))
  graph.scrollLeft = (graph.scrollWidth - graph.clientWidth) / 2;
for (const figure of document.querySelectorAll<HTMLElement>('.graph'))
  figure.append(
    button('Open full size', () => void figure.requestFullscreen(), 'full-size no-print'),
  );

const actions = document.getElementById('page-actions');
const copy = button('Copy link', () => {
  const { origin, pathname } = location;
  void navigator.clipboard.writeText(`${origin}${pathname}${location.hash}`).then(() => {
    copy.textContent = 'Link copied';
    setTimeout(() => (copy.textContent = 'Copy link'), 2000);
  });
});
actions?.append(
  copy,
  ' ',
  button('Print', () => print()),
);

/** Unfolds the target of the URL's hash. */
function unfold(): void {
  const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
  const folded = [...document.querySelectorAll<HTMLDetailsElement>('details:not([open])')].filter(
    (one) => one.parentElement === target || one.contains(target),
  );
  if (!target || folded.length === 0) return;
  for (const one of folded) one.open = true;
  target.scrollIntoView();
}
addEventListener('hashchange', unfold);
unfold();

// Nothing can be unfolded on paper; what was folded is folded again after printing.
let opened: HTMLDetailsElement[] = [];
addEventListener('beforeprint', () => {
  opened = [...document.querySelectorAll<HTMLDetailsElement>('details:not([open])')];
  for (const one of opened) one.open = true;
});
addEventListener('afterprint', () => {
  for (const one of opened) one.open = false;
});

// Times are in the incident's zone; the reader's own zone is shown on request.
const zone = readerZone();
for (const time of document.querySelectorAll<HTMLTimeElement>('time[datetime]'))
  time.title = `${timeText(time.dateTime, zone, 'both', 'exact')} in your time zone`;
