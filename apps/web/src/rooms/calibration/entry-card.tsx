import type {
  CalibrationAnswer,
  CalibrationEntry,
  CalibrationLine,
  CalibrationQuote,
} from '@debrief/contract';
import { timeText } from '@debrief/rules/time';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { cx } from '../../ui/cx.ts';
import { TextArea } from '../../ui/field.tsx';
import { readerZone } from '../../ui/reader-zone.ts';
import { isAnswered } from './use-inbox.ts';
import { answerWords } from './words.ts';

export type WrittenVerdict = Extract<CalibrationAnswer, 'corrected' | 'context' | 'withdrawn'>;

interface EntryCardProps {
  entry: CalibrationEntry;
  isCurrent: boolean;
  writing: WrittenVerdict | null;
  onOpen: () => void;
  onWrite: (verdict: WrittenVerdict | null) => void;
  onAnswer: (verdict: CalibrationAnswer, text?: string) => void;
}

/** One thing that the review says about the reader; the current one with its evidence. */
export function EntryCard({ entry, isCurrent, writing, ...on }: EntryCardProps) {
  const ref = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isCurrent) ref.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  const { label, title, at, precision, answer } = entry;
  const isQuote = entry.kind === 'quote';
  if (!isCurrent)
    return (
      <li className="rounded-md border border-line">
        <button
          type="button"
          onClick={on.onOpen}
          className="flex min-h-11 w-full flex-wrap items-center gap-x-3 gap-y-1 rounded-md px-3 py-2 text-left text-sm hover:bg-wash"
        >
          <span className="line-clamp-2 min-w-0 flex-1 basis-56 wrap-anywhere">{title}</span>
          <AnswerChip entry={entry} />
        </button>
      </li>
    );
  return (
    <li
      ref={ref}
      aria-current="step"
      className="scroll-mt-16 scroll-mb-4 rounded-md border border-accent bg-sheet px-3 py-3 sm:px-4"
    >
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-xs text-ink-soft">
        <span>{label}</span>
        {at !== null && (
          <time dateTime={at} className="tabular">
            {timeText(at, readerZone(), 'both', precision ?? 'minute')}
          </time>
        )}
        <AnswerChip entry={entry} />
      </p>
      <p className="mt-1 text-lg leading-snug font-medium wrap-anywhere">{title}</p>
      {entry.text !== '' && (
        <p className="mt-1 text-sm whitespace-pre-line wrap-anywhere">{entry.text}</p>
      )}
      {entry.quotes.map((quote, index) => (
        <Quote key={`${quote.evidenceId} ${index}`} quote={quote} />
      ))}
      {answer && answer.text !== '' && writing === null && (
        <p className="mt-3 text-sm whitespace-pre-line wrap-anywhere">
          <span className="font-medium">Your answer: </span>
          {answer.text}
        </p>
      )}
      {answer?.isDecided ? (
        <p className="mt-3 text-sm text-pretty text-ink-soft">{decidedText(entry)}</p>
      ) : writing === null ? (
        <Answers entry={entry} onWrite={on.onWrite} onAnswer={on.onAnswer} />
      ) : writing === 'withdrawn' ? (
        <WithdrawForm onSave={() => on.onAnswer(writing)} onCancel={() => on.onWrite(null)} />
      ) : (
        <WriteForm
          key={writing}
          verdict={writing}
          isQuote={isQuote}
          given={
            !isQuote && answer?.verdict === writing
              ? answer.text
              : writing === 'corrected'
                ? title
                : ''
          }
          onSave={(text) => on.onAnswer(writing, text)}
          onCancel={() => on.onWrite(null)}
        />
      )}
    </li>
  );
}

function AnswerChip({ entry }: { entry: CalibrationEntry }) {
  const { answer } = entry;
  if (!answer) return null;
  return isAnswered(entry) ? (
    <Chip tone={answer.verdict === 'confirmed' ? 'good' : 'accent'}>
      {answerWords(entry, answer.verdict)}
    </Chip>
  ) : (
    <Chip tone="warn">Changed since you answered</Chip>
  );
}

function decidedText({ answer }: CalibrationEntry): string {
  return answer?.verdict === 'withdrawn'
    ? 'Deleted. What you said is off the record.'
    : 'An editor decided on your answer.';
}

