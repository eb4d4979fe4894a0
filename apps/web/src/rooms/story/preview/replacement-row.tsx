import type { ReplacementDecision, StoryReplacement } from '@debrief/contract';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { cx } from '../../../ui/cx.ts';
import { Field } from '../../../ui/field.tsx';

interface Props {
  replacement: StoryReplacement;
  isCurrent: boolean;
  isWriting: boolean;
  onStand: () => void;
  onDecide: (decision: ReplacementDecision, words?: string) => void;
  onWrite: (isOpen: boolean) => void;
}

const decisionWords: Record<ReplacementDecision, string> = {
  undecided: 'undecided',
  replace: 'replaced',
  keep: 'kept',
};
const decisionTones = { undecided: 'warn', replace: 'good', keep: 'plain' } as const;
const placesShown = 2;

export function ReplacementRow({
  replacement: one,
  isCurrent,
  isWriting,
  onStand,
  onDecide,
  onWrite,
}: Props) {
  const isOpen = one.decision === 'undecided' || isCurrent;
  return (
    <li
      aria-current={isCurrent || undefined}
      className={cx(
        'px-3 text-sm',
        isOpen ? 'py-2.5' : 'py-1.5',
        isCurrent && 'bg-accent-wash outline-2 -outline-offset-2 outline-accent',
      )}
    >
      <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <span className="min-w-0 flex-1 font-medium wrap-anywhere">
          {one.decision === 'keep' ? one.text : <s className="text-ink-soft">{one.text}</s>}
          {one.decision !== 'keep' && <> → {one.replacement}</>}
        </span>
        <Chip tone={decisionTones[one.decision]}>{decisionWords[one.decision]}</Chip>
        {!isOpen && (
          <Button small look="quiet" onClick={() => onDecide('undecided')}>
            Undo<span className="sr-only"> the decision about {one.text}</span>
          </Button>
        )}
      </div>
      {isOpen && (
        <ul className="mt-1 space-y-0.5 text-xs wrap-anywhere text-ink-soft">
          {one.places.slice(0, placesShown).map(({ before, after }, index) => (
            <li key={index}>
              … {wholeWordsBefore(before)}
              <mark className="rounded-sm bg-highlight px-0.5 text-ink">{one.text}</mark>
              {wholeWordsAfter(after)} …
            </li>
          ))}
          {one.places.length > placesShown && <li>and {one.places.length - placesShown} more</li>}
        </ul>
      )}
      {isWriting ? (
        <OwnWords
          initial={one.replacement}
          onKeep={(words) => onDecide('replace', words)}
          onClose={() => onWrite(false)}
        />
      ) : (
        isOpen && (
          <div className="mt-2 flex flex-wrap gap-1.5" onFocus={onStand}>
            <Button small keys={isCurrent ? 'r' : ''} onClick={() => onDecide('replace')}>
              Replace<span className="sr-only"> {one.text}</span>
            </Button>
            <Button small keys={isCurrent ? 'l' : ''} onClick={() => onDecide('keep')}>
              Keep<span className="sr-only"> {one.text}</span>
            </Button>
            <Button
              small
              look="quiet"
              keys={isCurrent ? 'shift+w' : ''}
              onClick={() => onWrite(true)}
            >
              Edit<span className="sr-only"> for {one.text}</span>
            </Button>
          </div>
        )
      )}
    </li>
  );
}

/** Words cut off at the far end are dropped. */
const wholeWordsBefore = (text: string) => text.replace(/^\S*\s(?=\S)/, '');
const wholeWordsAfter = (text: string) => text.replace(/(?<=\S)\s\S*$/, '');

function OwnWords({
  initial,
  onKeep,
  onClose,
}: {
  initial: string;
  onKeep: (words: string) => void;
  onClose: () => void;
}) {
  const [words, setWords] = useState(initial);
  return (
    <form
      className="mt-2 flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (words.trim() !== '') onKeep(words.trim());
      }}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <Field
        label="Replace with"
        className="flex-1"
        autoFocus
        value={words}
        maxLength={500}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setWords(event.target.value)}
      />
      <Button type="submit" look="primary" disabled={words.trim() === ''}>
        Replace
      </Button>
    </form>
  );
}
