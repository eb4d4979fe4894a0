import {
  interviewLineKinds,
  type Interview,
  type InterviewLine,
  type InterviewLineKind,
} from '@debrief/contract';
import { useState } from 'react';
import { api } from '../../api.ts';
import { useDraft } from '../../data/draft.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { cx } from '../../ui/cx.ts';
import { EvidenceTime } from '../../ui/evidence-time.tsx';
import { Select, TextArea } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { LineEntry } from './line-entry.tsx';
import { usePendingLines } from './pending-lines.ts';
import { useInterviewChange } from './queries.ts';
import { lineKindWords, quoteWords } from './words.ts';

/** The notes, one line at a time, and what was sent to the person. */
export function Notes({ interview }: { interview: Interview }) {
  const { pending, error, isWaiting, add, drop } = usePendingLines(interview.id);
  const { lines, can } = interview;
  return (
    <section aria-label="Notes">
      <h2 className="text-base font-semibold">Notes</h2>
      <p className="mb-2 text-sm text-pretty text-ink-soft">
        Only you, the other interviewers and the scribe can read them.
      </p>
      <ul className="border-t border-line empty:hidden">
        {lines.map((line) => (
          <LineRow key={line.id} interview={interview} line={line} />
        ))}
        {pending
          .filter(({ id }) => !lines.some((line) => line.id === id))
          .map(({ id, kind, text }) => (
            <li key={id} className="border-b border-line py-2.5 text-sm">
              <LineText kind={kind} text={text} />
              <p className="mt-1 text-xs text-ink-soft">
                {isWaiting ? 'Not saved yet. It is kept here and sent again.' : 'Saving …'}{' '}
                {isWaiting && (
                  <Button small look="quiet" onClick={() => drop(id)}>
                    Discard
                  </Button>
                )}
              </p>
            </li>
          ))}
      </ul>
      <ProblemNote error={error} />
      {can.write && <LineEntry place={`interview.${interview.id}.entry`} onAdd={add} />}
    </section>
  );
}

function LineText({ kind, text }: { kind: InterviewLineKind; text: string }) {
  return (
    <p className="flex flex-wrap items-baseline gap-x-2">
      {kind !== 'note' && (
        <Chip tone={kind === 'quote' ? 'accent' : 'warn'}>{lineKindWords[kind]}</Chip>
      )}
      <span
        className={cx(
          'min-w-0 flex-1 basis-60 whitespace-pre-line wrap-anywhere',
          kind === 'off-record' && 'text-ink-soft',
        )}
      >
        {kind === 'quote' ? `“${text}”` : text}
      </span>
    </p>
  );
}

function LineRow({ interview, line }: { interview: Interview; line: InterviewLine }) {
  const { id, incidentRef, quotes, can, person } = interview;
  const [isEdited, setEdited] = useState(false);
  const quote = quotes.find(({ lineId }) => lineId === line.id);
  const send = useInterviewChange(() => api.interview.sendQuote({ id, lineId: line.id }));
  const remove = useInterviewChange(() => api.interview.removeLine({ id, lineId: line.id }));
  const isKnown = person.personId !== null || person.accountId !== null;
  return (
    <li className="border-b border-line py-2.5 text-sm">
      <LineText kind={line.kind} text={line.text} />
      <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-ink-soft">
        <span>{line.by}</span>
        {quote ? (
          <>
            <span>
              {quote.promoted ? (
                <>
                  In the record <EvidenceTime incident={incidentRef} place={quote.promoted} />
                </>
              ) : (
                quoteWords[quote.state]
              )}
            </span>
            {quote.state === 'changed' && <span className="wrap-anywhere">“{quote.text}”</span>}
            <QuoteButtons interview={interview} quote={quote} />
          </>
        ) : (
          can.write && (
            <span className="ml-auto flex flex-wrap gap-1">
              {line.kind !== 'off-record' && isKnown && (
                <Button
                  small
                  look="quiet"
                  isBusy={send.isPending}
                  onClick={() => send.mutate(undefined)}
                >
                  {line.kind === 'quote' ? 'Send for approval' : 'Send as a fact'}
                </Button>
              )}
              <Button small look="quiet" onClick={() => setEdited(true)}>
                Edit
              </Button>
              <Button
                small
                look="quiet"
                isBusy={remove.isPending}
                onClick={() => remove.mutate(undefined)}
              >
                Delete
              </Button>
            </span>
          )
        )}
      </p>
      <ProblemNote error={send.error ?? remove.error} />
      {isEdited && <EditDialog id={id} line={line} onClose={() => setEdited(false)} />}
    </li>
  );
}

function QuoteButtons({
  interview: { id, can },
  quote,
}: {
  interview: Interview;
  quote: Interview['quotes'][number];
}) {
  const remove = useInterviewChange(() => api.interview.removeQuote({ id, quoteId: quote.id }));
  const promote = useInterviewChange(() => api.interview.promoteQuote({ id, quoteId: quote.id }));
  if (!can.write || quote.promoted) return null;
  return (
    <span className="ml-auto flex flex-wrap gap-1">
      {quote.state !== 'sent' && can.promote && (
        <Button small isBusy={promote.isPending} onClick={() => promote.mutate(undefined)}>
          Add to the record
        </Button>
      )}
      <Button small look="quiet" isBusy={remove.isPending} onClick={() => remove.mutate(undefined)}>
        Unsend
      </Button>
      <ProblemNote error={remove.error ?? promote.error} />
    </span>
  );
}

function EditDialog({
  id,
  line,
  onClose,
}: {
  id: string;
  line: InterviewLine;
  onClose: () => void;
}) {
  const [form, setForm, forget] = useDraft(`interview.${id}.edit.${line.id}`, {
    kind: line.kind,
    text: line.text,
    version: line.version,
  });
  const save = useInterviewChange(() => api.interview.writeLine({ id, lineId: line.id, ...form }));
  const mutate = () =>
    save.mutate(undefined, {
      onSuccess: () => {
        forget();
        onClose();
      },
    });
  return (
    <FormDialog
      title="Edit the line"
      submit="Save"
      save={{ ...save, mutate }}
      onClose={() => {
        forget();
        onClose();
      }}
    >
      <Select
        label="Kind"
        name="kind"
        value={form.kind}
        choices={interviewLineKinds.map((value) => ({ value, label: lineKindWords[value] }))}
        onChoose={(kind) => setForm({ ...form, kind })}
      />
      <TextArea
        label="Text"
        name="text"
        required
        maxLength={20_000}
        value={form.text}
        onChange={(event) => setForm({ ...form, text: event.target.value })}
      />
    </FormDialog>
  );
}
