import type { Safeguard } from '@debrief/contract';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Field } from '../../ui/field.tsx';
import { FilesField } from '../../ui/file-field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { packFolder } from '../evidence/import/pack-folder.ts';
import { useSafeguardChange } from './use-safeguard-change.ts';
import { stateLooks } from './words.ts';

const accept = '.csv,.tsv,.json,.jsonl,.ndjson,.parquet,.gz';

/** Files that the checks have to halt on, and files that they have to pass. */
export function ProveChecksDialog({
  safeguard,
  onClose,
}: {
  safeguard: Safeguard;
  onClose: () => void;
}) {
  const { id, version, name, incidentRef } = safeguard;
  const [incident, setIncident] = useState<File[]>([]);
  const [healthy, setHealthy] = useState<File[]>([]);
  const [healthyAt, setHealthyAt] = useState('');
  const prove = useSafeguardChange(incidentRef, {
    send: async () => {
      const files = Object.entries({ incident, healthy }).flatMap(([folder, chosen]) =>
        chosen.map((file) => ({ path: `${folder}/${file.name}`, file })),
      );
      const file = await packFolder({ name, files }, () => {});
      const at = healthyAt.trim();
      return api.safeguard.proveChecks(
        { id, version, ...(at !== '' && { healthyAt: at }) },
        { file },
      );
    },
    done: ({ safeguards: [proven] }) =>
      proven ? `${stateLooks[proven.state].label}: ${name}` : 'Proof run',
    onDone: onClose,
  });
  return (
    <FormDialog
      title="Prove the checks"
      lead="They have to halt on the files of the incident and pass those of a healthy window. The files are deleted after that; their names and hashes are kept."
      submit="Run the proof"
      save={prove}
      onClose={onClose}
    >
      <FilesField
        label="Files of the incident"
        accept={accept}
        files={incident}
        onFiles={setIncident}
      />
      <FilesField
        label="Files of a healthy window"
        accept={accept}
        files={healthy}
        onFiles={setHealthy}
      />
      <Field
        label="When the healthy files were current (optional)"
        name="healthyAt"
        value={healthyAt}
        placeholder="2022-11-29T06:00:00Z"
        hint="Needed if a check asks how fresh the data is."
        onChange={({ target }) => setHealthyAt(target.value)}
      />
    </FormDialog>
  );
}
