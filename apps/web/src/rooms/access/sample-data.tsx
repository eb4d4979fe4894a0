import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { showToast } from '../../ui/toast.tsx';

/** Resets the sample incidents. Each can also be deleted in its own menu. */
export function SampleData() {
  const [isAsking, setAsking] = useState(false);
  const reset = useMutation({
    mutationFn: () => api.incident.resetDemo(undefined),
    onSuccess: async ({ items }) => {
      await queryClient.invalidateQueries();
      showToast({
        title: `${items
          .map((one) => one.ref)
          .toSorted()
          .join(' and ')} are new again`,
      });
      setAsking(false);
    },
  });
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
      <p className="min-w-0 flex-1 text-sm text-ink-soft">
        A finished incident with its review and a story, and the same evidence to try it yourself.
      </p>
      <Button onClick={() => setAsking(true)}>Reset sample data</Button>
      {isAsking && (
        <FormDialog
          title="Reset the sample data?"
          lead="This deletes the sample incidents with everything that was added to them, and adds them again. You can't undo this."
          onClose={() => setAsking(false)}
          save={reset}
          submit="Reset"
          look="danger"
        ></FormDialog>
      )}
    </div>
  );
}
