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
  const isRestricted = current.visibility === 'restricted';
  const [isAsking, setAsking] = useState(false);
  const { queryKey } = queries.incident(incident.ref);
  const turn = useMutation({
    mutationFn: () => {
      const input = { incident: incident.ref, version: current.version };
      return isRestricted ? api.incident.open(input) : api.incident.restrict(input);
    },
    onSuccess: (saved) => {
      setAsking(false);
      queryClient.setQueryData(queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: ['incidents'] });
      void queryClient.invalidateQueries({ queryKey: queries.members(incident.ref).queryKey });
      showToast({
        title:
          saved.visibility === 'restricted'
            ? `${saved.ref} is restricted to its members`
            : `${saved.ref} is open to everybody`,
      });
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Who can see ${incident.ref}`}
      lead={
        isRestricted
          ? 'Restricted: to everybody else it does not exist, in lists, search, counts, citations, exports and live updates.'
          : 'Open: everybody with an account can read it.'
      }
    >
      <ProblemNote error={turn.error} />
      {isRestricted && <Members incident={current} />}
      {isAsking ? (
        <div className="mt-4 rounded-md border border-line-strong p-3">
          <p className="text-sm">
            {isRestricted
              ? 'Everyone with an account will be able to read it, including all its evidence.'
              : 'It vanishes for everybody but its members. You are its first member.'}
          </p>
          <Buttons className="mt-3!">
            <Button look="primary" isBusy={turn.isPending} onClick={() => turn.mutate()}>
              {isRestricted ? 'Open it to everybody' : 'Restrict it'}
            </Button>
            <Button onClick={() => setAsking(false)}>Cancel</Button>
          </Buttons>
        </div>
      ) : (
        current.can.change && (
          <Buttons>
            <Button onClick={() => setAsking(true)}>
              {isRestricted ? 'Open it to everybody …' : 'Restrict it to members …'}
            </Button>
          </Buttons>
        )
      )}
    </Dialog>
  );
}
