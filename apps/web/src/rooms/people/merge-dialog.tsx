import type { Incident, Participant } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Buttons, Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { mergePersons } from './merge.ts';

interface MergeDialogProps {
  incident: Incident;
  person: Participant;
  people: Participant[];
  onClose: () => void;
}

export function MergeDialog({ incident, person, people, onClose }: MergeDialogProps) {
  const [text, setText] = useState('');
  const [otherId, setOtherId] = useState<string | null>(null);
  const words = text.toLowerCase().trim();
  const found = people
    .filter((other) => other.personId !== person.personId && toSearchText(other).includes(words))
    .slice(0, 8);
  const other = people.find((one) => one.personId === otherId);
  const merge = useMutation({
    mutationFn: async () => other && mergePersons(incident.ref, person, other),
    onSuccess: onClose,
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Who is the same person as ${person.name}?`}
      lead="The evidence keeps both names, but Debrief shows one person. You can split them again."
    >
      <div className="flex flex-col gap-3">
        <ProblemNote error={merge.error} />
        <Field
          label="Find a person"
          autoFocus
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder="A name or an email address"
        />
        <fieldset>
          <legend className="sr-only">People</legend>
          {found.map((one) => (
            <label
              key={one.personId}
              className="flex min-h-8 cursor-pointer items-center gap-2 rounded-sm px-1 hover:bg-wash"
            >
              <input
                type="radio"
                name="other"
                checked={otherId === one.personId}
                onChange={() => setOtherId(one.personId)}
                className="size-4 accent-accent"
              />
              <span className="min-w-0 truncate">
                {one.name}{' '}
                <span className="text-sm text-ink-soft">
                  {one.identities.map((identity) => identity.sourceName).join(', ')}
                </span>
              </span>
            </label>
          ))}
          {found.length === 0 && <p className="text-sm text-ink-soft">No one else by that name</p>}
        </fieldset>
        <Buttons className="mt-1!">
          <Button
            look="primary"
            disabled={!other}
            isBusy={merge.isPending}
            onClick={() => merge.mutate()}
          >
            {other ? `${other.name} and ${person.name} are the same` : 'Merge'}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </Buttons>
      </div>
    </Dialog>
  );
}

function toSearchText(person: Participant): string {
  return [
    person.name,
    ...person.identities.flatMap((identity) => [identity.name, identity.email ?? '']),
  ]
    .join(' ')
    .toLowerCase();
}
