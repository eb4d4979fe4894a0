import type { Runbook } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Field, TextArea } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { showToast } from '../../ui/toast.tsx';
import { refreshRunbooks, undoRunbook } from './changes.ts';

interface RunbookDialogProps {
  /** The runbook to edit; a new one without it. */
  runbook?: Runbook;
  onClose: () => void;
  onSaved?: (id: string) => void;
}

const splitNames = (text: string) => text.split(',').flatMap((name) => name.trim() || []);

export function RunbookDialog({ runbook, onClose, onSaved }: RunbookDialogProps) {
  const [id] = useState(() => crypto.randomUUID());
  const [given, setGiven] = useState({
    name: runbook?.name ?? '',
    text: runbook?.text ?? '',
    services: runbook?.services.map(({ name }) => name).join(', ') ?? '',
    alerts: runbook?.alerts.join(', ') ?? '',
  });
  const bind = (name: keyof typeof given) => ({
    name,
    value: given[name],
    onChange: ({ target }: { target: { value: string } }) =>
      setGiven((before) => ({ ...before, [name]: target.value })),
  });
  const save = useMutation({
    mutationFn: () => {
      const input = {
        name: given.name,
        text: given.text,
        services: splitNames(given.services),
        alerts: splitNames(given.alerts),
      };
      return runbook
        ? api.runbook.change({ id: runbook.id, version: runbook.version, ...input })
        : api.runbook.add({ id, ...input });
    },
    onSuccess: async ({ runbook: saved, activityId }) => {
      await refreshRunbooks();
      onClose();
      if (saved) onSaved?.(saved.id);
      if (activityId !== null)
        showToast({
          title: runbook ? 'Changed the runbook' : 'Added the runbook',
          undo: () => undoRunbook(activityId),
        });
    },
  });
  return (
    <FormDialog
      size="wide"
      title={runbook ? 'Edit the runbook' : 'Add a runbook'}
      lead="Everyone with an account can read it. Runs keep the text that they were started with."
      onClose={onClose}
      save={save}
      submit={runbook ? 'Save' : 'Add'}
    >
      <Field label="Name" required autoFocus maxLength={200} {...bind('name')} />
      <TextArea
        label="Text"
        required
        mono
        rows={12}
        maxLength={50_000}
        placeholder={'- [ ] Check the age of the index\n- [ ] Restart the indexer'}
        hint="Markdown. Each line that starts with “- [ ]” is a step."
        {...bind('text')}
      />
      <Field
        label="Services"
        hint="Names in the catalog, separated by commas"
        {...bind('services')}
      />
      <Field
        label="Alerts"
        hint="Names of alerts, separated by commas: SearchFreshness"
        {...bind('alerts')}
      />
    </FormDialog>
  );
}
