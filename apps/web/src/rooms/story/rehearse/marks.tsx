import type { Rehearsal } from '@debrief/contract';
import { budgets } from '@debrief/prose/story';
import { countText } from '@debrief/rules/numbers';
import { dayText, readDay } from '@debrief/rules/time';
import { useEffect, useRef, useState } from 'react';
import { api } from '../../../api.ts';
import { queryClient } from '../../../data/queries.ts';
import { Button } from '../../../ui/button.tsx';
import { DateField } from '../../../ui/date-field.tsx';
import { Checkbox } from '../../../ui/field.tsx';
import { useActions } from '../../../ui/keys.ts';
import { ProblemNote } from '../../../ui/problem.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { partWords } from '../words.ts';
import { clockText } from './clock-text.ts';
import { missedText } from './missed-text.ts';

interface Props {
  rehearsal: Rehearsal;
  onChange: (rehearsal: Rehearsal) => void;
  onAgain: () => void;
  onRemoved: () => void;
}

function againText({ againOn, isDue }: Rehearsal): string {
  if (againOn === null) return 'No review date.';
  return isDue
    ? `Due for review since ${dayText(againOn)}.`
    : `Due for review on ${dayText(againOn)}.`;
}

export function Marks({ rehearsal, onChange, onAgain, onRemoved }: Props) {
  const [error, setError] = useState<unknown>(null);
  const [isRemoving, setRemoving] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  // The field that had the focus is gone, so the focus moves to the result.
  useEffect(() => heading.current?.focus(), []);
  const { marks, form, tookMs, againOn } = rehearsal;
  const left = marks.filter((mark) => !mark.isSaid);
  const budget = form === null ? null : budgets[form].seconds;
  const runChange = async (change: () => Promise<void>) => {
    try {
      await change();
      setError(null);
      void queryClient.invalidateQueries({ queryKey: ['stories', 'rehearsals'] });
    } catch (problem) {
      setError(problem);
    }
  };
  const correct = (
    given: Pick<Parameters<typeof api.story.correctRehearsal>[0], 'marks' | 'againOn'>,
  ) =>
    void runChange(async () =>
      onChange(
        await api.story.correctRehearsal({
          rehearsalId: rehearsal.id,
          version: rehearsal.version,
          ...given,
        }),
      ),
    );
  const remove = () =>
    void runChange(async () => {
      await api.story.removeRehearsal({ rehearsalId: rehearsal.id });
      showToast({ title: 'Attempt removed' });
      onRemoved();
    });
  useActions('Rehearse', [{ label: 'Try again', keys: 'shift+s', run: onAgain }]);
  return (
    <section aria-labelledby="came" className="max-w-[70ch]">
      <h2 id="came" ref={heading} tabIndex={-1} className="font-semibold outline-none">
        What you covered, and what you left out
      </h2>
      <p className="tabular mt-1 text-sm">
        It took {clockText(tookMs)}
        {budget !== null && ` of ${clockText(budget * 1000)}`}.{' '}
        {left.length === 0
          ? 'Nothing was left out.'
          : `${countText(left.length, 'sentence')} left out.`}
      </p>
      <ul aria-label="Sentences" className="mt-3 divide-y divide-line border-y border-line">
        {marks.map((mark) => (
          <li key={mark.claimId} className="py-2 text-sm">
            <Checkbox
              checked={mark.isSaid}
              onChange={(event) =>
                correct({ marks: [{ claimId: mark.claimId, isSaid: event.target.checked }] })
              }
              label={
                <span className="min-w-0 wrap-anywhere">
                  <span className="text-xs text-ink-soft">{partWords[mark.part].label} · </span>
                  {mark.text}
                </span>
              }
            />
            <p className="pl-6 text-xs text-ink-soft">
              {mark.isSaid ? 'said' : 'left out'}
              {mark.isCorrected && ', as you marked it'}
              {!mark.isSaid && mark.missed.length > 0 && `: ${missedText(mark.missed)}`}
            </p>
          </li>
        ))}
      </ul>
      <details className="mt-3 text-sm">
        <summary className="cursor-pointer py-1 text-ink-soft">What I said</summary>
        <p className="reading mt-2 wrap-anywhere whitespace-pre-wrap">{rehearsal.said}</p>
      </details>
      <div className="mt-3 flex flex-wrap items-end gap-2">
        <p className="mr-2 min-h-8 py-1.5 text-sm text-ink-soft">{againText(rehearsal)}</p>
        <DateField
          label="Review on"
          hideLabel
          value={againOn ?? ''}
          onChoose={(day) => readDay(day) !== null && correct({ againOn: day })}
        />
        {againOn !== null && (
          <Button look="quiet" onClick={() => correct({ againOn: null })}>
            No review date
          </Button>
        )}
      </div>
      {isRemoving ? (
        <div
          role="group"
          aria-label="Remove this attempt"
          className="mt-3 rounded-md border border-line-strong p-3 text-sm"
        >
          <p>This permanently deletes what you said and its results.</p>
          <div className="mt-2 flex flex-wrap gap-2">
            <Button look="danger" onClick={remove}>
              Remove
            </Button>
            <Button autoFocus onClick={() => setRemoving(false)}>
              Cancel
            </Button>
          </div>
        </div>
      ) : (
        <div className="mt-3 flex flex-wrap gap-2">
          <Button look="primary" keys="shift+s" onClick={onAgain}>
            Try again
          </Button>
          <Button look="quiet" onClick={() => setRemoving(true)}>
            Remove this attempt…
          </Button>
        </div>
      )}
      <div className="mt-3 empty:hidden">
        <ProblemNote error={error} />
      </div>
    </section>
  );
}
