import type { Citation, Hypothesis, StepKind } from '@debrief/contract';
import { useEffect, useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { useDraft } from '../../data/draft.ts';
import { Field, TextArea } from '../../ui/field.tsx';
import { useActions } from '../../ui/keys.ts';
import { FindingName } from '../../ui/finding-shape.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import { readTime } from '../../ui/zoned-time.ts';
import { toCitationInputs } from '../evidence/cite/index.ts';
import { useRoleWords } from '../people/index.ts';
import { CitationField } from './citation-field.tsx';
import type { FindingPlace } from './finding-place.ts';
import { StepList } from './step-list.tsx';
import { draftPlace } from './form.ts';
import { stepChoices, stepWords } from './words.ts';
import { EditorForm } from '../../ui/editor-form.tsx';
import { useSend } from '../../ui/use-send.ts';

interface StepDraft {
  kind: StepKind;
  note: string;
  by: string;
  at: string;
  citations: Citation[];
}
const blank: StepDraft = { kind: 'tested', note: '', by: '', at: '', citations: [] };

interface StepFormProps {
  hypothesis: Hypothesis;
  place: FindingPlace;
  onDone: () => void;
}

export function StepForm({ hypothesis, place, onDone }: StepFormProps) {
  const { zone, ref } = place.incident;
  const roles = useRoleWords(ref);
  const [draft, keep, forget] = useDraft<StepDraft>(
    `${draftPlace(ref, hypothesis.id)}.step`,
    blank,
  );
  const { send, error, isBusy } = useSend();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLInputElement>('input:checked')?.focus(), []);
  const put = (fields: Partial<StepDraft>) => keep({ ...draft, ...fields });
  const at = draft.at.trim() === '' ? undefined : readTime(draft.at, zone);
  const save = () => {
    if (at === null) return;
    const input = {
      id: hypothesis.id,
      version: hypothesis.version,
      kind: draft.kind,
      note: draft.note,
      citations: toCitationInputs(draft),
      by: draft.by.trim() || undefined,
      at,
    };
    send(async () => {
      await place.investigation.updateStatus(input, stepWords[draft.kind]);
      forget();
      onDone();
    });
  };
  useActions('Investigation', [{ label: 'Update status', keys: 'mod+enter', run: save }]);
  return (
    <EditorForm ref={form} label="Update status" onSave={save} onEscape={onDone}>
      <div>
        <FindingName type="hypothesis" />
        <p className="font-medium wrap-anywhere">{hypothesis.statement}</p>
        <StepList hypothesis={hypothesis} place={place} />
      </div>
      <ProblemNote error={error} />
      <fieldset>
        <legend className="text-sm font-medium">What was found</legend>
        <div className="mt-1 flex flex-wrap gap-1">
          {stepChoices.map((choice) => (
            <label
              key={choice.value}
              className={cx(
                'flex min-h-7 cursor-pointer items-center gap-1.5 rounded-md border px-2 text-sm',
                draft.kind === choice.value
                  ? 'border-accent bg-accent-wash font-medium'
                  : 'border-line',
              )}
            >
              <input
                type="radio"
                name={`step-${hypothesis.id}`}
                className="accent-accent"
                checked={draft.kind === choice.value}
                onChange={() => put({ kind: choice.value })}
              />
              {choice.label}
            </label>
          ))}
        </div>
      </fieldset>
      <TextArea
        label="How"
        rows={2}
        value={draft.note}
        maxLength={20_000}
        placeholder="Queue length flat for the full time range"
        onChange={(event) => put({ note: event.target.value })}
      />
      <CitationField
        place={place}
        citations={draft.citations}
        onChange={(citations) => put({ citations })}
        label="On what evidence"
        empty="None yet."
      />
      <div className="grid grid-cols-1 gap-3 @xs:grid-cols-2">
        <Field
          label="By (person or role)"
          value={draft.by}
          maxLength={500}
          autoComplete="off"
          suggestions={roles}
          hint="Empty: you"
          onChange={(event) => put({ by: event.target.value })}
        />
        <TimeField
          label="Time"
          text={draft.at}
          zone={zone}
          hint="Empty: the time of the evidence"
          placeholder=""
          error={at === null ? 'Write a time as 6 Dec 2022, 14:30' : null}
          onType={(text) => put({ at: text })}
        />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" keys="mod+enter" isBusy={isBusy}>
          Update status
        </Button>
        <Button onClick={() => (forget(), onDone())}>Discard</Button>
      </div>
    </EditorForm>
  );
}
