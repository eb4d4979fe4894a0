import type { CheckStep, RunbookRun, RunStep } from '@debrief/contract';
import { useState } from 'react';
import { useNavigate } from '@tanstack/react-router';
import { Button } from '../../ui/button.tsx';
import { EditorForm } from '../../ui/editor-form.tsx';
import { Field } from '../../ui/field.tsx';
import { findIssue, ProblemNote } from '../../ui/problem.tsx';
import { toCitation, toCitationInputs, uniqueCitations } from '../evidence/cite/index.ts';
import { EditorCitations, EvidencePicker } from '../evidence/cite-editor/index.ts';

type Change = Omit<CheckStep, 'id' | 'step'>;

interface StepFormProps {
  run: RunbookRun;
  step: RunStep;
  error: unknown;
  isBusy: boolean;
  onSave: (change: Change) => void;
  onClose: () => void;
}

/** The evidence and feature flag of a step, and why it was skipped or rolled back. */
export function StepForm({ run, step, error, isBusy, onSave, onClose }: StepFormProps) {
  const [citations, setCitations] = useState(() =>
    run.citations.filter((one) => one.step === step.id),
  );
  const [flag, setFlag] = useState(step.flag ?? { name: '', state: '' });
  const [reason, setReason] = useState('');
  const navigate = useNavigate();
  const { incidentRef } = run;
  const own = {
    flag: flag.name.trim() === '' ? null : flag,
    citations: toCitationInputs({ citations }),
  };
  const save = () => onSave(own);
  const mark = (as: 'skipped' | 'rolled-back') => onSave({ ...own, isDone: true, as, reason });
  const isRolledBack = step.done?.as !== undefined;
  return (
    <EditorForm label={`Step: ${step.text}`} onSave={save} onEscape={onClose}>
      <ProblemNote error={error} fields={['reason']} />
      <EditorCitations
        citations={citations}
        onChange={(kept) => setCitations(kept.map((one) => ({ ...one, step: step.id })))}
        onShow={(item) =>
          void navigate({ to: '/incidents/$ref', params: { ref: incidentRef }, search: { item } })
        }
        empty="None yet. Cite evidence from this incident."
      />
      <EvidencePicker
        incident={incidentRef}
        cited={new Set(citations.map(({ itemId }) => itemId))}
        onPick={(item) =>
          setCitations((before) =>
            uniqueCitations([...before, toCitation(item, null, () => crypto.randomUUID())]).map(
              (one) => ({ ...one, step: step.id }),
            ),
          )
        }
      />
      <div className="grid gap-2 sm:grid-cols-2">
        <Field
          label="Feature flag"
          maxLength={200}
          value={flag.name}
          onChange={({ target }) => setFlag({ ...flag, name: target.value })}
        />
        <Field
          label="State of the flag"
          maxLength={200}
          placeholder="on, off, 10 %"
          value={flag.state}
          onChange={({ target }) => setFlag({ ...flag, state: target.value })}
        />
      </div>
      {!isRolledBack && (
        <Field
          label="Reason to skip or roll back"
          maxLength={2_000}
          value={reason}
          error={findIssue(error, 'reason')}
          onChange={({ target }) => setReason(target.value)}
        />
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" keys="mod+enter" isBusy={isBusy}>
          Save
        </Button>
        {step.done === null && <Button onClick={() => mark('skipped')}>Skip</Button>}
        {!isRolledBack && <Button onClick={() => mark('rolled-back')}>Roll back</Button>}
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </EditorForm>
  );
}
