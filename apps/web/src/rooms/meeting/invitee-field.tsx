import type { DirectoryContact } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { api } from '../../api.ts';
import { read } from '../../data/read.ts';
import { Combobox } from '../../ui/combobox.tsx';

/** Completes a name or an address from the directory, once two characters are typed. */
export function InviteeField({
  incident,
  onSelect,
}: {
  incident: string;
  onSelect: (person: DirectoryContact) => void;
}) {
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());
  const isAsked = asked.length >= 2;
  const { data } = useQuery({
    ...read(['directory', 'invitees', incident, asked], (options) =>
      api.meeting.invitees({ incident, text: asked }, options),
    ),
    enabled: isAsked,
    placeholderData: (before) => before,
  });
  const items = isAsked ? (data?.items ?? []).map((one) => ({ ...one, id: one.email })) : [];
  return (
    <div>
      <Combobox
        label="Add from the directory"
        listLabel="People of the directory"
        text={text}
        onTextChange={setText}
        items={items}
        isSettled={asked === text.trim()}
        listClass="mt-1 max-h-60 overflow-y-auto rounded-md border border-line bg-sheet py-1"
        optionClass="flex min-h-8 flex-wrap items-center gap-x-2 px-2.5 py-1 text-sm pointer-coarse:min-h-11"
        input={{ maxLength: 100, placeholder: 'Name or email address' }}
        note={
          isAsked &&
          data?.items.length === 0 && (
            <p className="mt-1 text-xs text-ink-soft">
              No one in the directory matches. Add the address below.
            </p>
          )
        }
        onSelect={({ name, email }) => {
          onSelect({ name, email });
          setText('');
        }}
      >
        {({ name, email }) => (
          <>
            <span className="font-medium wrap-anywhere">{name}</span>
            <span className="wrap-anywhere text-ink-soft">{email}</span>
          </>
        )}
      </Combobox>
    </div>
  );
}
