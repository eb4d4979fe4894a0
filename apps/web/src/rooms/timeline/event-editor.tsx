import { eventFields as texts, EventType, type TimelineEvent } from '@debrief/contract';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Button } from '../../ui/button.tsx';
import { Field, Select, TextArea } from '../../ui/field.tsx';
import { focusField } from '../../ui/focus-field.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { eventTypeLooks } from '../../ui/event-type.tsx';
import { precisionChoices, TimeField } from '../../ui/time-field.tsx';
import { EditorCitations } from '../evidence/cite-editor/index.ts';
import { askToChange, askToSplit, askToWrite } from './event-requests.ts';
import { ConflictView } from './conflict-view.tsx';
import { focusEvent, useDesk } from './desk.ts';
import { perspectiveText } from './field-words.ts';
import { PerspectiveField } from './perspective-field.tsx';
import { useEventDraft } from './use-event-draft.ts';

const eventTypeChoices = EventType.options.map((value) => ({
  value,
  label: eventTypeLooks[value].label,
}));

interface EventEditorProps {
  event: TimelineEvent;
  isNew?: boolean;
}

export function EventEditor({ event, isNew = false }: EventEditorProps) {
  const desk = useDesk();
  const editor = useEventDraft(event, isNew ? 'new' : event.id);
  const { draft, read, zone } = editor;
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
    editor.forget();
    leave();
  };
  const save = () => {
    setTried(true);
    if (read.fields === null || editor.versions !== null) return;
    const { perspective } = read.fields;
    const name =
      perspective.type === 'shared'
        ? null
        : perspectiveText(read.fields, desk.personName).replace(/^Team /, '');
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
  const press = (key: KeyboardEvent) => {
    if (key.key === 'Enter' && (key.metaKey || key.ctrlKey)) save();
    else if (key.key === 'Escape') leave();
    else return;
    key.preventDefault();
    key.stopPropagation();
  };
  return (
    <form
      ref={box}
      aria-label={isNew ? 'A new event' : `Edit: ${event.title}`}
      onKeyDown={press}
      onSubmit={(submit) => (submit.preventDefault(), save())}
      className="@container my-1 flex flex-col gap-3 rounded-md border border-line-strong bg-sheet p-3"
    >
      {editor.versions && (
        <ConflictView {...editor.versions} by={event.updatedBy.name} onChoose={editor.choose} />
      )}
      {editor.heard && (
        <p role="status" className="rounded-sm bg-highlight px-2 py-1 text-sm">
          {event.updatedBy.name} changed{' '}
          {editor.heard.theirs.map((field) => texts[field].label.toLowerCase()).join(', ')} while
          you were here. It is taken over; what you changed is kept.
        </p>
      )}
      <Field
        label={texts.title.label}
        value={draft.fields.title}
        maxLength={500}
        autoComplete="off"
        error={problems.title}
        placeholder={texts.title.placeholder}
        onChange={(change) => editor.change({ title: change.target.value })}
      />
      <div className="grid grid-cols-1 gap-3 @md:grid-cols-2">
        <TimeField
          label={texts.at.label}
          text={draft.at}
          zone={zone}
          error={problems.at ?? null}
          onType={(at) => editor.type({ at })}
        />
        <TimeField
          label={texts.until.label}
          text={draft.until}
          zone={zone}
          error={problems.until ?? null}
          hint={texts.until.hint}
          placeholder=""
          onType={(until) => editor.type({ until })}
        />
      </div>
      <div className="grid grid-cols-2 gap-3 @sm:grid-cols-3">
        <Select
          label={texts.precision.label}
          value={draft.fields.precision}
          choices={precisionChoices}
          onChoose={(precision) => editor.change({ precision })}
        />
        <Select
          label={texts.type.label}
          value={draft.fields.type}
          choices={eventTypeChoices}
          onChoose={(type) => editor.change({ type })}
        />
        <PerspectiveField
          value={draft.fields.perspective}
          error={problems.perspective ?? null}
          onChange={(perspective) => editor.change({ perspective })}
        />
        {draft.fields.citations.length === 0 && (
          <Field
            label={texts.recollectionOf.label}
            value={draft.fields.recollectionOf ?? ''}
            maxLength={200}
            placeholder={texts.recollectionOf.placeholder}
            onChange={(change) =>
              editor.change({
                recollectionOf: change.target.value === '' ? null : change.target.value,
              })
            }
          />
        )}
      </div>
      <TextArea
        label={texts.text.label}
        value={draft.fields.text}
        rows={3}
        maxLength={50_000}
        onChange={(change) => editor.change({ text: change.target.value })}
      />
      <EditorCitations
        citations={draft.fields.citations}
        onChange={(citations) => editor.change({ citations })}
        onShow={desk.showItem}
        empty="None: this is a recollection."
        hint={
          <>
            stand on an item of the record, or select its words, and press <Kbd keys="c" />
          </>
        }
        moving={moving}
        onMoving={setMoving}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" look="primary" keys="mod+enter" disabled={editor.versions !== null}>
          {isNew ? 'Add event' : 'Save'}
        </Button>
        <Button onClick={discard}>{editor.isTouched ? 'Discard' : 'Close'}</Button>
        {!isNew && event.citations.length > 1 && (
          <Button
            look="quiet"
            disabled={
              editor.isTouched ||
              (moving !== null && (moving.size === 0 || moving.size === event.citations.length))
            }
            onClick={split}
          >
            {moving === null ? 'Split…' : `Move ${moving.size} into a new event`}
          </Button>
        )}
        {editor.isTouched && (
          <span className="text-xs text-ink-soft">Esc leaves and keeps this draft</span>
        )}
      </div>
    </form>
  );
}
