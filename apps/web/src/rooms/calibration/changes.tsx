import type { Calibration, CalibrationChange, CalibrationDecision } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { cx } from '../../ui/cx.ts';
import { TextArea } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useActions } from '../../ui/keys.ts';
import { ProblemNote } from '../../ui/problem.tsx';
import { showToast } from '../../ui/toast.tsx';
import { decisionWords, verdictWords } from './words.ts';

interface ChangesProps {
  calibration: Calibration;
  onChange: () => Promise<void>;
}

/** What calibration changed: each request for a change with the words before and after. */
export function Changes({ calibration: { changes, confirmed, can }, onChange }: ChangesProps) {
  const [declining, setDeclining] = useState<CalibrationChange | null>(null);
  const decide = useMutation({
    mutationFn: (input: { id: string; decision: CalibrationDecision; reason?: string }) =>
      api.calibration.decide(input),
    onSuccess: ({ decision }) => {
      setDeclining(null);
      if (decision) showToast({ title: decisionWords[decision.decision] });
    },
    onSettled: onChange,
  });
  const next = can.send ? changes.find(({ decision }) => decision === null) : undefined;
  const isBusy = decide.isPending;
  const run = (change: CalibrationChange, decision: CalibrationDecision) =>
    isBusy || decide.mutate({ id: change.id, decision });
  useActions('Calibration', [
    {
      label: 'Accept the change',
      keys: 'a',
      isDisabled: !next?.after,
      run: () => next && run(next, 'applied'),
    },
    {
      label: 'Comment with the change',
      keys: 'b',
      isDisabled: !next,
      run: () => next && run(next, 'commented'),
    },
    {
      label: 'Dismiss the change with a reason',
      keys: 'shift+d',
      isDisabled: !next,
      run: () => next && setDeclining(next),
    },
  ]);
  if (changes.length === 0 && confirmed === 0) return null;
  return (
    <section aria-label="What changed" className="mt-6">
      <h3 className="text-sm font-semibold">What changed</h3>
      <p className="mb-2 text-sm text-ink-soft">
        {countText(confirmed, 'entry was', 'entries were')} confirmed by someone who was there.
      </p>
      {!declining && <ProblemNote error={decide.error} />}
      <ul className="border-t border-line empty:hidden">
        {changes.map((change) => (
          <ChangeRow
            key={change.id}
            change={change}
            canDecide={can.send}
            isNext={change === next}
            isBusy={isBusy}
            onDecide={(decision) => run(change, decision)}
            onDecline={() => setDeclining(change)}
          />
        ))}
      </ul>
      {declining && (
        <DeclineDialog
          change={declining}
          save={decide}
          onSave={(reason) => decide.mutate({ id: declining.id, decision: 'declined', reason })}
          onClose={() => setDeclining(null)}
        />
      )}
    </section>
  );
}

interface ChangeRowProps {
  change: CalibrationChange;
  canDecide: boolean;
  /** The keys are for this one. */
  isNext: boolean;
  isBusy: boolean;
  onDecide: (decision: CalibrationDecision) => void;
  onDecline: () => void;
}

function ChangeRow({ change, canDecide, isNext, isBusy, onDecide, onDecline }: ChangeRowProps) {
  const { name, label, verdict, text, before, after, isStale, decision } = change;
  const isNameGone = verdict === 'name-off' && decision?.decision === 'applied';
  const keys = (key: string) => (isNext ? { keys: key } : {});
  return (
    <li className="border-b border-line py-3 text-sm">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="font-medium wrap-anywhere">{name}</span>
        <Chip>{verdictWords[verdict]}</Chip>
        <span className="text-ink-soft">{label}</span>
        {decision && (
          <span className="ml-auto text-ink-soft">
            {decisionWords[decision.decision]} by {decision.by}
          </span>
        )}
      </p>
      {!isNameGone && (
        <Words className={cx('mt-1.5', after && 'text-ink-soft line-through')} words={before} />
      )}
      {after && <Words className="mt-1" words={after} />}
      {!after && text !== '' && (
        <p className="mt-1 border-l-2 border-accent pl-3 whitespace-pre-line wrap-anywhere">
          {text}
        </p>
      )}
      {decision?.reason && (
        <p className="mt-1 text-ink-soft wrap-anywhere">Reason: {decision.reason}</p>
      )}
      {!decision && !after && (
        <p className="mt-1 text-ink-soft">
          {isStale ? 'The entry changed after this answer. ' : ''}
          {verdict === 'name-off'
            ? 'The words don’t name them. Citations show the author: rename the person in People.'
            : 'Edit it by hand, then comment or decline.'}
        </p>
      )}
      {!decision && canDecide && (
        <p className="mt-2 flex flex-wrap gap-2">
          {after && (
            <Button small isBusy={isBusy} onClick={() => onDecide('applied')} {...keys('a')}>
              Apply
            </Button>
          )}
          <Button small isBusy={isBusy} onClick={() => onDecide('commented')} {...keys('b')}>
            Add as a comment
          </Button>
          <Button small look="quiet" onClick={onDecline} {...keys('shift+d')}>
            Decline
          </Button>
        </p>
      )}
    </li>
  );
}

function Words({
  words: { title, text },
  className,
}: {
  words: CalibrationChange['before'];
  className: string;
}) {
  return (
    <div className={cx('wrap-anywhere', className)}>
      <p>{title}</p>
      {text !== '' && <p className="text-xs whitespace-pre-line">{text}</p>}
    </div>
  );
}

function DeclineDialog({
  change: { name },
  save,
  onSave,
  onClose,
}: {
  change: CalibrationChange;
  save: { error: Error | null; isPending: boolean };
  onSave: (reason: string) => void;
  onClose: () => void;
}) {
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title="Decline this change"
      lead={`The reason is shown with it, also to ${name} if they can see the incident.`}
      submit="Decline"
      save={{ ...save, mutate: () => onSave(reason) }}
      onClose={onClose}
    >
      <TextArea
        label="Reason"
        name="reason"
        required
        maxLength={2_000}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
    </FormDialog>
  );
}
