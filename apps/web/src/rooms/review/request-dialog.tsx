import { useState } from 'react';
import { api } from '../../api.ts';
import { TextArea } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useReviewChange } from './use-review-change.ts';

/** Asks for a review: open to everyone who can see the incident. */
export function RequestDialog({ incident, onClose }: { incident: string; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const save = useReviewChange(incident, {
    send: () => api.review.request({ incident, reason }),
    done: 'Review requested',
    onDone: onClose,
  });
  return (
    <FormDialog
      title="Request a review"
      lead="Everyone who can see the incident sees your request."
      submit="Request"
      save={save}
      onClose={onClose}
    >
      <TextArea
        label="What would you like to learn?"
        name="reason"
        required
        maxLength={20_000}
        value={reason}
        placeholder="Why did the alias point at an empty index for 57 minutes?"
        onChange={(event) => setReason(event.target.value)}
      />
    </FormDialog>
  );
}
