import { findingFields, type Finding } from '@debrief/contract';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useVersionedDraft } from '../../data/use-versioned-draft.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import { useActions } from '../../ui/keys.ts';
import { ProblemNote } from '../../ui/problem.tsx';
import { showToast } from '../../ui/toast.tsx';
import { DraftNews, VersionChoice } from '../../ui/version-choice.tsx';
import { TextNotes } from '../lens/index.tsx';
import { useRoleWords } from '../people/index.ts';
import { CitationField } from './citation-field.tsx';
import { FindingField } from './finding-fields.tsx';
import type { FindingPlace } from './finding-place.ts';
import { findLabel, listProse, listVisibleFields } from './fields.ts';
import { draftPlace, formFields, formText, listFieldNames, readForm, toForm } from './form.ts';
import { FollowUpLink } from './follow-up-link.tsx';
import { StepForm } from './step-form.tsx';
import { StepList } from './step-list.tsx';
import { findingLooks, FindingName } from '../../ui/finding-shape.tsx';
import { EditorButtons, EditorForm } from '../../ui/editor-form.tsx';
import { useSend } from '../../ui/use-send.ts';

export interface FindingEditorProps {
  finding: Finding;
  place: FindingPlace;
  isNew?: boolean;
  isStepping?: boolean;
  onStep: (isStepping: boolean) => void;
  onClose: (savedId: string | null) => void;
  /** Reopens a new finding after its draft was discarded by mistake. */
  onReopen?: () => void;
  onRemove?: () => void;
  children?: ReactNode;
}

/** Fields that are empty at first: they are wrong only after an attempt to save. */
const required = ['statement', 'accounts'];

export function FindingEditor({
  finding,
  place,
  isNew = false,
  isStepping = false,
  onStep,
  onClose,
  onReopen,
  onRemove,
  children,
}: FindingEditorProps) {
  const { incident, investigation } = place;
  const { zone } = incident;
  const roles = useRoleWords(incident.ref);
  const draftAt = draftPlace(incident.ref, isNew ? `new-${finding.type}` : finding.id);
  const current = { form: toForm(finding, zone), version: finding.version };
  const draft = useVersionedDraft(draftAt, current, formFields(finding.type));
  const { form, changed, versions } = draft;
  const [isTried, setTried] = useState(false);
  const names = isNew ? listFieldNames(finding.type) : changed;
  const { given, problems } = readForm(finding.type, form, names, zone);
  const findError = (name: string) =>
    isTried || !required.includes(name) ? problems[name] : undefined;
  const type = (name: string, text: string) => draft.put({ text: { ...form.text, [name]: text } });
  const { send, error, isBusy } = useSend();
  const box = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (isStepping) return;
    const statement = box.current?.querySelector('textarea');
    statement?.focus();
    statement?.select();
  }, [isStepping]);
  const isTouched = changed.length > 0;
  const leave = () => onClose(isNew ? null : finding.id);
  const [isCitedFirst] = useState(isNew && form.citations.length > 0);
  const discard = () => {
    const restore = draft.discard();
    leave();
    if (restore && onReopen)
      showToast({ title: 'Draft discarded', undo: () => (restore(), onReopen()) });
  };
  const save = () => {
    setTried(true);
    if (Object.keys(problems).length > 0 || versions !== null) return;
    send(async () => {
      const change = await (isNew
        ? investigation.add(
            { ...finding, id: crypto.randomUUID(), statement: form.text['statement'] ?? '' },
            given,
          )
        : investigation.change(finding, given, form.citations));
      draft.forget();
      onClose(change?.findings[0]?.id ?? finding.id);
    });
  };
  const citing = (
    <CitationField
      place={place}
      citations={form.citations}
      onChange={(citations) => draft.put({ citations })}
      empty={
        finding.type === 'hypothesis' && !isNew
          ? 'None except on its steps.'
          : 'None yet. Cite the evidence for it.'
      }
    />
  );
  if (finding.type === 'hypothesis' && isStepping && !isNew)
    return <StepForm hypothesis={finding} place={place} onDone={leave} />;
  const canRemove = !isNew && finding.can.change;
  return (
    <div className="flex flex-col gap-3">
      <EditorForm
        ref={box}
        label={isNew ? `A new ${finding.type}` : `Edit: ${finding.statement}`}
        saveOnEnterIn="statement"
        onSave={save}
        onEscape={isNew ? discard : leave}
      >
        <FindingName type={finding.type} />
        <ProblemNote error={error} />
        {versions && (
          <VersionChoice
            what={finding.type}
            by={finding.updatedBy.name}
            comparison={versions.comparison}
            label={(name) => findLabel(finding.type, name)}
            text={(name, side) => formText(name, versions[side])}
            onChoose={draft.choose}
          />
        )}
        <DraftNews
          by={finding.updatedBy.name}
          fields={draft.heard.map((name) => findLabel(finding.type, name))}
        />
        {isCitedFirst && citing}
        <TextArea
          label={findingFields[finding.type].statement.label}
          name="statement"
          rows={2}
          value={form.text['statement'] ?? ''}
          maxLength={2000}
          error={findError('statement')}
          placeholder={findingLooks[finding.type].example}
          onChange={(event) => type('statement', event.target.value)}
        />
        {finding.type === 'hypothesis' && !isNew && (
          <div>
            <StepList hypothesis={finding} place={place} isEditing />
            <Button small className="mt-1.5" onClick={() => onStep(true)}>
              Update status…
            </Button>
          </div>
        )}
        {!isCitedFirst && citing}
        <div className="grid grid-cols-1 gap-3 @sm:grid-cols-2">
          {listVisibleFields(finding.type, form.text).map((field) => (
            <FindingField
              key={field.name}
              field={field}
              text={form.text[field.name] ?? ''}
              error={findError(field.name) ?? null}
              zone={zone}
              roles={roles}
              incident={incident.ref}
              onType={(text) => type(field.name, text)}
            />
          ))}
        </div>
        <TextNotes
          incident={incident.ref}
          target={isNew ? null : { kind: 'finding', id: finding.id }}
          place={finding.type === 'question' ? 'question' : 'account'}
          texts={listProse(finding.type, form.text)}
        />
        {children}
        <EditorButtons
          submit={isNew ? 'Add finding' : 'Save'}
          isBusy={isBusy}
          isDisabled={versions !== null}
          isTouched={isTouched}
          onDiscard={discard}
          onRemove={
            canRemove ? (onRemove ?? (() => (investigation.remove(finding), onClose(null)))) : null
          }
        >
          {canRemove && (finding.type === 'factor' || finding.type === 'decision') && (
            <FollowUpLink finding={finding} incident={incident.ref} />
          )}
        </EditorButtons>
      </EditorForm>
      <SaveKey onSave={save} />
    </div>
  );
}

/** Saving also works while the record next to it has the focus. */
function SaveKey({ onSave }: { onSave: () => void }) {
  useActions('Investigation', [{ label: 'Save what is open', keys: 'mod+enter', run: onSave }]);
  return null;
}
