import { countText } from '@debrief/rules/numbers';
import { followUpFields as texts, type FollowUp } from '@debrief/contract';
import { followUpQuestions } from '@debrief/prose/follow-up';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import { queries } from '../../data/queries.ts';
import { useVersionedDraft } from '../../data/use-versioned-draft.ts';
import { bindFields } from '../../ui/bind-fields.ts';
import { DateField } from '../../ui/date-field.tsx';
import { Field, Select, TextArea } from '../../ui/field.tsx';
import { useActions } from '../../ui/keys.ts';
import { findIssue, ProblemNote } from '../../ui/problem.tsx';
import { DraftNews } from '../../ui/version-choice.tsx';
import {
  blankForm,
  followUpFields,
  toForm,
  hasOwner,
  toInput,
  validateForm,
  type FieldName,
  type FollowUpForm,
} from './form.ts';
import { FollowUpVersions } from './follow-up-versions.tsx';
import { OwnerField } from './owner-field.tsx';
import { Questions } from './questions.tsx';
import type { OpenFollowUps } from './use-follow-ups.ts';
import { intentWords } from './words.ts';
import { EditorButtons, EditorForm } from '../../ui/editor-form.tsx';
import { useSend } from '../../ui/use-send.ts';

interface FollowUpFormProps {
  incident: string;
  followUps: OpenFollowUps;
  followUp: FollowUp | null;
  originId?: string | undefined;
  onClose: (savedId: string | null) => void;
  onRemove: (one: FollowUp) => void;
}

const intentChoices = Object.entries(intentWords).map(([value, { label }]) => ({ value, label }));

export function draftPlace(ref: string, id: string): string {
  return `${ref}.follow-up.${id}`;
}

export function FollowUpEditor({
  incident,
  followUps,
  followUp,
  originId,
  onClose,
  onRemove,
}: FollowUpFormProps) {
  const begun = followUp ? toForm(followUp) : { ...blankForm, originId: originId ?? '' };
  const place = draftPlace(
    incident,
    followUp?.id ?? `new${originId === undefined ? '' : `.${originId}`}`,
  );
  const draft = useVersionedDraft(
    place,
    { form: begun, version: followUp?.version ?? 0 },
    followUpFields,
  );
  const { form, versions, forget, put, changed: mine } = draft;
  const [isTried, setTried] = useState(false);
  const { send, error, setError, isBusy } = useSend();
  const box = useRef<HTMLFormElement>(null);
  useEffect(() => box.current?.querySelector('textarea')?.focus(), []);
  const problems = validateForm(form);
  const asked = useQuestions(form);
  const leave = () => onClose(followUp?.id ?? null);
  const save = () => {
    setTried(true);
    if (Object.keys(problems).length > 0 || versions) return;
    if (followUp && mine.length === 0) return leave();
    send(async () => {
      const change = await (followUp
        ? followUps.change(followUp.id, draft.version, draft.base, form)
        : followUps.add(toInput(form)));
      forget();
      onClose(change?.followUps[0]?.id ?? followUp?.id ?? null);
    });
  };
  const problemAt = (name: FieldName) =>
    (isTried ? problems[name] : undefined) ?? findIssue(error, name);
  const shownAt = ['text', 'dueOn', 'owner', 'doneWhen', 'trackerUrl', 'originId'];
  const field = bindFields<'text' | 'doneWhen' | 'trackerUrl'>(texts, form, put);
  useActions('Follow-ups', [{ label: 'Save what is open', keys: 'mod+enter', run: save }]);
  return (
    <EditorForm
      ref={box}
      label={followUp ? `Edit: ${followUp.text}` : 'A new follow-up'}
      saveOnEnterIn="text"
      onSave={save}
      onEscape={leave}
    >
      <ProblemNote error={versions ? null : error} fields={shownAt} />
      {versions && (
        <FollowUpVersions
          {...versions}
          by={followUp?.updatedBy.name ?? ''}
          onChoose={(keep) => (draft.choose(keep), setError(null))}
        />
      )}
      <DraftNews
        by={followUp?.updatedBy.name ?? ''}
        fields={draft.heard.map((name) => texts[name].label)}
      />
      <TextArea {...field('text')} rows={3} maxLength={2_000} error={problemAt('text')} />
      <section aria-label="Questions about these words">
        <p role="status" className="sr-only">
          {asked.length > 0 && `${countText(asked.length, 'question')} about these words`}
        </p>
        <Questions questions={asked} onMeant={(rule) => put({ meant: [...form.meant, rule] })} />
      </section>
      <div className="grid grid-cols-1 gap-3 @sm:grid-cols-2">
        <Select
          label={texts.intent.label}
          value={form.intent}
          choices={intentChoices}
          hint={intentWords[form.intent].hint}
          onChoose={(intent) => put({ intent: intentIn(intent) })}
        />
        <DateField
          name="dueOn"
          label={texts.dueOn.label}
          value={form.dueOn}
          onChoose={(dueOn) => put({ dueOn })}
          error={problemAt('dueOn')}
        />
      </div>
      <OwnerField
        form={form}
        kept={followUp?.owner ?? null}
        error={problemAt('owner')}
        onChange={put}
      />
      <TextArea {...field('doneWhen')} rows={2} maxLength={2_000} error={problemAt('doneWhen')} />
      <Field {...field('trackerUrl')} type="url" inputMode="url" error={problemAt('trackerUrl')} />
      <OriginField
        incident={incident}
        value={form.originId}
        error={problemAt('originId')}
        onChoose={(id) => put({ originId: id })}
      />
      <EditorButtons
        submit={followUp ? 'Save' : 'Add follow-up'}
        isBusy={isBusy}
        isDisabled={versions !== null}
        isTouched={mine.length > 0}
        onDiscard={() => (forget(), leave())}
        onRemove={followUp && (() => (forget(), onRemove(followUp)))}
      />
    </EditorForm>
  );
}

function intentIn(text: string): FollowUpForm['intent'] {
  return text === 'recover' || text === 'detect' || text === 'mitigate' || text === 'learn'
    ? text
    : 'prevent';
}

function useQuestions(form: FollowUpForm) {
  const later = useDeferredValue(form);
  if (later.text.trim() === '') return [];
  return followUpQuestions(
    { text: later.text, doneWhen: later.doneWhen, hasOwner: hasOwner(later) },
    later.meant,
  );
}

interface OriginFieldProps {
  incident: string;
  value: string;
  error: string | null | undefined;
  onChoose: (id: string) => void;
}

function OriginField({ incident, value, error, onChoose }: OriginFieldProps) {
  const { data } = useQuery(queries.investigation(incident));
  const findings = (data?.findings ?? []).filter(
    (finding) => finding.type === 'factor' || finding.type === 'decision',
  );
  if (findings.length === 0 && value === '') return null;
  const named = findings.map((finding) => ({
    value: finding.id,
    label: `${finding.type === 'factor' ? 'Factor' : 'Decision'}: ${clipText(finding.statement)}`,
  }));
  // An origin that was removed or is not loaded yet stays until another is selected.
  const kept =
    value !== '' && !named.some((one) => one.value === value)
      ? [{ value, label: 'What it came from' }]
      : [];
  return (
    <Select
      label={texts.originId.label}
      value={value}
      error={error}
      choices={[{ value: '', label: 'Nothing in particular' }, ...kept, ...named]}
      onChoose={onChoose}
    />
  );
}

function clipText(text: string): string {
  return text.length <= 90 ? text : `${text.slice(0, 89).toWellFormed()}…`;
}
