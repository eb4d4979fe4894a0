import type { Incident, RemovalPreview } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useMutation, useQuery } from '@tanstack/react-query';
import { CitedByList } from '../cited-by-list.tsx';
import { useState, type FormEvent } from 'react';
import { api } from '../../../api.ts';
import { queries, type RemovalScope } from '../../../data/queries.ts';
import { Button } from '../../../ui/button.tsx';
import { Buttons, Dialog } from '../../../ui/dialog.tsx';
import { Checkbox, TextArea } from '../../../ui/field.tsx';
import { findIssue, ProblemNote } from '../../../ui/problem.tsx';
import { showToast } from '../../../ui/toast.tsx';

interface RemoveDialogProps {
  incident: Pick<Incident, 'ref'>;
  of: RemovalScope;
  /** What the items are, such as "written by Ada". */
  what: string;
  /** The text of a single item. */
  text?: string;
  onClose: () => void;
}

/** Removes evidence for a legal reason, after showing what goes and where it is cited. */
export function RemoveDialog({ incident, of, what, text, onClose }: RemoveDialogProps) {
  const [reason, setReason] = useState('');
  const [isSure, setSure] = useState(false);
  const { data: preview, error } = useQuery({
    ...queries.removal(incident.ref, of),
    retry: false,
  });
  const remove = useMutation({
    mutationFn: () => api.evidence.remove({ incident: incident.ref, ...of, reason }),
    onSuccess: ({ items, endedAt }) => {
      onClose();
      showToast({
        title: endedAt === null ? 'Removing' : `${countText(items, 'item')} removed`,
        detail:
          endedAt === null
            ? 'The rest is removed in the background.'
            : 'Importing the same records again does not restore them.',
      });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isSure) remove.mutate();
  };
  const count = preview?.items ?? 0;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="wide"
      title="Remove for a legal reason"
      lead="This removes evidence from Debrief permanently. You can't undo it."
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <ProblemNote error={remove.error ?? error} />
        {text !== undefined && text !== '' && (
          <p className="max-h-40 overflow-y-auto rounded-md border border-line bg-wash px-2.5 py-1.5 text-sm wrap-anywhere whitespace-pre-wrap">
            <del>{text}</del>
          </p>
        )}
        {preview && <Preview preview={preview} what={what} onLeave={onClose} />}
        <TextArea
          label="Reason"
          required
          autoFocus
          rows={2}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          hint="Stays in the place of the evidence, with your name and the time. Don't repeat the removed text."
          error={findIssue(remove.error, 'reason')}
        />
        <NotReached />
        <Checkbox
          label="I understand that this can't be undone"
          checked={isSure}
          onChange={(event) => setSure(event.target.checked)}
        />
        <Buttons className="mt-0!">
          <Button
            type="submit"
            look="danger"
            isBusy={remove.isPending}
            disabled={!isSure || count === 0 || reason.trim() === ''}
          >
            Remove {countText(count, 'item')}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </Buttons>
      </form>
    </Dialog>
  );
}

function Preview({
  preview,
  what,
  onLeave,
}: {
  preview: RemovalPreview;
  what: string;
  onLeave: () => void;
}) {
  const { items, citations, citedBy, reports, alsoIn } = preview;
  return (
    <div role="status" className="flex flex-col gap-1.5 text-sm">
      <p>
        {items === 0
          ? 'There is nothing left to remove.'
          : `${countText(items, 'item')} ${what}, with every revision, author, attachments and raw payload.`}
      </p>
      {alsoIn.length > 0 && <p>Also removed from {alsoIn.join(', ')}.</p>}
      {reports.length > 0 && <p>Cited in the report of {reports.join(', ')}.</p>}
      {citations > 0 ? (
        <>
          <p className="font-medium">
            Cited by {countText(citations, 'item')}, which{' '}
            {citations === 1 ? 'stays and shows' : 'stay and show'} that the evidence was removed.
          </p>
          <CitedByList items={citedBy} onLeave={onLeave} />
        </>
      ) : (
        items > 0 && reports.length === 0 && <p className="text-ink-soft">Nothing cites it.</p>
      )}
    </div>
  );
}

function NotReached() {
  return (
    <div className="rounded-md bg-wash px-3 py-2 text-sm text-ink-soft">
      <p>
        Quotes, titles and suggestions taken from it are masked as well. Its time and its hash stay,
        so that the evidence can still be verified and the same record isn't imported again.
      </p>
      <p className="mt-1.5 font-medium text-ink">Not removed:</p>
      <ul className="ml-4 list-disc">
        <li>what people wrote in their own words, and private stories</li>
        <li>names of people in the list of people, and names of files</li>
        <li>the original tool, downloaded exports and bundles, and database backups</li>
      </ul>
    </div>
  );
}
