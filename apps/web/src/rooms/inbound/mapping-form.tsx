import type { InboundEndpoint } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { inboundCalls, inboundKey } from '../../data/inbound-calls.ts';
import { queryClient } from '../../data/queries.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { MappingSelect } from './mapping-select.tsx';

interface MappingFormProps {
  incident: string | null;
  endpoint: InboundEndpoint;
  onClose: () => void;
}

/** Selects how the JSON records of an endpoint are read. */
export function MappingForm({ incident, endpoint, onClose }: MappingFormProps) {
  const [mappingId, setMappingId] = useState(endpoint.mappingId);
  const save = useMutation({
    mutationFn: () => inboundCalls(incident).setMapping({ id: endpoint.id, mappingId }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: inboundKey(incident) });
      onClose();
    },
  });
  return (
    <FormDialog
      onClose={onClose}
      title={`Change the mapping of “${endpoint.name}”`}
      lead={
        incident === null
          ? 'It is used for the next deliveries, and what is kept is read again. Save a mapping in the import dialog, from a file with such records.'
          : 'It is used for the next deliveries. What was not understood can be read again under Deliveries. Save a mapping in the import dialog, from a file with such records.'
      }
      save={save}
      submit="Save mapping"
    >
      <MappingSelect value={mappingId} onChoose={setMappingId} />
    </FormDialog>
  );
}
