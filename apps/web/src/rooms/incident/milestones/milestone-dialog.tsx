import {
  milestoneTexts,
  type MilestoneKind,
  type Milestone,
  type Incident,
  type Milestones,
  type Precision,
} from '@debrief/contract';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Buttons, Dialog } from '../../../ui/dialog.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { findIssue, ProblemNote } from '../../../ui/problem.tsx';
import { precisionChoices, TimeField } from '../../../ui/time-field.tsx';
import { Time } from '../../../ui/time.tsx';
import { readTime, writeTime } from '../../../ui/zoned-time.ts';
import { listKinds } from './words.ts';
import type { EventToTake } from './milestone-strip.tsx';
import { saveMilestone, type Given } from './milestone-writes.ts';
import { useSend } from '../../../ui/use-send.ts';

interface MilestoneDialogProps {
  incident: Incident;
  milestones: Milestones;
  first: MilestoneKind | null;
  event: EventToTake | null;
  onClose: () => void;
}

export function MilestoneDialog({
  incident,
  milestones,
  first,
  event,
  onClose,
}: MilestoneDialogProps) {
  const of = (kind: MilestoneKind) => milestones.milestones.find((one) => one.kind === kind);
  const [kind, setKind] = useState<MilestoneKind>(
    first ?? listKinds(incident.obligations).find((one) => !of(one)) ?? 'detected',
  );
  const { send, error, setError, isBusy } = useSend();
  const current = of(kind);
  const save = (given: Given | null) =>
    send(async () => {
      await saveMilestone(incident.ref, kind, current, given);
      onClose();
    });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={event ? `“${event.title}” is when…` : 'Milestones'}
      lead={event ? <Time at={event.at} /> : 'Key times. Debrief calculates durations from them.'}
    >
      <KindChoice
        kind={kind}
        kinds={listKinds(incident.obligations)}
        of={of}
        onChoose={(next) => (setKind(next), setError(null))}
      />
      <div className="mt-3">
        <ProblemNote error={error} fields={event ? [] : ['at']} />
      </div>
      {event ? (
        <Buttons>
          <Button look="primary" isBusy={isBusy} onClick={() => save({ eventId: event.id })}>
            {current ? 'Update' : 'Set milestone'}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </Buttons>
      ) : (
        <ByHand
          key={`${kind} ${current?.version ?? 0}`}
          incident={incident}
          current={current}
          error={error}
          isBusy={isBusy}
          onSet={save}
          onClear={() => save(null)}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

interface KindChoiceProps {
  kind: MilestoneKind;
  kinds: readonly MilestoneKind[];
  of: (kind: MilestoneKind) => Milestone | undefined;
  onChoose: (kind: MilestoneKind) => void;
}

function KindChoice({ kind, kinds, of, onChoose }: KindChoiceProps) {
  const box = useRef<HTMLFieldSetElement>(null);
  useEffect(() => box.current?.querySelector<HTMLInputElement>('input:checked')?.focus(), []);
  return (
    <fieldset ref={box}>
      <legend className="sr-only">Milestone</legend>
      <div className="flex flex-col gap-1">
        {kinds.map((one) => {
          const set = of(one);
          return (
            <label
              key={one}
              className={cx(
                'flex min-h-8 cursor-pointer items-center gap-2 rounded-md border px-2 text-sm',
                one === kind ? 'border-accent bg-accent-wash' : 'border-line',
              )}
            >
              <input
                type="radio"
                name="milestone"
                className="accent-accent"
                checked={one === kind}
                onChange={() => onChoose(one)}
              />
              <span className="flex-1">
                <span className="font-medium">{milestoneTexts[one].label}</span>{' '}
                <span className="text-xs text-ink-soft">when {milestoneTexts[one].asClause}</span>
              </span>
              <span className="text-xs text-ink-soft">
                {set ? (
                  <Time
                    at={set.at}
                    precision={set.precision === 'exact' ? 'minute' : set.precision}
                  />
                ) : (
                  'not set'
                )}
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}

interface ByHandProps {
  incident: Incident;
  current: Milestone | undefined;
  error: unknown;
  isBusy: boolean;
  onSet: (given: Given) => void;
  onClear: () => void;
  onClose: () => void;
}

function ByHand({ incident, current, error, isBusy, onSet, onClear, onClose }: ByHandProps) {
  const begun = current ? writeTime(current.at, incident.zone) : '';
  const [text, setText] = useState(begun);
  const [precision, setPrecision] = useState<Precision>(current?.precision ?? 'minute');
  const [note, setNote] = useState(current?.note ?? '');
  const [isTried, setTried] = useState(false);
  const at = readTime(text, incident.zone);
  const submit = () => {
    setTried(true);
    if (at === null) return;
    // An unchanged time keeps that of its event, to the second.
    onSet({ note, precision, ...(text === begun ? {} : { at }) });
  };
  return (
    <form onSubmit={(event) => (event.preventDefault(), submit())} className="@container">
      <div className="grid gap-3 @sm:grid-cols-[1fr_9rem]">
        <TimeField
          label="When"
          text={text}
          zone={incident.zone}
          onType={setText}
          error={
            isTried && at === null ? 'Write a time as 6 Dec 2022, 14:30' : findIssue(error, 'at')
          }
        />
        <Select
          label="Precision"
          value={precision}
          choices={precisionChoices}
          onChoose={setPrecision}
        />
      </div>
      <Field
        label="Note"
        className="mt-3"
        value={note}
        maxLength={2_000}
        placeholder="Reported by customers; no alert fired"
        onChange={(event) => setNote(event.target.value)}
      />
      <Buttons>
        <Button type="submit" look="primary" isBusy={isBusy}>
          {current ? 'Save' : 'Set milestone'}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
        {current && (
          <Button look="quiet" onClick={onClear}>
            Clear
          </Button>
        )}
      </Buttons>
    </form>
  );
}
