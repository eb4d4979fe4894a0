import { reviewDepths, type Review, type ReviewDepth } from '@debrief/contract';
import { useState } from 'react';
import { api } from '../../api.ts';
import { DateField } from '../../ui/date-field.tsx';
import { Select, TextArea } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { depthWords } from './words.ts';
import { useReviewChange } from './use-review-change.ts';

interface DecideDialogProps {
  incident: string;
  review: Review | null;
  proposed: ReviewDepth | null;
  onClose: () => void;
}

/** The depth of the review and why; also for an incident that isn't reviewed. */
export function DecideDialog({ incident, review, proposed, onClose }: DecideDialogProps) {
  const [depth, setDepth] = useState<ReviewDepth>(review?.depth ?? proposed ?? 'light');
  const [reason, setReason] = useState(review?.reason ?? '');
  const [dueOn, setDueOn] = useState(review?.dueOn ?? '');
  const version = review?.version ?? null;
  const save = useReviewChange(incident, {
    send: () =>
      api.review.decide({ incident, version, depth, reason, dueOn: dueOn === '' ? null : dueOn }),
    done: `Decided: ${depthWords[depth].label.toLowerCase()}`,
    onDone: onClose,
  });
  return (
    <FormDialog
      title="How deep is the review?"
      lead="A promise that is kept is better than a deep review that isn't done."
      submit="Save"
      save={save}
      onClose={onClose}
    >
      <Select
        label="Depth"
        name="depth"
        autoFocus
        value={depth}
        choices={reviewDepths.map((value) => ({ value, label: depthWords[value].label }))}
        hint={depthWords[depth].hint}
        onChoose={setDepth}
      />
      <TextArea
        label="Reason"
        name="reason"
        required
        maxLength={20_000}
        value={reason}
        placeholder="Two teams had different ideas of what the alias does."
        onChange={(event) => setReason(event.target.value)}
      />
      {depth !== 'none' && (
        <DateField label="Promised by (optional)" name="dueOn" value={dueOn} onChoose={setDueOn} />
      )}
    </FormDialog>
  );
}
