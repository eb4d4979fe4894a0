import type { Meeting } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { reviewQueries } from '../../data/queries/review.ts';
import { Chip } from '../../ui/chip.tsx';
import { TextArea } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { independenceWords } from '../review/words.ts';
import { InviteeField } from './invitee-field.tsx';
import { addPerson, readPeople, writePeople } from './people-lines.ts';
import { useMeetingChange } from './use-meeting-change.ts';

/** Who is invited: accounts that can see the incident, and anyone else by email address. */
export function InviteDialog({
  incident,
  meeting,
  onClose,
}: {
  incident: string;
  meeting: Meeting;
  onClose: () => void;
}) {
  const { data, error } = useQuery(reviewQueries.candidates(incident));
  const [accountIds, setAccountIds] = useState(
    () => new Set(meeting.invited.flatMap(({ accountId }) => accountId ?? [])),
  );
  const [lines, setLines] = useState(() => writePeople(meeting.invited));
  const { people, unread } = readPeople(lines);
  const toggle = (id: string) =>
    setAccountIds((known) => {
      const next = new Set(known);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const save = useMeetingChange(incident, {
    send: () =>
      api.meeting.plan({
        incident,
        version: meeting.version,
        invited: [
          ...[...accountIds].map((accountId) => ({ type: 'account' as const, accountId })),
          ...people,
        ],
      }),
    done: 'Invited people saved',
    onDone: onClose,
  });
  return (
    <FormDialog
      title="Invite people"
      lead="Invite everyone involved, teams that depend on it, support, and anyone who is curious."
      submit="Save"
      save={save}
      onClose={onClose}
      isDisabled={unread !== null}
    >
      <fieldset className="flex flex-col">
        <legend className="text-sm font-medium">Accounts</legend>
        <QueryState of={{ data, error }} lines={4} />
        <div className="max-h-64 overflow-y-auto">
          {data?.items.map(({ accountId, name, independence }) => (
            <label
              key={accountId}
              className="flex min-h-8 items-center gap-2 text-sm pointer-coarse:min-h-11"
            >
              <input
                type="checkbox"
                checked={accountIds.has(accountId)}
                onChange={() => toggle(accountId)}
              />
              <span className="min-w-0 flex-1 wrap-anywhere">{name}</span>
              <Chip>{independenceWords[independence]}</Chip>
            </label>
          ))}
        </div>
      </fieldset>
      <InviteeField
        incident={incident}
        onSelect={(person) => setLines((known) => addPerson(known, person))}
      />
      <TextArea
        label="Other people"
        name="people"
        value={lines}
        maxLength={20_000}
        placeholder={'Jon Deer <jon@example.org>\nada@example.org'}
        hint="One email address a line, with or without a name."
        error={unread === null ? null : `Not an email address: ${unread}`}
        onChange={(event) => setLines(event.target.value)}
      />
    </FormDialog>
  );
}
