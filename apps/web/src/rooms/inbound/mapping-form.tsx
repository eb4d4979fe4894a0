import type { InboundEndpoint } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { incidentKey } from '../../data/read.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { MappingSelect } from './mapping-select.tsx';

interface MappingFormProps {
  incident: string;
  endpoint: InboundEndpoint;
  onClose: () => void;
}

/** Selects how the JSON records of an endpoint are read. */
export function MappingForm({ incident, endpoint, onClose }: MappingFormProps) {
  const [mappingId, setMappingId] = useState(endpoint.mappingId);
  const save = useMutation({
    mutationFn: () => api.inbound.setMapping({ incident, id: endpoint.id, mappingId }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: incidentKey(incident, 'inbound') });
      onClose();
    },
  });
  return (
    <FormDialog
      onClose={onClose}
      title={`Change the mapping of “${endpoint.name}”`}
      lead="It is used for the next deliveries. What was not understood can be read again under Deliveries. Save a mapping in the import dialog, from a file with such records."
      save={save}
      submit="Save mapping"
    >
      <MappingSelect value={mappingId} onChoose={setMappingId} />
    </FormDialog>
  );
}
