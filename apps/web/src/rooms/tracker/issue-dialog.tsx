import type { FollowUp } from '@debrief/contract';
import { buildIssueBody, toIssueTitle } from '@debrief/rules/follow-up';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { trackersQuery } from './queries.ts';

interface IssueProps {
  followUp: FollowUp;
  isPrivate: boolean;
}

/** Creates or links the issue of a follow-up. Not shown if no tracker is connected. */
export function IssueButton({ tabIndex, ...props }: IssueProps & { tabIndex: number }) {
  const { data } = useQuery(trackersQuery());
  const [isOpen, setOpen] = useState(false);
  if (!data || data.items.length === 0 || props.followUp.issue !== null) return null;
  return (
    <>
      <button
        type="button"
        tabIndex={tabIndex}
        onClick={() => setOpen(true)}
        className={buttonClass('quiet', true)}
      >
        Create issue
        <span className="sr-only">: {props.followUp.text}</span>
      </button>
      {isOpen && <IssueDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

const linkExisting = 'link';

function IssueDialog({ followUp, isPrivate, onClose }: IssueProps & { onClose: () => void }) {
  const { data } = useQuery(trackersQuery());
  const trackers = data?.items ?? [];
  const [choice, setChoice] = useState(trackers[0]?.id ?? linkExisting);
  const [url, setUrl] = useState('');
  const { id } = followUp;
  const tracker = trackers.find((one) => one.id === choice);
  const save = useMutation({
    mutationFn: () =>
      tracker
        ? api.tracker.createIssue({ id, trackerId: tracker.id })
        : api.tracker.linkIssue({ id, url }),
    onSuccess: async () => {
      await queryClient.invalidateQueries();
      onClose();
    },
  });
  return (
    <FormDialog
      onClose={onClose}
      title="Issue for this follow-up"
      lead="Debrief keeps the title, “Done when”, the due date and the status in sync."
      save={save}
      submit={tracker ? 'Create issue' : 'Link issue'}
    >
      <Select
        label="Where"
        value={choice}
        choices={[
          ...trackers.map((one) => ({ value: one.id, label: `New issue in ${one.name}` })),
          { value: linkExisting, label: 'An existing issue' },
        ]}
        onChoose={setChoice}
      />
      {tracker ? (
        <div className="text-sm">
          <p className="mb-1">
            {isPrivate && `${followUp.incidentRef} is private. `}Everyone who can read{' '}
            {tracker.name} will see this text:
          </p>
          <div className="max-h-60 overflow-y-auto rounded-md border border-line bg-wash px-3 py-2 wrap-anywhere whitespace-pre-line">
            <p className="font-medium">{toIssueTitle(followUp.text)}</p>
            <p className="mt-2 text-ink-soft">
              {buildIssueBody(followUp, data?.publicUrl ?? null)}
            </p>
          </div>
        </div>
      ) : (
        <Field
          label="Address of the issue"
          name="url"
          type="url"
          required
          autoFocus
          placeholder="https://…"
          value={url}
          onChange={(event) => setUrl(event.target.value)}
          hint="The follow-up takes its status. Nothing is sent until one side changes."
        />
      )}
    </FormDialog>
  );
}
