import type { Tracker } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Buttons, Dialog } from '../../ui/dialog.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { Time } from '../../ui/time.tsx';
import { showProblem, showToast } from '../../ui/toast.tsx';
import { trackersQuery } from './queries.ts';
import { TrackerForm } from './tracker-form.tsx';

type Open = { form: Tracker | null } | { remove: Tracker } | null;

/** For admins: where the issues of follow-ups are. */
export function Trackers() {
  const { data, error } = useQuery(trackersQuery());
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  return (
    <div>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <p className="min-w-0 flex-1 basis-72 text-sm text-ink-soft">
          Create issues from follow-ups in GitHub, GitLab, Jira or Linear, and keep both in sync.
        </p>
        <Button icon={<Plus size={15} />} onClick={() => setOpen({ form: null })}>
          Connect tracker
        </Button>
      </div>
      <QueryState of={{ data, error }} lines={2} />
      {data && data.items.length > 0 && (
        <ul aria-label="Trackers" className="mt-3 border-t border-line">
          {data.items.map((tracker) => (
            <Row
              key={tracker.id}
              tracker={tracker}
              onEdit={() => setOpen({ form: tracker })}
              onRemove={() => setOpen({ remove: tracker })}
            />
          ))}
        </ul>
      )}
      {open && 'form' in open && (
        <TrackerForm tracker={open.form} publicUrl={data?.publicUrl ?? null} onClose={close} />
      )}
      {open && 'remove' in open && <RemoveDialog tracker={open.remove} onClose={close} />}
    </div>
  );
}

function Row({
  tracker,
  onEdit,
  onRemove,
}: {
  tracker: Tracker;
  onEdit: () => void;
  onRemove: () => void;
}) {
  const { id, name, settings, problem, askedAt, waitsUntil } = tracker;
  const test = useMutation({
    mutationFn: () => api.tracker.test({ id }),
    onSuccess: ({ isReached, message }) =>
      isReached ? showToast({ title: message }) : showProblem(new Error(message)),
    onError: showProblem,
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2 text-sm">
      <div className="min-w-0 flex-1 basis-56">
        <span className="font-medium wrap-anywhere">{name}</span>{' '}
        {problem !== null && <Chip tone="warn">Failing</Chip>}
        <span className="block wrap-anywhere text-ink-soft">
          {new URL(settings.url).host} · {countText(tracker.links ?? 0, 'linked issue')}
          {askedAt !== null && (
            <>
              {' · asked '}
              <Time at={askedAt} />
            </>
          )}
          {waitsUntil !== null && (
            <>
              {' · waits until '}
              <Time at={waitsUntil} />
            </>
          )}
        </span>
        {problem !== null && <span className="block wrap-anywhere text-danger">{problem}</span>}
      </div>
      <span className="flex flex-wrap gap-1">
        <Button look="quiet" isBusy={test.isPending} onClick={() => test.mutate()}>
          Test<span className="sr-only"> {name}</span>
        </Button>
        <Button look="quiet" onClick={onEdit}>
          Change<span className="sr-only"> {name}</span>
        </Button>
        <Button look="quiet" onClick={onRemove}>
          Remove<span className="sr-only"> {name}</span>
        </Button>
      </span>
    </li>
  );
}

function RemoveDialog({ tracker, onClose }: { tracker: Tracker; onClose: () => void }) {
  const remove = useMutation({
    mutationFn: () => api.tracker.remove({ id: tracker.id }),
    onSuccess: async () => {
      await queryClient.invalidateQueries();
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Remove ${tracker.name}?`}
      lead={`The token is erased, and ${countText(tracker.links ?? 0, 'issue')} will no longer be synced. Issues and follow-ups stay as they are.`}
    >
      <ProblemNote error={remove.error} />
      <Buttons>
        <Button look="danger" isBusy={remove.isPending} onClick={() => remove.mutate()}>
          Remove tracker
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </Buttons>
    </Dialog>
  );
}
