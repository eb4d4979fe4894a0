import type { FollowUp, Recurrence, RecurrenceMatch } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { read } from '../../data/read.ts';
import { useUndoable } from '../../data/use-undoable.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Time } from '../../ui/time.tsx';

const recurrencesQuery = (ref: string) =>
  read([...queries.followUps(ref).queryKey, 'recurrences'], (options) =>
    api.safeguard.recurrences({ incident: ref }, options),
  );

const mostShown = 5;

const kinds = {
  alert: { says: 'This alert fired in', name: 'alert' },
  error: { says: 'This error is in', name: 'error' },
  factor: { says: 'A similar factor in', name: 'similar factor' },
} as const satisfies Record<RecurrenceMatch['what'], { says: string; name: string }>;

function countMatches(matches: readonly RecurrenceMatch[]): string {
  return Object.entries(kinds)
    .map(([kind, { name }]) => [matches.filter(({ what }) => what === kind).length, name] as const)
    .flatMap(([count, name]) => (count === 0 ? [] : [countText(count, name)]))
    .join(', ');
}

interface CameBackProps {
  followUp: FollowUp;
  incident: string;
  tabIndex: number;
}

/** Asks whether alerts, errors and factors after a follow-up was done mean that the problem came back. */
export function CameBack({ followUp, incident, tabIndex }: CameBackProps) {
  const isDone = followUp.state === 'done' || followUp.state === 'verified';
  const { data } = useQuery({ ...recurrencesQuery(incident), enabled: isDone });
  const [answer, setAnswer] = useState<boolean | null>(null);
  const found = isDone ? data?.items.find(({ followUpId }) => followUpId === followUp.id) : null;
  if (!found || found.matches.length === 0) return null;
  const { matches } = found;
  return (
    <section
      aria-label="Did it come back?"
      className="mt-2 rounded-md border border-line bg-highlight px-2 py-1.5 text-xs"
    >
      <h5 className="font-medium">Did it come back? {countMatches(matches)} since it was done</h5>
      <ul className="mt-1 space-y-0.5">
        {matches.slice(0, mostShown).map(({ id, what, itemId, at, text, incidentRef }) => (
          <li key={id} className="wrap-anywhere">
            <Time at={at} /> {kinds[what].says}{' '}
            <Link
              {...(what === 'factor'
                ? { to: '/incidents/$ref/factors', search: { finding: id } }
                : { to: '/incidents/$ref', search: itemId === null ? {} : { item: itemId } })}
              params={{ ref: incidentRef }}
              tabIndex={tabIndex}
              className="touch text-accent underline underline-offset-2"
            >
              {incidentRef}
            </Link>
            : {text}
          </li>
        ))}
      </ul>
      {matches.length > mostShown && <p>The newest {mostShown} are shown.</p>}
      {followUp.can.change && (
        <p className="mt-1.5 flex flex-wrap gap-2">
          <Button small tabIndex={tabIndex} onClick={() => setAnswer(true)}>
            Yes, reopen
          </Button>
          <Button small tabIndex={tabIndex} onClick={() => setAnswer(false)}>
            No
          </Button>
        </p>
      )}
      {answer !== null && (
        <AnswerDialog
          followUp={followUp}
          matches={matches}
          cameBack={answer}
          onClose={() => setAnswer(null)}
        />
      )}
    </section>
  );
}

interface AnswerDialogProps extends Pick<CameBackProps, 'followUp'>, Pick<Recurrence, 'matches'> {
  cameBack: boolean;
  onClose: () => void;
}

function AnswerDialog({ followUp, matches, cameBack, onClose }: AnswerDialogProps) {
  const [reason, setReason] = useState('');
  const { id, version } = followUp;
  const evidenceIds = matches.map((one) => one.id);
  const save = useUndoable({
    send: () => api['follow-up'].answerRecurrence({ id, version, cameBack, reason, evidenceIds }),
    undo: api['follow-up'].undo,
    refresh: () => queryClient.invalidateQueries(),
    done: cameBack ? 'Reopened' : 'Answered',
    onDone: onClose,
  });
  return (
    <FormDialog
      title={cameBack ? 'It came back' : 'It is something else'}
      lead={cameBack ? 'Work on the follow-up starts again.' : 'No one is asked about this again.'}
      onClose={onClose}
      save={save}
      submit={cameBack ? 'Reopen' : 'Save'}
    >
      <TextArea
        label={cameBack ? 'Why (optional)' : 'Why is it something else?'}
        name="reason"
        rows={3}
        maxLength={2_000}
        required={!cameBack}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
    </FormDialog>
  );
}
