import type { AnswerAsk, AskedOfMe } from '@debrief/contract';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { queries, queryClient } from '../../../queries.ts';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { useDraft } from '../../../ui/draft.ts';
import { Checkbox, TextArea } from '../../../ui/field.tsx';
import { ProblemNote } from '../../../ui/problem.tsx';

const stateWords: Record<AskedOfMe['state'], string> = {
  asked: 'open',
  confirmed: 'you confirmed it',
  corrected: 'you corrected it',
  declined: 'you declined',
  withdrawn: 'taken back',
};

/** One sentence and who asks; nothing else of the story is here. */
export function AskCard({ ask }: { ask: AskedOfMe }) {
  const [words, setWords, forget] = useDraft(`practice.ask.${ask.id}`, ask.answer === '' ? ask.sentence : ask.answer);
  const [mayBeNamed, setMayBeNamed] = useState(ask.mayBeNamed);
  const [isCorrecting, setCorrecting] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const answer = async (state: AnswerAsk['state']) => {
    setBusy(true);
    try {
      await api.story.answerAsk({ askId: ask.id, state, mayBeNamed, ...(state === 'corrected' ? { answer: words } : {}) });
      setError(null);
      setCorrecting(false);
      forget();
      await queryClient.invalidateQueries({ queryKey: queries.asksOfMe().queryKey });
    } catch (problem) {
      setError(problem);
    }
    setBusy(false);
  };
  return (
    <li className="rounded-lg border border-line bg-sheet px-4 py-3">
      <p className="flex items-baseline justify-between gap-2 text-xs text-ink-soft">
        {ask.by} asks whether this is so
        <Chip tone={ask.state === 'asked' ? 'warn' : 'good'}>{stateWords[ask.state]}</Chip>
      </p>
      <blockquote className="mt-1.5 font-serif text-lg wrap-anywhere">{ask.sentence}</blockquote>
      {isCorrecting && (
        <TextArea label="What it should say" className="mt-3" rows={3} autoFocus value={words} onChange={(event) => setWords(event.target.value)} />
      )}
      <div className="mt-3">
        <Checkbox label="My name may stand beside it" checked={mayBeNamed} onChange={(event) => setMayBeNamed(event.target.checked)} />
      </div>
      <div className="mt-3 flex flex-wrap gap-2">
        {isCorrecting ? (
          <>
            <Button look="primary" isBusy={isBusy} disabled={words.trim() === ''} onClick={() => void answer('corrected')}>
              Send the correction
            </Button>
            <Button look="quiet" onClick={() => setCorrecting(false)}>
              Back
            </Button>
          </>
        ) : (
          <>
            <Button look="primary" isBusy={isBusy} onClick={() => void answer('confirmed')}>
              It is so
            </Button>
            <Button onClick={() => setCorrecting(true)}>Correct it</Button>
            <Button look="quiet" isBusy={isBusy} onClick={() => void answer('declined')}>
              I would rather not say
            </Button>
          </>
        )}
      </div>
      <div className="mt-2">
        <ProblemNote error={error} />
      </div>
    </li>
  );
}
