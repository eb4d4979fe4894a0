import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
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
    <Dialog
      isOpen
      onClose={onClose}
      title="Change your password"
      lead="This signs you out everywhere else."
    >
      <Form save={save} submit="Change password" onCancel={onClose}>
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
      </Form>
    </Dialog>
  );
}
