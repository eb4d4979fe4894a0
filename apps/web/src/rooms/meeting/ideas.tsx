import type { Meeting, MeetingIdea } from '@debrief/contract';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useMeetingChange } from './use-meeting-change.ts';
import { ideaWords } from './words.ts';

interface Props {
  incident: string;
  meeting: Meeting;
}

/** Ideas for action items, which wait until it is time to decide about them. */
export function Ideas({ incident, meeting }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <section aria-label="Parking lot" className="mt-8">
      <h2 className="text-base font-semibold">Parking lot</h2>
      <p className="mb-2 text-sm text-pretty text-ink-soft">
        Ideas for action items wait here until <i>What has been done</i>. Some teams decide two days
        later.
      </p>
      <ul className="border-t border-line empty:hidden">
        {meeting.ideas.map((idea) => (
          <IdeaRow key={idea.id} incident={incident} idea={idea} canChange={meeting.can.change} />
        ))}
      </ul>
      <p className="mt-3">
        <Button small onClick={() => setOpen(true)}>
          Park an idea
        </Button>
      </p>
      {isOpen && <ParkDialog incident={incident} onClose={() => setOpen(false)} />}
    </section>
  );
}

export function ParkDialog({
  incident,
  isEarly = false,
  isQuiet = false,
  onClose,
}: {
  incident: string;
  isEarly?: boolean;
  /** On a screen that counts ideas. */
  isQuiet?: boolean;
  onClose: () => void;
}) {
  const [text, setText] = useState('');
  const save = useMeetingChange(incident, {
    send: () => api.meeting.park({ incident, text }),
    done: isQuiet ? null : 'Idea parked',
    onDone: onClose,
  });
  return (
    <FormDialog
      title="Park an idea"
      lead={
        isEarly
          ? 'It is kept for the end of the meeting. Now is the time to understand what happened.'
          : 'It waits in the parking lot.'
      }
      submit="Park"
      save={save}
      onClose={onClose}
    >
      <Field
        label="Idea for an action item"
        name="text"
        required
        maxLength={2_000}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </FormDialog>
  );
}

export function IdeaRow({
  incident,
  idea: { id, text, by, state, reason },
  canChange,
}: {
  incident: string;
  idea: MeetingIdea;
  canChange: boolean;
}) {
  const [isDropped, setDropped] = useState(false);
  const take = useMeetingChange(incident, {
    send: () => api.meeting.changeIdea({ incident, id, state: 'follow-up' }),
    done: 'Follow-up added',
  });
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-b border-line py-2.5 text-sm">
      <Chip tone={state === 'follow-up' ? 'good' : 'plain'}>{ideaWords[state]}</Chip>
      <span className="min-w-0 flex-1 basis-64 wrap-anywhere">
        {text} <span className="text-ink-soft">{by}</span>
        {reason !== '' && <span className="mt-1 block text-ink-soft">{reason}</span>}
      </span>
      {state === 'follow-up' ? (
        <Link
          to="/incidents/$ref/follow-ups"
          params={{ ref: incident }}
          className="ml-auto text-accent underline underline-offset-2"
        >
          Show follow-ups
        </Link>
      ) : (
        canChange && (
          <span className="ml-auto flex gap-2">
            <Button small isBusy={take.isPending} onClick={take.mutate}>
              Make follow-up
            </Button>
            {state === 'parked' && (
              <Button small look="quiet" onClick={() => setDropped(true)}>
                Drop
              </Button>
            )}
          </span>
        )
      )}
      {isDropped && (
        <DropDialog incident={incident} id={id} text={text} onClose={() => setDropped(false)} />
      )}
    </li>
  );
}

export function DropDialog({
  incident,
  id,
  text,
  onClose,
}: {
  incident: string;
  id: string;
  text: string;
  onClose: () => void;
}) {
  const [reason, setReason] = useState('');
  const save = useMeetingChange(incident, {
    send: () => api.meeting.changeIdea({ incident, id, state: 'dropped', reason }),
    done: 'Idea dropped',
    onDone: onClose,
  });
  return (
    <FormDialog title="Drop this idea" lead={text} submit="Drop" save={save} onClose={onClose}>
      <Field
        label="Reason"
        name="reason"
        required
        maxLength={2_000}
        autoComplete="off"
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </FormDialog>
  );
}
