import type { InboundDelivery } from '@debrief/contract';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { inboundKey } from '../../data/inbound-calls.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { showToast } from '../../ui/toast.tsx';

interface AddDeliveryDialogProps {
  /** Of the endpoint. */
  id: string;
  delivery: InboundDelivery;
  onClose: () => void;
}

/** Selects the incident that gets a delivery although no rule matches it. */
export function AddDeliveryDialog({ id, delivery, onClose }: AddDeliveryDialogProps) {
  const { data } = useInfiniteQuery(queries.incidents({}));
  const known = (data?.pages.flatMap((page) => page.items) ?? []).filter(
    ({ ref, can }) => can.import && !delivery.addedTo.some(({ incident }) => incident === ref),
  );
  const [selected, setSelected] = useState('');
  const incident = selected === '' ? (known[0]?.ref ?? '') : selected;
  const save = useMutation({
    mutationFn: () =>
      api['organization-inbound'].addDelivery({ id, delivery: delivery.id, incident }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: inboundKey(null) });
      showToast({ title: `Added to ${incident}` });
      onClose();
    },
  });
  return (
    <FormDialog
      onClose={onClose}
      title="Add to incident"
      lead="The incident gets the alerts of this delivery with all their states, and later ones follow. Everyone who can see the incident sees them."
      save={save}
      submit="Add delivery"
      isDisabled={incident === ''}
    >
      {data && known.length === 0 ? (
        <p className="text-ink-soft">There is no incident to which you can add it.</p>
      ) : (
        <Select
          label="Incident"
          autoFocus
          value={incident}
          choices={known.map(({ ref, title }) => ({ value: ref, label: `${ref}  ${title}` }))}
          onChoose={setSelected}
          name="incident"
        />
      )}
    </FormDialog>
  );
}
