import type { Preview } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type ReadAs } from '../../../api.ts';
import { queryClient } from '../../../data/queries.ts';
import { Button } from '../../../ui/button.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { ProblemNote } from '../../../ui/problem.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { mapText } from './read-options.ts';

/** Uses or saves a mapping of the columns under a name. */
export function SavedMappingField({
  preview,
  options,
  onOptions,
}: {
  preview: Preview;
  options: ReadAs;
  onOptions: (options: ReadAs) => void;
}) {
  const [name, setName] = useState('');
  const { source: _, stream: __, timeOrigin: ___, ...kept } = options;
  const map = mapText(preview.mapping);
  const save = useMutation({
    mutationFn: () =>
      api.evidence.saveMapping({ name, columns: preview.columns, options: { ...kept, map } }),
    onSuccess: (saved) => {
      setName('');
      showToast({ title: `Saved the mapping “${saved.name}”` });
      return queryClient.invalidateQueries({ queryKey: ['preview'] });
    },
  });
  const used = preview.savedMappings.find((one) => one.options.map === options.map);
  const use = (id: string) => {
    const { source, stream, timeOrigin } = options;
    const saved = preview.savedMappings.find((one) => one.id === id)?.options ?? {};
    onOptions({
      ...saved,
      ...(source !== undefined && { source }),
      ...(stream !== undefined && { stream }),
      ...(timeOrigin !== undefined && { timeOrigin }),
    });
  };
  return (
    <div className="flex flex-col gap-3">
      {preview.savedMappings.length > 0 && (
        <Select
          label="Saved mapping"
          value={used?.id ?? ''}
          choices={[
            { value: '', label: 'None' },
            ...preview.savedMappings.map((one) => ({ value: one.id, label: one.name })),
          ]}
          onChoose={use}
        />
      )}
      <details className="text-sm">
        <summary className="w-fit text-ink-soft hover:text-ink">Save this mapping</summary>
        <div className="mt-2 flex flex-wrap items-end gap-3">
          <Field
            label="Save mapping as"
            value={name}
            maxLength={80}
            onChange={(event) => setName(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              if (name.trim() !== '') save.mutate();
            }}
          />
          <Button
            isBusy={save.isPending}
            disabled={name.trim() === ''}
            onClick={() => save.mutate()}
          >
            Save
          </Button>
        </div>
        <ProblemNote error={save.error} />
      </details>
    </div>
  );
}
