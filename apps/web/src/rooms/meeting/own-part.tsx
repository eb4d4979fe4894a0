import type { OwnPart, SurveyAnswer } from '@debrief/contract';
import { useState, type FormEvent } from 'react';
import { Button } from '../../ui/button.tsx';
import { Field, TextArea } from '../../ui/field.tsx';

/** What someone in the meeting can do; accounts and guests call different routes. */
export interface PartActions {
  ask: (text: string) => Promise<unknown>;
  attend: () => Promise<unknown>;
  change: (change: Partial<OwnPart>) => Promise<unknown>;
}

interface Props {
  own: OwnPart;
  isPresent: boolean;
  /** Whether there is a report to read. */
  canRead?: boolean;
  actions: PartActions;
}

/** The part of one person, also on a phone. It is used by the page for guests, so it has no queries. */
export function OwnPartPanel({ own, isPresent, canRead = true, actions }: Props) {
  const [said, setSaid] = useState('');
  const run = async (work: Promise<unknown>, done: string) => {
    try {
      await work;
      setSaid(done);
    } catch {
      setSaid('Not saved. Try again.');
    }
  };
  return (
    <section aria-label="Your part" className="mt-6 rounded-lg border border-line bg-wash p-4">
      <h2 className="text-base font-semibold">Your part</h2>
      <p className="mt-2 flex flex-wrap gap-2">
        {canRead && (
          <Button
            aria-pressed={own.hasRead}
            onClick={() => void run(actions.change({ hasRead: !own.hasRead }), 'Saved.')}
          >
            {own.hasRead ? '✓ I have read it' : 'I have read it'}
          </Button>
        )}
        <Button
          disabled={isPresent}
          onClick={() => void run(actions.attend(), 'You are in the list of attendees.')}
        >
          {isPresent ? '✓ I am here' : 'I am here'}
        </Button>
      </p>
      <Learned own={own} onAdd={(learned) => void run(actions.change({ learned }), 'Counted.')} />
      <Ask onAsk={(text) => void run(actions.ask(text), 'Question added.')} />
      <Survey
        own={own}
        onSave={(survey) => void run(actions.change({ survey }), 'Answers saved.')}
      />
      <p role="status" className="text-sm text-ink-soft not-empty:mt-2">
        {said}
      </p>
    </section>
  );
}

function Learned({ own, onAdd }: { own: OwnPart; onAdd: (learned: string[]) => void }) {
  const [text, setText] = useState('');
  const add = (event: FormEvent) => {
    event.preventDefault();
    onAdd([...own.learned, text.trim()]);
    setText('');
  };
  return (
    <form onSubmit={add} className="mt-4 flex flex-wrap items-end gap-2">
      <Field
        label="What did you learn? (optional)"
        className="min-w-48 flex-1"
        value={text}
        maxLength={300}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" look="primary" disabled={own.learned.length >= 20}>
        I learned something
      </Button>
      <p className="basis-full text-xs text-ink-soft">
        {own.learned.length > 0 && `You pressed it ${own.learned.length}×. `}
        Others see the count and the texts, never your name.
      </p>
    </form>
  );
}

function Ask({ onAsk }: { onAsk: (text: string) => void }) {
  const [text, setText] = useState('');
  const ask = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    onAsk(text.trim());
    setText('');
  };
  return (
    <form onSubmit={ask} className="mt-4 flex flex-wrap items-end gap-2">
      <Field
        label="Ask a question"
        className="min-w-48 flex-1"
        value={text}
        maxLength={2_000}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit">Ask</Button>
    </form>
  );
}

const blank: SurveyAnswer = { changes: false, again: false, unknown: '', raises: '' };

function Survey({ own, onSave }: { own: OwnPart; onSave: (survey: SurveyAnswer) => void }) {
  const [answer, setAnswer] = useState(own.survey ?? blank);
  const check = (name: 'changes' | 'again', label: string) => (
    <label className="flex min-h-8 items-center gap-2 text-sm pointer-coarse:min-h-11">
      <input
        type="checkbox"
        checked={answer[name]}
        onChange={(event) => setAnswer({ ...answer, [name]: event.target.checked })}
      />
      {label}
    </label>
  );
  return (
    <details className="mt-4">
      <summary className="cursor-pointer text-sm font-medium">
        {own.survey ? '✓ Survey answered' : 'Answer four questions'}
      </summary>
      <form
        className="mt-2 flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          onSave(answer);
        }}
      >
        {check('changes', 'I learned something that will change my work')}
        {check('again', 'I would attend a meeting like this again')}
        <TextArea
          label="What did you not know before?"
          rows={2}
          maxLength={2_000}
          value={answer.unknown}
          onChange={(event) => setAnswer({ ...answer, unknown: event.target.value })}
        />
        <TextArea
          label="Which questions does it raise?"
          rows={2}
          maxLength={2_000}
          value={answer.raises}
          onChange={(event) => setAnswer({ ...answer, raises: event.target.value })}
        />
        <p className="flex flex-wrap items-center gap-2 text-xs text-ink-soft">
          <Button type="submit">Save answers</Button>
          Results are shown from five answers on, without names.
        </p>
      </form>
    </details>
  );
}
