import type { ManualCheck } from '@debrief/contract';
import { draftChecks, draftKinds, guessDraftKind } from '@debrief/rules/manual-check';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries } from '../../data/queries.ts';
import { Field, Select, TextArea } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { showToast } from '../../ui/toast.tsx';
import { refreshManualChecks, undoManualCheck } from './queries.ts';

const kinds = draftKinds.map((value) => ({ value, label: value }));
const newOne = { value: 'new', label: 'New data checks' };
const none = { value: 'none', label: 'None' };

/** Links a manual check to a safeguard of an incident, or makes one from a draft. */
export function AutomateDialog({ check, onClose }: { check: ManualCheck; onClose: () => void }) {
  const { id, version, name, safeguard } = check;
  const [newId] = useState(() => crypto.randomUUID());
  const [incident, setIncident] = useState(safeguard?.incident ?? '');
  const [selected, setSelected] = useState(safeguard?.id ?? 'new');
  const [kind, setKind] = useState(() => guessDraftKind(`${name} ${check.looksAt}`));
  const [checks, setChecks] = useState(() => draftChecks(check, kind));
  const ref = incident.trim().toUpperCase();
  const { data } = useQuery({ ...queries.safeguards(ref), enabled: /^INC-\d+$/.test(ref) });
  const items = data?.items ?? [];
  const known = items.map((one) => ({ value: one.id, label: `${one.name} (${one.state})` }));
  const choices = [newOne, ...known, ...(safeguard ? [none] : [])];
  const value = choices.some((one) => one.value === selected) ? selected : 'new';
  const save = useMutation({
    mutationFn: async () => {
      if (value === 'new') await api.safeguard.add({ incident: ref, id: newId, name, checks });
      const safeguardId = value === 'none' ? null : value === 'new' ? newId : value;
      return api['manual-check'].change({ id, version, safeguardId });
    },
    onSuccess: async ({ activityId }) => {
      await refreshManualChecks();
      onClose();
      if (activityId !== null)
        showToast({
          title: value === 'new' ? `Added data checks to ${ref}` : 'Changed the manual check',
          ...(value === 'new' && { detail: 'Prove them in the incident, then report their runs.' }),
          undo: () => undoManualCheck(activityId),
        });
    },
  });
  return (
    <FormDialog
      size="wide"
      title={`Automate “${name}”`}
      lead="Data checks belong to an incident that they would have caught. Hours are saved once they are armed and their runs are reported."
      onClose={onClose}
      save={save}
      submit="Save"
    >
      <Field
        label="Incident"
        name="incident"
        required
        autoFocus
        value={incident}
        placeholder="INC-12"
        onChange={({ target }) => setIncident(target.value)}
      />
      <Select
        label="Safeguard"
        name="safeguardId"
        value={value}
        choices={choices}
        onChoose={setSelected}
      />
      {value === 'new' && (
        <>
          <Select
            label="Type of the check"
            name="kind"
            value={kind}
            choices={kinds}
            onChoose={(next) => {
              setKind(next);
              setChecks(draftChecks(check, next));
            }}
          />
          <TextArea
            label="Checks"
            name="checks"
            required
            mono
            rows={12}
            hint="YAML. Names of files and columns are examples: replace them with yours."
            value={checks}
            onChange={({ target }) => setChecks(target.value)}
          />
        </>
      )}
    </FormDialog>
  );
}
