import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { queryClient } from '../../data/queries.ts';
import { incidentKey } from '../../data/read.ts';
import { Button } from '../../ui/button.tsx';
import { CopyBox } from '../../ui/copy-box.tsx';
import { Buttons, Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { findIssue, ProblemNote } from '../../ui/problem.tsx';

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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  if (change.data)
    return (
      <Dialog
        isOpen
        onClose={onClose}
        title="The address"
        lead="Copy it now. It won't be shown again. Anyone who has it can add records."
      >
        <CopyBox label="Address" text={`${globalThis.location.origin}${change.data}`} />
        <Buttons>
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        </Buttons>
      </Dialog>
    );
  return (
    <Dialog isOpen onClose={onClose} title={title} lead={lead}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <ProblemNote error={change.error} />
        {hasName && (
          <Field
            label="Name"
            required
            autoFocus
            placeholder="Deploy bot"
            value={name}
            onChange={(event) => setName(event.target.value)}
            error={findIssue(change.error, 'name')}
          />
        )}
        <Buttons>
          <Button type="submit" look={hasName ? 'primary' : 'danger'} isBusy={change.isPending}>
            {verb}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </Buttons>
      </form>
    </Dialog>
  );
}
