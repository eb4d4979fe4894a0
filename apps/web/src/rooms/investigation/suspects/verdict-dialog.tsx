import type { Incident } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { queries, queryClient } from '../../../data/queries.ts';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { TextArea } from '../../../ui/field.tsx';
import { showToast } from '../../../ui/toast.tsx';

export interface Judged {
  suspect: {
    title: string;
    evidenceId: string;
    /** Of a component. */
    series?: { component: string; metric: string };
  };
  verdict: 'confirmed' | 'dismissed';
}

/** Asks for the reason: a verdict becomes a hypothesis that cites the suspect. */
export function VerdictDialog({
  incident: { ref },
  judged: { suspect, verdict },
  onClose,
}: {
  incident: Incident;
  judged: Judged;
  onClose: () => void;
}) {
  const [reason, setReason] = useState('');
  const [id] = useState(() => crypto.randomUUID());
  const isConfirmed = verdict === 'confirmed';
  const refresh = () => queryClient.invalidateQueries(queries.investigation(ref));
  const save = useMutation({
    mutationFn: () =>
      api.suspects.judge({
        incident: ref,
        id,
        evidenceId: suspect.evidenceId,
        ...(suspect.series && { series: suspect.series }),
        verdict,
        reason,
      }),
    onSuccess: async ({ activityId }) => {
      onClose();
      await refresh();
      const undo = async () => {
        await api.investigation.undo({ activityId });
        await refresh();
      };
      showToast({ title: isConfirmed ? 'Suspect confirmed' : 'Suspect dismissed', undo });
    },
  });
  return (
    <FormDialog
      title={isConfirmed ? 'Confirm suspect' : 'Dismiss suspect'}
      lead={suspect.title}
      submit={isConfirmed ? 'Confirm' : 'Dismiss'}
      save={{ ...save, mutate: () => save.mutate() }}
      onClose={onClose}
    >
      <TextArea
        label="Reason"
        name="reason"
        required
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        placeholder={
          suspect.series
            ? isConfirmed
              ? 'Its disk was full, and writes waited'
              : 'It only passes on what its database does'
            : isConfirmed
              ? 'The alias kept its old members after this release'
              : 'Only the staging cluster got it'
        }
        hint={`It becomes a hypothesis that cites the ${suspect.series ? 'measurement' : 'change'}, with this status.`}
      />
    </FormDialog>
  );
}
