import { trackerKindTable, trackerKinds, type Tracker, type TrackerKind } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { Field, Select, TextArea } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { SecretDialog } from '../../ui/secret-dialog.tsx';
import { readStatusLines, toStatusLines } from './status-lines.ts';

const kinds = trackerKinds.map((value) => ({ value, label: trackerKindTable[value].title }));

/** A new tracker, or the settings of one. The token is never shown. */
export function TrackerForm({
  tracker,
  publicUrl,
  onClose,
}: {
  tracker: Tracker | null;
  publicUrl: string | null;
  onClose: () => void;
}) {
  const known = tracker?.settings;
  const [kind, setKind] = useState<TrackerKind>(known?.kind ?? 'github');
  const [values, setValues] = useState({
    url: known?.url ?? trackerKindTable.github.url,
    project: known?.project ?? '',
    labels: known?.labels.join(', ') ?? '',
    issueType: known?.issueType ?? 'Task',
    statuses: toStatusLines(known?.statuses ?? {}),
    token: '',
    signingSecret: '',
  });
  const { project, tokenHint, hasIssueType, title } = trackerKindTable[kind];
  const save = useMutation({
    mutationFn: async () => {
      const { token, signingSecret } = values;
      const settings = {
        kind,
        url: values.url,
        project: values.project,
        labels: values.labels.split(/[\s,]+/).filter((label) => label !== ''),
        ...(hasIssueType && { issueType: values.issueType }),
        statuses: readStatusLines(values.statuses),
      };
      const secret = signingSecret === '' ? {} : { signingSecret };
      if (!tracker) {
        const connected = await api.tracker.connect({ settings, token, ...secret });
        return { ...connected, test: await api.tracker.test({ id: connected.id }) };
      }
      await api.tracker.change({
        id: tracker.id,
        settings,
        ...(token !== '' && { token }),
        ...secret,
      });
      return null;
    },
    onSuccess: async (connected) => {
      await queryClient.invalidateQueries();
      if (connected === null) onClose();
    },
  });
  if (save.data)
    return (
      <SecretDialog
        onClose={onClose}
        title={`${save.data.name} is connected`}
        lead={`Optional: add a webhook for issues in ${title}, with JSON and this address, to sync at once. Without it, Debrief asks every five minutes. Copy it now. It won't be shown again.`}
        label="Webhook address"
        secret={`${publicUrl ?? globalThis.location.origin}${save.data.webhookPath}`}
        note={
          <div className="text-sm text-ink-soft">
            <p>
              To sign webhooks, use the last part of the address as the secret, unless you entered
              one.
            </p>
            <p className={save.data.test.isReached ? '' : 'font-medium text-danger'}>
              {save.data.test.message}
            </p>
          </div>
        }
      />
    );
  const bind = (name: keyof typeof values) => ({
    name,
    value: values[name],
    onChange: (event: { target: { value: string } }) =>
      setValues({ ...values, [name]: event.target.value }),
    autoComplete: 'off',
  });
  return (
    <FormDialog
      onClose={onClose}
      title={tracker ? `Change ${tracker.name}` : 'Connect a tracker'}
      lead="Editors can create issues from follow-ups, and both sides stay in sync."
      save={save}
      submit={tracker ? 'Save' : 'Connect'}
    >
      {!tracker && (
        <Select
          label="Kind"
          value={kind}
          choices={kinds}
          onChoose={(next) => {
            setKind(next);
            setValues({ ...values, url: trackerKindTable[next].url });
          }}
        />
      )}
      <Field label="Address" type="url" required placeholder="https://…" {...bind('url')} />
      <Field
        label={project.label}
        required
        placeholder={project.placeholder}
        {...bind('project')}
      />
      {hasIssueType && <Field label="Type of new issues" required {...bind('issueType')} />}
      <Field
        label="Token"
        type="password"
        required={!tracker}
        hint={tracker ? `${tokenHint} Leave empty to keep the stored one.` : tokenHint}
        {...bind('token')}
      />
      <Field label="Labels of new issues" placeholder="incident, follow-up" {...bind('labels')} />
      <TextArea
        label="Meaning of statuses"
        rows={3}
        placeholder="Blocked = in-progress"
        hint={`Others keep their category in ${title}. One per line: open, in-progress, done, wont-do or ignore.`}
        {...bind('statuses')}
      />
      <Field
        label="Signing secret of webhooks"
        type="password"
        hint={`Only if ${title} made one. ${tracker?.hasSigningSecret ? 'Leave empty to keep the stored one.' : ''}`}
        {...bind('signingSecret')}
      />
    </FormDialog>
  );
}
