import type { Account } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { showToast } from '../../ui/toast.tsx';

interface NameDialogProps {
  account: Pick<Account, 'name' | 'version'>;
  onClose: () => void;
}

export function NameDialog({ account, onClose }: NameDialogProps) {
  const [name, setName] = useState(account.name);
  const save = useMutation({
    mutationFn: () => api.access.changeOwnAccount({ version: account.version, name }),
    onSettled: () => {
      for (const { queryKey } of [queries.accounts(), queries.session()])
        void queryClient.invalidateQueries({ queryKey });
    },
    onSuccess: (saved) => {
      showToast({ title: `Your name is ${saved.name}` });
      onClose();
    },
  });
  return (
    <FormDialog
      onClose={onClose}
      title="Your name"
      lead="What you did before keeps the name that you had then."
      save={save}
      submit="Save"
    >
      <Field
        label="Name"
        autoFocus
        required
        value={name}
        maxLength={120}
        autoComplete="name"
        onChange={(event) => setName(event.target.value)}
        name="name"
      />
    </FormDialog>
  );
}
