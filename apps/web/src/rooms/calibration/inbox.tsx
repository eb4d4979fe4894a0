import type { CalibrationEntry, CalibrationInbox } from '@debrief/contract';
import { useState } from 'react';
import { toProblem } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { useActions } from '../../ui/keys.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { EntryCard, type WrittenVerdict } from './entry-card.tsx';
import { isAnswered, useInbox, type InboxDoor } from './use-inbox.ts';

/** What a review says about someone, one entry after the other. */
export function InboxView({ inbox, door }: { inbox: CalibrationInbox; door: InboxDoor }) {
  const state = useInbox(inbox, door);
  const [writing, setWriting] = useState<{ id: string; verdict: WrittenVerdict } | null>(null);
  const { entries, current, finishedAt } = state;
  const entry = entries.find(({ id }) => id === current);
  const isLocked = entry === undefined || entry.answer?.isDecided === true;
  const isNoItem = isLocked || entry.kind === 'quote';
  const write = (verdict: WrittenVerdict) => entry && setWriting({ id: entry.id, verdict });
  const confirm = () => entry && void state.answer(entry, 'confirmed');
  const removeName = () => entry && void state.answer(entry, 'name-off');
  useActions('Calibration', [
    { label: 'Confirm the entry', keys: 'a', isDisabled: isLocked, run: confirm },
    { label: 'Correct the entry', keys: 'i', isDisabled: isLocked, run: () => write('corrected') },
    {
      label: 'Add what was around it',
      keys: 'shift+a',
      isDisabled: isNoItem,
      run: () => write('context'),
    },
    { label: 'Take my name off', keys: 'shift+n', isDisabled: isNoItem, run: removeName },
    { label: 'Next entry', keys: 'j', isKeyOnly: true, run: () => state.move(1) },
    { label: 'Previous entry', keys: 'k', isKeyOnly: true, run: () => state.move(-1) },
  ]);
  const answered = entries.filter(isAnswered).length;
  return (
    <div className="mx-auto w-full max-w-176 px-4 pt-4 pb-16 sm:px-6">
      <Progress answered={answered} all={entries.length} finishedAt={finishedAt} />
      {state.error !== null && (
        <p role="alert" className="mt-3 text-sm font-medium text-danger">
          {toProblem(state.error).detail}
        </p>
      )}
      {entries.length === 0 && (
        <p className="mt-4 text-base">The review says nothing about you now.</p>
      )}
      <ol className="mt-4 flex flex-col gap-2" aria-label="Entries about you">
        {entries.map((one) => (
          <EntryCard
            key={one.id}
            entry={one}
            isCurrent={one.id === current}
            writing={writing?.id === one.id ? writing.verdict : null}
            onOpen={() => state.open(one.id)}
            onWrite={(verdict) => setWriting(verdict && { id: one.id, verdict })}
            onAnswer={(verdict, text) => {
              setWriting(null);
              void state.answer(one, verdict, text);
            }}
          />
        ))}
      </ol>
      <Finish
        left={entries.length - answered}
        hasQuotes={entries.some(({ kind }) => kind === 'quote')}
        isFinished={finishedAt !== null}
        changes={entries.filter(isChange).length}
        isBusy={state.isFinishing || state.isSaving}
        onFinish={() => void state.finish()}
      />
    </div>
  );
}

/** Words of an interview need no editor. */
const isChange = ({ kind, answer }: CalibrationEntry) =>
  kind !== 'quote' && answer !== null && answer.verdict !== 'confirmed';

function Progress({
  answered,
  all,
  finishedAt,
}: {
  answered: number;
  all: number;
  finishedAt: string | null;
}) {
  const text =
    finishedAt !== null && answered === all
      ? 'You have checked everything.'
      : `${answered} of ${all} checked`;
  return (
    <div className="sticky top-0 z-10 bg-paper py-2">
      <p className="mb-1 text-sm text-ink-soft" aria-live="polite">
        {text}
      </p>
      <ProgressBar label="Entries that you checked" value={all === 0 ? 1 : answered / all} />
    </div>
  );
}

interface FinishProps {
  left: number;
  hasQuotes: boolean;
  changes: number;
  isFinished: boolean;
  isBusy: boolean;
  onFinish: () => void;
}

function Finish({ left, hasQuotes, changes, isFinished, isBusy, onFinish }: FinishProps) {
  const asked = changes === 1 ? 'The change' : `The ${changes} changes`;
  if (isFinished)
    return (
      <p className="mt-6 text-base text-pretty">
        Thank you.{' '}
        {changes > 0 &&
          `${asked} that you asked for ${changes === 1 ? 'is' : 'are'} with the editors. `}
        Entries that change later show up here again.
      </p>
    );
  return (
    <div className="mt-6 flex flex-col items-start gap-2">
      <Button look={left === 0 ? 'primary' : 'plain'} isBusy={isBusy} onClick={onFinish}>
        Finish
      </Button>
      <p className="text-sm text-pretty text-ink-soft">
        No one sees your answers before you finish{hasQuotes && ', except those about an interview'}
        .{left > 0 && ` ${left} ${left === 1 ? 'entry is' : 'entries are'} not checked yet.`}
      </p>
    </div>
  );
}
