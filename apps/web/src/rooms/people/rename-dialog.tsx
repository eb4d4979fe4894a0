import type { Incident, Participant } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Button } from '../../ui/button.tsx';
import { Buttons, Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { findIssue, ProblemNote } from '../../ui/problem.tsx';
import { renamePerson } from './merge.ts';

export function RenameDialog({
  incident,
  person,
  onClose,
}: {
  incident: Incident;
  person: Participant;
  onClose: () => void;
}) {
  const [name, setName] = useState(person.name);
  const rename = useMutation({
    mutationFn: () => renamePerson(incident.ref, person, name),
    onSuccess: onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Rename ${person.name}`}
      lead="How Debrief shows this person. The evidence keeps the original names."
    >
      <form onSubmit={submit} className="flex flex-col gap-3">
        <ProblemNote error={rename.error} />
        <Field
          label="Name"
          required
          autoFocus
          value={name}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setName(event.target.value)}
          error={findIssue(rename.error, 'name')}
        />
        <Buttons className="mt-1!">
          <Button type="submit" look="primary" isBusy={rename.isPending}>
            Rename
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </Buttons>
      </form>
    </Dialog>
  );
}
