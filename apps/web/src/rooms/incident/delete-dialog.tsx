import type { Incident } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { ConfirmTitleField } from '../../ui/confirm-title-field.tsx';
import { showToast } from '../../ui/toast.tsx';

/** Asks for the title before it deletes an incident, and says what goes and what stays. */
export function DeleteDialog({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const [title, setTitle] = useState('');
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => api.incident.delete({ incident: incident.ref, title }),
    onSuccess: async () => {
      await navigate({ to: '/incidents' });
      queryClient.removeQueries({ queryKey: queries.incident(incident.ref).queryKey.slice(0, 2) });
      void queryClient.invalidateQueries({ queryKey: ['incidents'] });
      showToast({ title: `${incident.ref} deleted` });
      onClose();
    },
  });
  return (
    <FormDialog
      title={`Delete ${incident.ref}?`}
      lead="You can't undo this. Archive the incident instead to keep it read-only."
      onClose={onClose}
      label="Delete this incident"
      save={remove}
      submit="Delete permanently"
      look="danger"
      isDisabled={title.trim() !== incident.title}
    >
      <div className="flex flex-col gap-3 text-sm">
        <p>
          This deletes its evidence, timeline, findings, report, published versions, follow-ups and
          comments. Evidence that another incident uses stays there.
        </p>
        <p className="text-ink-soft">
          Backups and exported files aren't affected. Stories stay, without what they cite here.
        </p>
        <ConfirmTitleField title={incident.title} value={title} onChange={setTitle} />
      </div>
    </FormDialog>
  );
}
