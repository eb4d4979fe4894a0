import type { Account } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { browserZone, keepReaderZone } from '../../ui/reader-zone.ts';
import { showToast } from '../../ui/toast.tsx';
import { ZoneField } from '../../ui/zone-field.tsx';

interface ZoneDialogProps {
  account: Pick<Account, 'zone' | 'version'>;
  onClose: () => void;
}

export function ZoneDialog({ account, onClose }: ZoneDialogProps) {
  const [zone, setZone] = useState(account.zone ?? '');
  const save = useMutation({
    mutationFn: () =>
      api.access.changeOwnAccount({ version: account.version, zone: zone.trim() || null }),
    onSettled: () => {
      for (const { queryKey } of [queries.accounts(), queries.session()])
        void queryClient.invalidateQueries({ queryKey });
    },
    onSuccess: (saved) => {
      keepReaderZone(saved.zone);
      showToast({ title: `Your time zone is ${saved.zone ?? browserZone}` });
      onClose();
    },
  });
  return (
    <FormDialog
      onClose={onClose}
      title="Your time zone"
      lead="Lists, activity and “your time zone” of an incident use it. An incident shows its own zone first."
      save={save}
      submit="Save"
    >
      <ZoneField
        label="Time zone"
        name="zone"
        value={zone}
        onType={setZone}
        hint={`Leave empty to use the one of your browser, ${browserZone}.`}
      />
    </FormDialog>
  );
}
