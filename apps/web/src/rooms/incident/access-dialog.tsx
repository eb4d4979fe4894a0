import type { Incident } from '@debrief/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Buttons, Dialog } from '../../ui/dialog.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { showToast } from '../../ui/toast.tsx';
import { Members } from './members.tsx';

export function AccessDialog({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const { data: current = incident } = useQuery(queries.incident(incident.ref));
  const isPrivate = current.visibility === 'private';
  const [isAsking, setAsking] = useState(false);
  const { queryKey } = queries.incident(incident.ref);
  const turn = useMutation({
    mutationFn: () => {
      const input = { incident: incident.ref, version: current.version };
      return isPrivate ? api.incident.makeVisible(input) : api.incident.makePrivate(input);
    },
    onSuccess: (saved) => {
      setAsking(false);
      queryClient.setQueryData(queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: ['incidents'] });
      void queryClient.invalidateQueries({ queryKey: queries.members(incident.ref).queryKey });
      showToast({
        title:
          saved.visibility === 'private'
            ? `${saved.ref} is private to its members`
            : `${saved.ref} is visible to everyone`,
      });
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Who can see ${incident.ref}`}
      lead={
        isPrivate
          ? "Private: only members can see it. Others don't find it in lists, search, counts, citations, exports or live updates."
          : 'Visible to everyone: anyone with an account can read it.'
      }
    >
      <ProblemNote error={turn.error} />
      {isPrivate && <Members incident={current} />}
      {isAsking ? (
        <div className="mt-4 rounded-md border border-line-strong p-3">
          <p className="text-sm">
            {isPrivate
              ? 'Everyone with an account will be able to read it, including all its evidence.'
              : 'Only its members will see it. You are its first member.'}
          </p>
          <Buttons className="mt-3!">
            <Button look="primary" isBusy={turn.isPending} onClick={() => turn.mutate()}>
              {isPrivate ? 'Make visible to everyone' : 'Make private'}
            </Button>
            <Button onClick={() => setAsking(false)}>Cancel</Button>
          </Buttons>
        </div>
      ) : (
        current.can.change && (
          <Buttons>
            <Button onClick={() => setAsking(true)}>
              {isPrivate ? 'Make visible to everyone…' : 'Make private…'}
            </Button>
          </Buttons>
        )
      )}
    </Dialog>
  );
}
