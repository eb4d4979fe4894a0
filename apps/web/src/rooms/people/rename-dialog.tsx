import type { Incident, Participant } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Field } from '../../ui/field.tsx';
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
  return (
    <FormDialog
      onClose={onClose}
      title={`Rename ${person.name}`}
      lead="How Debrief shows this person. The evidence keeps the original names."
      save={rename}
      submit="Rename"
    >
      <Field
        label="Name"
        required
        autoFocus
        value={name}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setName(event.target.value)}
        name="name"
      />
    </FormDialog>
  );
}
