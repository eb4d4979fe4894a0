import type { Tag } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { Field, TextArea } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { showToast } from '../../ui/toast.tsx';

/** Adds a tag, or renames and defines one. */
export function TagForm({ tag, onClose }: { tag: Tag | null; onClose: () => void }) {
  const [fields, setFields] = useState({
    name: tag?.name ?? '',
    definition: tag?.definition ?? '',
    useWhen: tag?.useWhen ?? '',
    avoidWhen: tag?.avoidWhen ?? '',
  });
  const [id] = useState(() => crypto.randomUUID());
  const save = useMutation({
    mutationFn: () =>
      tag
        ? api.tag.change({ id: tag.id, version: tag.version, ...fields })
        : api.tag.add({ id, ...fields }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['tags'] }),
    onSuccess: ({ name }) => {
      onClose();
      showToast({ title: tag ? `Saved “${name}”` : `Added “${name}”` });
    },
  });
  const bind = (name: keyof typeof fields) => ({
    name,
    value: fields[name],
    onChange: (event: { target: { value: string } }) =>
      setFields({ ...fields, [name]: event.target.value }),
  });
  return (
    <FormDialog
      title={tag ? 'Edit tag' : 'Add tag'}
      lead={
        tag
          ? 'All items with this tag show the new name.'
          : "Everyone who is signed in sees it. Don't use words of a private incident."
      }
      save={save}
      submit={tag ? 'Save' : 'Add tag'}
      onClose={onClose}
    >
      <Field
        label="Name"
        autoFocus
        required
        maxLength={80}
        autoComplete="off"
        placeholder="Red herring"
        {...bind('name')}
      />
      <TextArea
        label="Definition"
        rows={2}
        maxLength={1_000}
        placeholder="A lead that cost time and explained nothing"
        {...bind('definition')}
      />
      <TextArea label="Use it when" rows={2} maxLength={1_000} {...bind('useWhen')} />
      <TextArea label="Don't use it when" rows={2} maxLength={1_000} {...bind('avoidWhen')} />
    </FormDialog>
  );
}
