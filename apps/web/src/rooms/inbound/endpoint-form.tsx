import type { InboundEndpoint } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { inboundKey } from '../../data/inbound-calls.ts';
import { queryClient } from '../../data/queries.ts';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';

interface EndpointFormProps {
  endpoint: InboundEndpoint;
  onClose: () => void;
}

/** The name of an endpoint of the organization, and how long it keeps deliveries. */
export function EndpointForm({ endpoint, onClose }: EndpointFormProps) {
  const [name, setName] = useState(endpoint.name);
  const [days, setDays] = useState(String(endpoint.keepDays ?? ''));
  const save = useMutation({
    mutationFn: () =>
      api['organization-inbound'].change({ id: endpoint.id, name, keepDays: Number(days) }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: inboundKey(null) });
      onClose();
    },
  });
  return (
    <FormDialog
      onClose={onClose}
      title={`Change “${endpoint.name}”`}
      save={save}
      submit="Save endpoint"
    >
      <Field
        label="Name"
        required
        autoFocus
        value={name}
        onChange={(event) => setName(event.target.value)}
        name="name"
      />
      <Field
        label="Keep deliveries for"
        type="number"
        min={1}
        max={365}
        required
        suffix="days"
        value={days}
        onChange={(event) => setDays(event.target.value)}
        hint="Older ones are cleared. What incidents got stays."
        name="keepDays"
      />
    </FormDialog>
  );
}
