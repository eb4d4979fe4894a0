import type { Tag } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { showToast } from '../../ui/toast.tsx';

interface MergeDialogProps {
  tag: Tag;
  tags: readonly Tag[];
  onClose: () => void;
}

const readAgain = () => queryClient.invalidateQueries({ queryKey: ['tags'] });

export function MergeDialog({ tag, tags, onClose }: MergeDialogProps) {
  const others = tags.filter(
    (one) => one.id !== tag.id && one.mergedInto === null && one.archivedAt === null,
  );
  const [into, setInto] = useState('');
  const save = useMutation({
    mutationFn: () => api.tag.merge({ id: tag.id, version: tag.version, into }),
    onSettled: readAgain,
    onSuccess: ({ id, version, name }) => {
      onClose();
      const target = others.find((one) => one.id === into);
      showToast({
        title: `Merged “${name}” into “${target?.name ?? ''}”`,
        undo: () => api.tag.separate({ id, version }).then(readAgain),
      });
    },
  });
  return (
    <FormDialog
      title={`Merge “${tag.name}”`}
      lead="Its items show the other tag, in all incidents. You can undo the merge at any time."
      save={save}
      submit="Merge"
      isDisabled={into === ''}
      onClose={onClose}
    >
      <Select
        label="Into"
        value={into}
        choices={[
          { value: '', label: others.length === 0 ? 'No other tags' : 'Select a tag' },
          ...others.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChoose={setInto}
      />
    </FormDialog>
  );
}
