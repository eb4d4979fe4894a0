import { timeText } from '@debrief/rules/time';
import './read.css';
import { countReading, addLearnedButton } from './learned-button.ts';
import { showNotes } from './notes.ts';
import { addQuestionForms } from './questions.ts';
import { readerZone } from '../ui/reader-zone.ts';

const main = document.querySelector<HTMLElement>('main[data-number]');
if (main) {
  showNotes();
  addQuestionForms(main);
  addLearnedButton(main);
  countReading(main);
}

// A graph that is wider than the page begins in its middle, where most of it is.
for (const graph of document.querySelectorAll('.graph .wide'))
  graph.scrollLeft = (graph.scrollWidth - graph.clientWidth) / 2;

/** What an address points at is not left folded. */
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

// Paper has no way to unfold; what was folded before is folded again afterwards.
let opened: HTMLDetailsElement[] = [];
addEventListener('beforeprint', () => {
  opened = [...document.querySelectorAll<HTMLDetailsElement>('details:not([open])')];
  for (const one of opened) one.open = true;
});
addEventListener('afterprint', () => {
  for (const one of opened) one.open = false;
});

// Times are written in the zone of the incident; the reader's own is beside them on asking.
for (const time of document.querySelectorAll<HTMLTimeElement>('time[datetime]'))
  time.title = `${timeText(time.dateTime, readerZone, 'both', 'exact')} where you are`;
