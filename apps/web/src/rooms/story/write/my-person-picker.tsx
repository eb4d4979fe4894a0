import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queries } from '../../../data/queries.ts';
import { Button } from '../../../ui/button.tsx';
import { Select } from '../../../ui/field.tsx';
import type { OpenSuggestedEvidence } from './use-suggested-evidence.ts';
import { reportFailure } from '../../../ui/toast.tsx';

/** Which person of the record the user is: set by them, visible to no one else. */
export function MyPersonPicker({
  incident,
  suggestedEvidence,
}: {
  incident: string;
  suggestedEvidence: OpenSuggestedEvidence;
}) {
  const people = useQuery(queries.people(incident));
  const [isOpen, setOpen] = useState(false);
  const { me } = suggestedEvidence;
  const suggestions = me.length === 0 ? (suggestedEvidence.first?.suggestions ?? []) : [];
  const known = new Set(me.map((one) => one.personId));
  const others =
    people.data?.participants.filter((one) => !one.isBot && !known.has(one.personId)) ?? [];
  const choices = [
    { value: '', label: 'I am…' },
    ...others.map((one) => ({ value: one.personId, label: one.name })),
  ];
  if (me.length > 0 && !isOpen)
    return (
      <p className="mb-3 text-xs text-ink-soft">
        You are <span className="text-ink">{me.map((one) => one.name).join(', ')}</span>.{' '}
        <Button small look="quiet" onClick={() => setOpen(true)}>
          Change
        </Button>
      </p>
    );
  return (
    <section
      aria-label="Which person are you?"
      className="mb-4 rounded-md border border-line bg-wash px-3 py-2 text-sm"
    >
      <p className="font-medium">Which person are you?</p>
      <p className="text-xs text-ink-soft">
        Only you see this. It decides which evidence is suggested.
      </p>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        {me.map((one) => (
          <Button
            key={one.personId}
            small
            onClick={() => reportFailure(suggestedEvidence.isMe(one.personId, false))}
          >
            I am not {one.name}
          </Button>
        ))}
        {suggestions.map((one) => (
          <Button
            key={one.personId}
            small
            look="primary"
            title={one.reason}
            onClick={() => reportFailure(suggestedEvidence.isMe(one.personId, true))}
          >
            I am {one.name}
          </Button>
        ))}
        <Select
          label="Which person are you?"
          hideLabel
          className="w-52"
          value=""
          choices={choices}
          onChoose={(personId) => {
            if (personId !== '')
              reportFailure(suggestedEvidence.isMe(personId, true).then(() => setOpen(false)));
          }}
        />
      </div>
    </section>
  );
}
