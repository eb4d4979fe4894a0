import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { NewPassword } from './new-password.tsx';

export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const save = useMutation({
    mutationFn: () => api.access.changePassword({ current, password }),
    onSuccess: () => {
      showToast({ title: 'Password changed', detail: 'You are signed out everywhere else.' });
      onClose();
    },
  });
  return (
    <FormDialog
      onClose={onClose}
      title="Change your password"
      lead="This signs you out everywhere else."
      save={save}
      submit="Change password"
    >
      <Field
        label="Current password"
        type="password"
        autoComplete="current-password"
        autoFocus
        required
        value={current}
        onChange={(event) => setCurrent(event.target.value)}
        name="current"
      />
      <NewPassword label="New password" password={password} onChange={setPassword} />
    </FormDialog>
  );
}
