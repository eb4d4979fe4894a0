import type { UncitedSentence } from '@debrief/prose/report';
import { countText } from '@debrief/rules/numbers';
import { Check, CloudOff } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { rowButtonClass } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { showToast } from '../../ui/toast.tsx';
import { toInitials } from '../people/initials.ts';
import { selectSentence } from './scroll-to-section.ts';
import { sectionName } from './section-chrome.tsx';
import type { Collaborator } from './use-collaborators.ts';
import type { WritingDesk } from './use-desk.ts';
import { savedWords, type Saved } from './writing/connection.ts';
import { ObservableValue, useObservable } from './writing/observable-value.ts';
import { openFinder } from './writing/finder-trigger.ts';

interface MarginProps {
  desk: WritingDesk;
  others: readonly Collaborator[];
  inView: string | null;
  canWrite: boolean;
  isNarrow: boolean;
}

export function Margin({ desk, others, inView, canWrite, isNarrow }: MarginProps) {
  return (
    <>
      {!isNarrow && <SaveStatus desk={desk} />}
      <People others={others} />
      <Uncited desk={desk} inView={inView} canWrite={canWrite} />
    </>
  );
}

const opening = new ObservableValue<Saved>('opening');

export function SaveStatus({ desk }: { desk: WritingDesk }) {
  const saved = useObservable(desk.connection?.saved ?? opening);
  const isAway = saved === 'away' || saved === 'refused';
  return (
    <p
      role="status"
      className={`flex items-start gap-1.5 text-xs ${isAway ? 'font-medium text-ink' : 'text-ink-soft'}`}
    >
      {saved === 'saved' && <Check size={14} className="mt-px shrink-0 text-good" />}
      {isAway && <CloudOff size={14} className="mt-px shrink-0" />}
      <span>{savedWords[saved]}</span>
    </p>
  );
}

function People({ others }: { others: readonly Collaborator[] }) {
  if (others.length === 0) return null;
  const people = [...new Map(others.map((one) => [`${one.name} ${one.color}`, one])).values()];
  return (
    <section aria-label="Who is here" className="mt-3">
      <ul className="flex flex-wrap gap-2 text-xs">
        {people.map((one) => (
          <li key={one.clientId} className="flex items-center gap-1.5">
            <span
              aria-hidden="true"
              className="flex size-6 items-center justify-center rounded-full text-2xs font-medium text-white"
              style={{ backgroundColor: one.color }}
            >
              {toInitials(one.name)}
            </span>
            {one.name}
          </li>
        ))}
      </ul>
    </section>
  );
}

const mostShown = 40;

function Uncited({
  desk,
  inView,
  canWrite,
}: {
  desk: WritingDesk;
  inView: string | null;
  canWrite: boolean;
}) {
  const notes = useObservable(desk.notes);
  const section = notes.find((one) => one.id === inView);
  if (!section || section.isRemoved) return null;
  const { uncited } = section;
  const all = notes.reduce((sum, one) => sum + one.uncited.length, 0);
  const go = (sentence: UncitedSentence) =>
    selectSentence(desk, sentence) ||
    showToast({ title: 'The text has changed there', detail: 'The list follows in a moment.' });
  const press = (event: KeyboardEvent, sentence: UncitedSentence) => {
    const { editor } = desk;
    if (event.key !== 'c' || event.metaKey || event.ctrlKey || event.altKey || !canWrite || !editor)
      return;
    event.preventDefault();
    event.stopPropagation();
    selectSentence(desk, sentence, () => openFinder(editor.view, '['));
  };
  return (
    <section aria-label="Sentences without citations" className="mt-5">
      <h3 className="text-xs font-semibold">{sectionName(section)}</h3>
      {uncited.length === 0 ? (
        <p className="mt-1 text-xs text-ink-soft">
          {section.isEmpty
            ? 'Nothing is written here yet.'
            : 'Every sentence that states a fact cites something.'}
          {all > 0 && ` ${countText(all, 'sentence')} without citations in the full report.`}
        </p>
      ) : (
        <>
          <p className="mt-1 text-xs text-ink-soft">
            {countText(uncited.length, 'sentence')} without a citation. Select one, then type [ to
            cite; or press c on it.
          </p>
          <ul className="mt-2 space-y-1">
            {uncited.slice(0, mostShown).map((sentence) => (
              <li key={`${sentence.block} ${sentence.start}`}>
                <button
                  type="button"
                  onClick={() => go(sentence)}
                  onKeyDown={(event) => press(event, sentence)}
                  className={cx(
                    rowButtonClass,
                    'w-full border-l-2 border-line-strong px-2 py-1 font-serif text-sm text-ink-soft hover:text-ink',
                  )}
                >
                  <span className="line-clamp-3 wrap-anywhere">
                    {sentence.text.replaceAll('\uFFFC', '')}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          {uncited.length > mostShown && (
            <p className="mt-1 text-xs text-ink-soft">
              and {countText(uncited.length - mostShown, 'more sentence')}
            </p>
          )}
        </>
      )}
    </section>
  );
}
