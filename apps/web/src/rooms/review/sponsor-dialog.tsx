import type { Review } from '@debrief/contract';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useReviewChange } from './use-review-change.ts';

/** Who makes sure that there is time for the review. */
export function SponsorDialog({
  incident,
  review: { version, sponsor },
  onClose,
}: {
  incident: string;
  review: Review;
  onClose: () => void;
}) {
  const [name, setName] = useState(sponsor?.name ?? '');
  const trimmed = name.trim();
  const save = useReviewChange(incident, {
    send: () =>
      api.review.setSponsor({
        incident,
        version,
        sponsor: trimmed === '' ? null : { type: 'person', name: trimmed },
      }),
    done: trimmed === '' ? 'Sponsor removed' : `Sponsor: ${trimmed}`,
    onDone: onClose,
  });
  return (
    <FormDialog
      title="Sponsor of the review"
      lead="Someone with authority who protects the time for it."
      submit="Save"
      save={save}
      onClose={onClose}
    >
      <Field
        label="Name"
        name="sponsor"
        autoFocus
        value={name}
        maxLength={200}
        autoComplete="off"
        hint="Leave empty for none."
        onChange={(event) => setName(event.target.value)}
      />
    </FormDialog>
  );
}
