import type { Rehearsal } from '@debrief/contract';
import { budgets } from '@debrief/craft/story';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { queryClient } from '../../../queries.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/field.tsx';
import { useActions } from '../../../ui/keys.ts';
import { ProblemNote } from '../../../ui/problem.tsx';
import { countText } from '../../../ui/time-words.ts';
import { partWords } from '../words.ts';
import { clockText } from './clock-text.ts';

interface Props {
  rehearsal: Rehearsal;
  onChange: (rehearsal: Rehearsal) => void;
  onAgain: () => void;
}

/** What was said against the sentences of the story: found by their words, corrected by whoever told it. */
export function Marks({ rehearsal, onChange, onAgain }: Props) {
  const [error, setError] = useState<unknown>(null);
  const { marks, form, tookMs, againOn } = rehearsal;
  const left = marks.filter((mark) => !mark.isSaid);
  const budget = form === null ? null : budgets[form].seconds;
  const correct = async (given: Pick<Parameters<typeof api.story.correctRehearsal>[0], 'marks' | 'againOn'>) => {
    try {
      onChange(await api.story.correctRehearsal({ rehearsalId: rehearsal.id, version: rehearsal.version, ...given }));
      setError(null);
      void queryClient.invalidateQueries({ queryKey: ['stories', 'rehearsals'] });
    } catch (problem) {
      setError(problem);
    }
  };
  useActions([{ id: 'marks.again', group: 'Rehearse', label: 'Tell it once more', keys: 'shift+s', run: onAgain }]);
  return (
    <section aria-labelledby="came" className="max-w-[70ch]">
      <h2 id="came" className="font-semibold">
        What came, and what was left out
      </h2>
      <p className="tabular mt-1 text-sm">
        It took {clockText(tookMs)}
        {budget !== null && ` of ${clockText(budget * 1000)}`}.{' '}
        {left.length === 0 ? 'Nothing was left out.' : `${countText(left.length, 'sentence')} left out.`}
      </p>
      <ul aria-label="Sentences" className="mt-3 divide-y divide-line border-y border-line">
        {marks.map((mark) => (
          <li key={mark.claimId} className="py-2 text-sm">
            <Checkbox
              checked={mark.isSaid}
              onChange={(event) => void correct({ marks: [{ claimId: mark.claimId, isSaid: event.target.checked }] })}
              label={
                <span>
                  <span className="text-xs text-ink-soft">{partWords[mark.part].label} · </span>
                  {mark.text}
                </span>
              }
            />
            <p className="pl-6 text-xs text-ink-soft">
              {mark.isSaid ? 'said' : 'left out'}
              {mark.isCorrected && ', as you say'}
              {!mark.isSaid && mark.missed.length > 0 && `: ${mark.missed.join(', ')}`}
            </p>
          </li>
        ))}
      </ul>
      <p className="mt-3 text-sm text-ink-soft">{againOn === null ? 'It does not come up again.' : `It comes up again on ${againOn}.`}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button look="primary" onClick={onAgain}>
          Tell it once more
        </Button>
        {againOn !== null && (
          <Button look="quiet" onClick={() => void correct({ againOn: null })}>
            Not again
          </Button>
        )}
      </div>
      <div className="mt-3">
        <ProblemNote error={error} />
      </div>
    </section>
  );
}
