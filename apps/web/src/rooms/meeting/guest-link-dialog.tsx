import { useMutation } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { api } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { CopyBox } from '../../ui/copy-box.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProblemNote } from '../../ui/problem.tsx';

const QrCode = lazy(async () => ({ default: (await import('./qr-code.tsx')).QrCode }));

const place = (meetingId: string) => `debrief.meeting-link.${meetingId}`;

/** The link for people without an account. Only this tab keeps it: the server can't show it again. */
export function GuestLinkDialog({
  incident,
  meetingId,
  onClose,
}: {
  incident: string;
  meetingId: string;
  onClose: () => void;
}) {
  const [path, setPath] = useState(() => sessionStorage.getItem(place(meetingId)));
  const create = useMutation({
    mutationFn: () => api.meeting.createLink({ incident }),
    onSuccess: (link) => {
      sessionStorage.setItem(place(meetingId), link.path);
      setPath(link.path);
    },
  });
  const remove = useMutation({
    mutationFn: () => api.meeting.removeLink({ incident }),
    onSuccess: () => {
      sessionStorage.removeItem(place(meetingId));
      setPath(null);
    },
  });
  const url = path === null ? null : new URL(path, globalThis.location.origin).href;
  return (
    <Dialog
      isOpen
      title="Link for guests"
      lead="People without an account enter their name, ask questions, and answer the survey. They see neither the record nor the report."
      onClose={onClose}
    >
      {url !== null && (
        <div className="mb-4 flex flex-col gap-3">
          <Suspense>
            <QrCode text={url} />
          </Suspense>
          <CopyBox label="Link" text={url} />
        </div>
      )}
      <ProblemNote error={create.error ?? remove.error} />
      <p className="text-sm text-ink-soft">
        A new link ends the one before, also for the guests who opened it.
      </p>
      <p className="mt-3 flex flex-wrap gap-2">
        <Button
          look={url === null ? 'primary' : 'plain'}
          isBusy={create.isPending}
          onClick={() => create.mutate()}
        >
          Create link
        </Button>
        <Button isBusy={remove.isPending} onClick={() => remove.mutate()}>
          End link
        </Button>
      </p>
    </Dialog>
  );
}