/** Large enough for a thumb, in the same place on each card. */
function Answers({
  entry: { kind, answer },
  onWrite,
  onAnswer,
}: Pick<EntryCardProps, 'entry' | 'onWrite' | 'onAnswer'>) {
  if (kind === 'quote')
    return (
      <div className="mt-4 grid grid-cols-2 gap-2 sm:flex sm:flex-wrap">
        {answer === null && (
          <Button look="primary" keys="a" onClick={() => onAnswer('confirmed')}>
            Approve
          </Button>
        )}
        <Button keys="i" onClick={() => onWrite('corrected')}>
          Change the words
        </Button>
        <Button onClick={() => onWrite('withdrawn')}>Withdraw…</Button>
      </div>
    );
  return (
    <div className="mt-4 grid grid-cols-2 gap-2 sm:flex sm:flex-wrap">
      <Button look="primary" keys="a" onClick={() => onAnswer('confirmed')}>
        Confirm
      </Button>
      <Button keys="i" onClick={() => onWrite('corrected')}>
        Correct
      </Button>
      <Button keys="shift+a" onClick={() => onWrite('context')}>
        Add context
      </Button>
      <Button keys="shift+n" onClick={() => onAnswer('name-off')}>
        Take my name off
      </Button>
    </div>
  );
}

const formWords: Record<Exclude<WrittenVerdict, 'withdrawn'>, { label: string; hint: string }> = {
  corrected: { label: 'How it should read', hint: 'Change the words above to what is right.' },
  context: {
    label: 'What was around it',
    hint: 'What you saw, knew or tried, and what made it sensible then.',
  },
};

/** Asked once, because the words are deleted. */
function WithdrawForm({ onSave, onCancel }: { onSave: () => void; onCancel: () => void }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.querySelector('button')?.focus(), []);
  return (
    <div ref={place} className="mt-4">
      <p className="text-sm text-pretty">
        Withdraw these words? They are deleted, and can’t be sent to you again.
      </p>
      <p className="mt-3 flex flex-wrap gap-2">
        <Button look="danger" onClick={onSave}>
          Withdraw
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </p>
    </div>
  );
}

function WriteForm({
  verdict,
  isQuote,
  given,
  onSave,
  onCancel,
}: {
  verdict: Exclude<WrittenVerdict, 'withdrawn'>;
  isQuote: boolean;
  given: string;
  onSave: (text: string) => void;
  onCancel: () => void;
}) {
  const [text, setText] = useState(given);
  const place = useRef<HTMLFormElement>(null);
  useEffect(() => place.current?.querySelector('textarea')?.focus(), []);
  const save = (event?: FormEvent) => {
    event?.preventDefault();
    if (text.trim() !== '') onSave(text.trim());
  };
  const { label, hint } = isQuote
    ? { label: 'Your words', hint: 'Saving approves them.' }
    : formWords[verdict];
  return (
    <form ref={place} onSubmit={save} className="mt-4 flex flex-col gap-3">
      <TextArea
        label={label}
        hint={hint}
        rows={3}
        maxLength={verdict === 'corrected' && !isQuote ? 500 : 5_000}
        value={text}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel();
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) save();
        }}
      />
      <p className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" keys="mod+enter" disabled={text.trim() === ''}>
          Save
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </p>
    </form>
  );
}

/** The cited words with what was said around them. */
function Quote({ quote }: { quote: CalibrationQuote }) {
  return (
    <blockquote className="mt-3 border-l-2 border-line-strong pl-3 text-sm">
      {quote.before.map((line, index) => (
        <Line key={index} line={line} />
      ))}
      <Line line={quote} isCited isOwn={quote.isOwn} />
      {quote.after.map((line, index) => (
        <Line key={index} line={line} />
      ))}
    </blockquote>
  );
}

function Line({
  line: { at, precision, authorName, text },
  isCited = false,
  isOwn = false,
}: {
  line: CalibrationLine;
  isCited?: boolean;
  isOwn?: boolean;
}) {
  return (
    <p className={cx('py-0.5 wrap-anywhere', isCited ? 'text-ink' : 'line-clamp-3 text-ink-soft')}>
      <time dateTime={at} className="tabular text-xs text-ink-soft">
        {timeText(at, readerZone(), 'clock', precision)}
      </time>{' '}
      <span className="text-xs font-medium">{isOwn ? 'You' : (authorName ?? 'Unknown')}</span>{' '}
      {isCited ? <mark className="bg-highlight px-0.5 text-ink">{text}</mark> : text}
    </p>
  );
}
