import { historyKinds, type HistoryEntry, type Service } from '@debrief/contract';
import { historyLabels } from '@debrief/rules/catalog';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { Field, Select, TextArea } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { refreshCatalog, undoChange } from '../changes.ts';

const kinds = historyKinds.map((value) => ({ value, label: historyLabels[value] }));

interface HistoryDialogProps {
  service: Service;
  /** The entry to edit; a new one without it. */
  entry?: HistoryEntry;
  onClose: () => void;
}

export function HistoryDialog({ service, entry, onClose }: HistoryDialogProps) {
  const [draft, setDraft] = useState({
    on: entry?.on ?? '',
    kind: entry?.kind ?? ('adopted' as const),
    text: entry?.text ?? '',
    people: entry?.people.join(', ') ?? '',
    url: entry?.url ?? '',
  });
  const put = (next: Partial<typeof draft>) => setDraft((known) => ({ ...known, ...next }));
  const save = useMutation({
    mutationFn: () => {
      const { people, url, ...fields } = draft;
      const input = {
        ...fields,
        people: people.split(',').flatMap((name) => name.trim() || []),
        url: url.trim() === '' ? null : url.trim(),
      };
      return entry
        ? api.catalog.changeHistory({ id: entry.id, version: entry.version, ...input })
        : api.catalog.addHistory({ id: service.id, ...input });
    },
    onSuccess: async ({ activityId }) => {
      await refreshCatalog();
      onClose();
      if (activityId !== null)
        showToast({
          title: entry ? 'Changed the entry' : 'Added to the history',
          undo: () => undoChange(activityId),
        });
    },
  });
  const bind = (field: 'on' | 'text' | 'people' | 'url') => ({
    name: field,
    value: draft[field],
    onChange: ({ target }: { target: { value: string } }) => put({ [field]: target.value }),
  });
  return (
    <FormDialog
      title={entry ? 'Edit the entry' : `Add to the history of ${service.name}`}
      lead="When it was adopted and why, who was taught, and what grew since."
      onClose={onClose}
      save={save}
      submit={entry ? 'Save' : 'Add'}
      isDisabled={draft.on.trim() === '' || draft.text.trim() === ''}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="When"
          hint="A year, a month or a day: 2023-04"
          placeholder="2023-04"
          autoFocus
          required
          maxLength={10}
          {...bind('on')}
        />
        <Select
          label="Kind"
          name="kind"
          value={draft.kind}
          choices={kinds}
          onChoose={(kind) => put({ kind })}
        />
      </div>
      <TextArea label="What happened" required rows={3} maxLength={2_000} {...bind('text')} />
      <Field
        label="People"
        hint="Who did it or was taught, separated by commas"
        {...bind('people')}
      />
      <Field
        label="Source"
        hint="The address of a document, a ticket or an incident"
        maxLength={2_000}
        {...bind('url')}
      />
    </FormDialog>
  );
}
