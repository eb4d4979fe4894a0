import { eventFields as texts, type TimelineEvent, eventTypes } from '@debrief/contract';
import { useEffect, useRef, useState } from 'react';
import { useVersionedDraft } from '../../data/use-versioned-draft.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Select, TextArea } from '../../ui/field.tsx';
import { focusField } from '../../ui/focus-field.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { eventTypeLooks } from '../../ui/event-type.tsx';
import { precisionChoices, TimeField } from '../../ui/time-field.tsx';
import { DraftNews, VersionChoice } from '../../ui/version-choice.tsx';
import { uniqueCitations } from '../evidence/cite/index.ts';
import { EditorCitations } from '../evidence/cite-editor/index.ts';
import { askToChange, askToSplit, askToWrite } from './event-requests.ts';
import { focusEvent, useDesk } from './desk.ts';
import { eventDraftPlace, eventFormFields, readEventForm, toEventForm } from './event-form.ts';
import { fieldText, perspectiveName } from './field-words.ts';
import { KnownHint } from './known/known-hint.tsx';
import { TextNotes } from '../lens/index.tsx';
import { PerspectiveField } from './perspective-field.tsx';
import { writeTime } from '../../ui/zoned-time.ts';
import { EditorButtons, EditorForm } from '../../ui/editor-form.tsx';

const eventTypeChoices = eventTypes.map((value) => ({
  value,
  label: eventTypeLooks[value].label,
}));

interface EventEditorProps {
  event: TimelineEvent;
  isNew?: boolean;
}

export function EventEditor({ event, isNew = false }: EventEditorProps) {
  const desk = useDesk();
  const { ref, zone } = desk.incident;
  const draft = useVersionedDraft(
    eventDraftPlace(ref, isNew ? 'new' : event.id, zone),
    { form: toEventForm(event, zone), version: event.version },
    eventFormFields,
  );
  const { form, versions } = draft;
  const isTouched = draft.changed.length > 0;
  const read = readEventForm(form, event, zone);
  useEffect(() => {
    const { citeInto } = desk;
    citeInto.current = (citations) =>
      draft.put({ citations: uniqueCitations([...form.citations, ...citations]) });
    return () => {
      citeInto.current = null;
    };
  });
  const [isTried, setTried] = useState(false);
  const [moving, setMoving] = useState<ReadonlySet<string> | null>(null);
  const box = useRef<HTMLFormElement>(null);
  useEffect(() => focusField(box.current?.querySelector('input') ?? null), []);
  const problems = isTried ? read.problems : { ...read.problems, title: undefined };

  const leave = () => {
    desk.edit(null);
    if (!isNew) focusEvent(event.id);
  };
  const discard = () => {
    draft.forget();
    leave();
  };
  const save = () => {
    setTried(true);
    if (read.fields === null || versions !== null) return;
    const name = perspectiveName(read.fields, desk.personName);
    desk.ask(
      isNew ? askToWrite(read.fields, name, desk.asker()) : askToChange(event, read.fields, name),
      isNew ? 'Event added' : 'Changed',
    );
    discard();
  };
  const split = () => {
    if (moving === null) return setMoving(new Set());
    desk.ask(askToSplit(event, [...moving], desk.asker()), 'Split in two');
    discard();
  };
  return (
    <EditorForm
      ref={box}
      label={isNew ? 'A new event' : `Edit: ${event.title}`}
      onSave={save}
      onEscape={leave}
    >
      {versions && (
        <VersionChoice
          what="event"
          by={event.updatedBy.name}
          comparison={versions.comparison}
          label={(name) => texts[name].label}
          text={(name, side) => fieldText(name, versions[side], zone, desk.personName)}
          onChoose={draft.choose}
        />
      )}
      <DraftNews
        by={event.updatedBy.name}
        fields={draft.heard.map((field) => texts[field].label)}
      />
      <Field
        label={texts.title.label}
        value={form.title}
        maxLength={500}
        autoComplete="off"
        error={problems.title}
        placeholder={texts.title.placeholder}
        onChange={(change) => draft.put({ title: change.target.value })}
      />
      <div className="grid grid-cols-1 gap-3 @md:grid-cols-2">
        <TimeField
          label={texts.at.label}
          text={form.at}
          zone={zone}
          error={problems.at ?? null}
          onType={(at) => draft.put({ at })}
        />
        <TimeField
          label={texts.until.label}
          text={form.until}
          zone={zone}
          error={problems.until ?? null}
          hint={texts.until.hint}
          placeholder=""
          onType={(until) => draft.put({ until })}
        />
      </div>
      <div className="grid grid-cols-2 gap-3 @sm:grid-cols-3">
        <Select
          label={texts.precision.label}
          value={form.precision}
          choices={precisionChoices}
          onChoose={(precision) => draft.put({ precision })}
        />
        <Select
          label={texts.type.label}
          value={form.type}
          choices={eventTypeChoices}
          onChoose={(type) => draft.put({ type })}
        />
        <PerspectiveField
          value={form.perspective}
          error={problems.perspective ?? null}
          onChange={(perspective) => draft.put({ perspective })}
        />
        {form.citations.length === 0 && (
          <Field
            label={texts.recollectionOf.label}
            value={form.recollectionOf ?? ''}
            maxLength={200}
            placeholder={texts.recollectionOf.placeholder}
            onChange={(change) =>
              draft.put({
                recollectionOf: change.target.value === '' ? null : change.target.value,
              })
            }
          />
        )}
      </div>
      <TimeField
        label={texts.knownAt.label}
        text={form.knownAt}
        zone={zone}
        error={problems.knownAt ?? null}
        hint={
          isNew ? (
            texts.knownAt.hint
          ) : (
            <KnownHint
              knownSince={event.knownSince}
              onConfirm={(at) => draft.put({ knownAt: writeTime(at, zone) })}
            />
          )
        }
        placeholder=""
        onType={(knownAt) => draft.put({ knownAt })}
      />
      <TextArea
        label={texts.text.label}
        value={form.text}
        rows={3}
        maxLength={50_000}
        onChange={(change) => draft.put({ text: change.target.value })}
      />
      <TextNotes
        incident={ref}
        target={isNew ? null : { kind: 'event', id: event.id }}
        place="account"
        texts={[form.title, form.text]}
      />
      <EditorCitations
        citations={form.citations}
        onChange={(citations) => draft.put({ citations })}
        onShow={desk.showItem}
        empty="None: this is a recollection."
        hint={
          <>
            select an item of the record, or part of its text, and press <Kbd keys="c" />
          </>
        }
        moving={moving}
        onMoving={setMoving}
      />
      <EditorButtons
        submit={isNew ? 'Add event' : 'Save'}
        isDisabled={versions !== null}
        isTouched={isTouched}
        onDiscard={discard}
      >
        {!isNew && event.citations.length > 1 && (
          <Button
            look="quiet"
            disabled={
              isTouched ||
              (moving !== null && (moving.size === 0 || moving.size === event.citations.length))
            }
            onClick={split}
          >
            {moving === null ? 'Split…' : `Move ${moving.size} into a new event`}
          </Button>
        )}
      </EditorButtons>
    </EditorForm>
  );
}
