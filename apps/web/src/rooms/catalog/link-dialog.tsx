import { serviceLinkKinds, type Service, type ServiceLink } from '@debrief/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { catalogQueries } from '../../data/queries/catalog.ts';
import { Field, Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { showToast } from '../../ui/toast.tsx';
import { refreshCatalog, undoChange } from './changes.ts';
import { linkLabels } from './words.ts';

type Direction = `${ServiceLink['kind']}.${'from' | 'to'}`;
const directions = serviceLinkKinds.flatMap((kind): { value: Direction; label: string }[] => [
  { value: `${kind}.from`, label: linkLabels[kind].from },
  { value: `${kind}.to`, label: linkLabels[kind].to },
]);

export function LinkDialog({ service, onClose }: { service: Service; onClose: () => void }) {
  const [direction, setDirection] = useState<Direction>('calls.from');
  const [name, setName] = useState('');
  const text = name.trim();
  const { data } = useQuery({ ...catalogQueries.serviceNames(text), enabled: text.length > 1 });
  const save = useMutation({
    mutationFn: () => {
      const [kind = 'calls', end] = direction.split('.');
      const ends = end === 'from' ? { from: service.id, to: text } : { from: text, to: service.id };
      return api.catalog.addLink({
        ...ends,
        kind: serviceLinkKinds.find((one) => one === kind) ?? 'calls',
      });
    },
    onSuccess: async ({ link, activityId }) => {
      await refreshCatalog();
      onClose();
      if (link && activityId !== null)
        showToast({
          title: `${link.from.name} ${link.kind} ${link.to.name}`,
          undo: () => undoChange(activityId),
        });
    },
  });
  return (
    <FormDialog
      title={`Link ${service.name}`}
      onClose={onClose}
      save={save}
      submit="Add link"
      isDisabled={text === ''}
    >
      <Select
        label="Direction"
        name="kind"
        value={direction}
        choices={directions}
        onChoose={setDirection}
      />
      <Field
        label="Service"
        autoFocus
        autoComplete="off"
        maxLength={500}
        value={name}
        suggestions={data?.items.map((one) => one.name) ?? []}
        onChange={(event) => setName(event.target.value)}
      />
    </FormDialog>
  );
}
