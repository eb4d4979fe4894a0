import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { queryClient } from '../../data/queries.ts';
import { incidentKey } from '../../data/read.ts';
import { SecretDialog } from '../../ui/secret-dialog.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Field } from '../../ui/field.tsx';

interface AddressDialogProps {
  incident: string;
  title: string;
  lead: string;
  verb: string;
  hasName?: boolean;
  /** The path of the new URL; null if there is none. */
  act: (name: string) => Promise<string | null>;
  onClose: () => void;
}

/** Asks before a URL is created, replaced or revoked, and shows a new one for the only time. */
export function AddressDialog(props: AddressDialogProps) {
  const { incident, title, lead, verb, hasName = false, act, onClose } = props;
  const [name, setName] = useState('');
  const change = useMutation({
    mutationFn: () => act(name),
    onSuccess: (path) => {
      void queryClient.invalidateQueries({ queryKey: incidentKey(incident, 'inbound') });
      if (path === null) onClose();
    },
  });
  if (change.data)
    return (
      <SecretDialog
        onClose={onClose}
        title="The address"
        lead="Copy it now. It won't be shown again. Anyone who has it can add records."
        label="Address"
        secret={`${globalThis.location.origin}${change.data}`}
      />
    );
  return (
    <FormDialog
      onClose={onClose}
      title={title}
      lead={lead}
      save={change}
      submit={verb}
      look={hasName ? 'primary' : 'danger'}
    >
      {hasName && (
        <Field
          label="Name"
          required
          autoFocus
          placeholder="Deploy bot"
          value={name}
          onChange={(event) => setName(event.target.value)}
          name="name"
        />
      )}
    </FormDialog>
  );
}
